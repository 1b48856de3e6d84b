using PdfSharp.Pdf;
using PublicVoice.Reports.Charts;

namespace PublicVoice.Reports.Pdf;

/// <summary>
/// Lays blocks out on pages from top to bottom and remembers what is to be drawn where; drawing comes after, when the number of
/// pages is known. A heading waits for the block after it, so that it never stands alone at the foot of a page.
/// </summary>
internal sealed class Flow
{
    private const double BeforeCaption = 2;

    /// <summary>A piece of a chart with fewer rows would look lost.</summary>
    private const int FewestRows = 4;

    private readonly List<(int Page, Action<Pen> Draw)> marks = [];
    private readonly List<(Block Block, double Before)> waiting = [];
    private double gap;

    /// <summary>Where the next line begins, from the top of the page.</summary>
    public double Y { get; set; } = PageGrid.Top;

    public int PageCount { get; private set; } = 1;

    public double Room => PageGrid.TextBottom - Y;

    private bool AtTop => Y <= PageGrid.Top;

    /// <param name="before">White space above, left out at the top of a page.</param>
    public void Add(Block block, double before = 0)
    {
        waiting.Add((block, before));
        if (!block.KeepsWithNext)
        {
            PlaceWaiting();
        }
    }

    /// <summary>
    /// A chart of rows and a caption that stays on its page: in one piece where a page can hold it, else a piece for each page with as
    /// many rows as fit there.
    /// </summary>
    public void AddChart<T>(IReadOnlyList<T> rows, Func<IReadOnlyList<T>, IChart> chart, double before, TextBlock caption)
    {
        var headings = waiting.Sum(next => next.Before + next.Block.Height(PageGrid.TextWidth));
        var around = before + BeforeCaption + caption.Height(PageGrid.TextWidth);
        var piece = RowsIn(PageGrid.TextHeight - headings) == rows.Count ? rows.Count : RowsIn(Room - headings);
        while (piece < rows.Count)
        {
            piece = piece >= FewestRows ? piece : Math.Max(1, RowsIn(PageGrid.TextHeight - headings));
            Add(new FigureBlock(chart([.. rows.Take(piece)])), before);
            rows = [.. rows.Skip(piece)];
            headings = 0;
            piece = RowsIn(PageGrid.TextHeight);
        }

        Add(new FigureBlock(chart(rows)).WithNext(), before);
        Add(caption, BeforeCaption);

        int RowsIn(double room)
        {
            var fitting = Enumerable.Range(1, rows.Count).LastOrDefault(count => around + chart([.. rows.Take(count)]).HeightFor(PageGrid.TextWidth) <= room);
            return fitting < rows.Count ? Math.Min(fitting, rows.Count - FewestRows) : fitting;
        }
    }

    public void Space(double height) => gap = Math.Max(gap, height);

    public void NewPage()
    {
        PlaceWaiting();
        if (!AtTop)
        {
            PageCount++;
            Y = PageGrid.Top;
        }
    }

    /// <summary>Breaks the page inside a block.</summary>
    public void Break()
    {
        PageCount++;
        Y = PageGrid.Top;
    }

    public void Draw(Action<Pen> draw) => marks.Add((PageCount, draw));

    public void Tag(string tag, Action content)
    {
        Draw(pen => pen.Open(tag));
        content();
        Draw(pen => pen.Close());
    }

    /// <param name="everyPage">Draws header and footer of a page: number and count of pages.</param>
    public void DrawOn(PdfDocument document, string language, Action<Pen, int, int> everyPage)
    {
        PlaceWaiting();
        using var pen = new Pen(document, language);
        var page = 0;
        foreach (var (markPage, draw) in marks)
        {
            while (page < markPage)
            {
                page++;
                pen.NewPage();
                everyPage(pen, page, PageCount);
            }

            draw(pen);
        }
    }

    private void PlaceWaiting()
    {
        if (waiting.Count == 0)
        {
            return;
        }

        var (first, before) = waiting[0];
        var needed = waiting.Skip(1).Sum(next => next.Before) + waiting.SkipLast(1).Sum(next => next.Block.Height(PageGrid.TextWidth))
            + waiting[^1].Block.FirstPiece(PageGrid.TextWidth);
        var space = Math.Max(gap, before);
        if (!AtTop && Room < space + needed)
        {
            Break();
        }

        foreach (var (block, above) in waiting)
        {
            if (!AtTop)
            {
                Y += ReferenceEquals(block, first) ? space : above;
            }

            block.Place(this, PageGrid.Left, PageGrid.TextWidth);
        }

        gap = 0;
        waiting.Clear();
    }
}

/// <summary>Something that takes a place on the page.</summary>
internal abstract class Block
{
    private bool keepsWithNext;

    public virtual bool KeepsWithNext => keepsWithNext;

    /// <summary>Keeps it on one page with the beginning of the block after it.</summary>
    public Block WithNext()
    {
        keepsWithNext = true;
        return this;
    }

    /// <summary>Height when it stands in one piece.</summary>
    public abstract double Height(double width);

    /// <summary>Height of the smallest part that may stand alone at the foot of a page.</summary>
    public virtual double FirstPiece(double width) => Height(width);

    /// <summary>Draws from <see cref="Flow.Y"/> on and moves it below itself.</summary>
    public abstract void Place(Flow flow, double x, double width);
}
