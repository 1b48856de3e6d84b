using PublicVoice.Reports.Charts;

namespace PublicVoice.Reports.Pdf;

/// <param name="Share">Width as a share of what the columns with a fixed width leave.</param>
/// <param name="Width">Fixed width in points, for numbers the least; 0 = by share.</param>
internal sealed record Column(string Header, double Share = 0, double Width = 0, Anchor Align = Anchor.Start);

/// <param name="Strong">Set in semi-bold.</param>
internal readonly record struct Cell(string Text, bool Strong = false, Ink? Ink = null)
{
    public static implicit operator Cell(string text) => new(text);
}

/// <summary>
/// A table that breaks between rows and repeats its header on every page. The first cell of a row is its header cell.
/// A row taller than a page goes on line by line.
/// </summary>
internal sealed class TableBlock(IReadOnlyList<Column> columns, IReadOnlyList<IReadOnlyList<Cell>> rows) : Block
{
    private const double PadX = 4;
    private const double PadY = 3;

    // White space between a column of numbers and the text right of it.
    private const double AfterNumbers = 10;
    private static readonly Stroke HeaderRule = new(Palette.Primary, 1);
    private static readonly Stroke RowRule = new(Palette.Grid, 0.5);
    private readonly TextStyle headerStyle = Typography.CellStrong.In(Palette.Primary);
    private double[] widths = [];
    private List<SetLine>[] header = [];
    private List<List<SetLine>[]> body = [];

    /// <summary>Indices of rows that stand out as totals.</summary>
    public int? TotalRow { get; init; }

    /// <summary>Least height of a row, for tables that are filled in by hand.</summary>
    public double LeastRow { get; init; }

    public override double Height(double width)
    {
        Set(width);
        return RowHeight(header) + body.Sum(BodyHeight);
    }

    public override double FirstPiece(double width)
    {
        Set(width);
        var pieces = RowHeight(header) + body.Take(body.Count <= 3 ? 3 : 2).Sum(BodyHeight);
        return Math.Min(pieces, PageGrid.TextHeight * 0.8);
    }

    public override void Place(Flow flow, double x, double width)
    {
        Set(width);
        flow.Tag("Table", () =>
        {
            flow.Tag("THead", () => flow.Tag("TR", () => PlaceRow(flow, x, header, true, false, (pen, _) => pen.OpenHeaderCell("Column", 1))));
            flow.Tag("TBody", () =>
            {
                for (var i = 0; i < body.Count; i++)
                {
                    if (i > 0 && i == body.Count - 2 && flow.Room < BodyHeight(body[i]) + BodyHeight(body[i + 1]))
                    {
                        BreakWithHeader(flow, x); // so that the last row does not stand alone on its page
                    }

                    PlaceBodyRow(flow, x, body[i], i == TotalRow);
                }
            });
        });
    }

    private void PlaceBodyRow(Flow flow, double x, List<SetLine>[] row, bool total)
    {
        if (flow.Room < BodyHeight(row) && (BodyHeight(row) < PageGrid.TextHeight * 0.6 || flow.Room < 80))
        {
            BreakWithHeader(flow, x);
        }

        flow.Tag("TR", () => PlaceRow(flow, x, row, false, total, (pen, column) =>
        {
            if (column == 0)
            {
                pen.OpenHeaderCell("Row", 1);
            }
            else
            {
                pen.OpenCell(1);
            }
        }));
    }

    private void BreakWithHeader(Flow flow, double x)
    {
        flow.Break();
        var top = flow.Y;
        flow.Draw(pen => pen.Artifact(() => DrawRow(pen, x, top, header, true, false, null)));
        flow.Y += RowHeight(header);
    }

    // A row is drawn cell by cell. Where it is taller than the room, the lines that fit come first and the others on the next page.
    private void PlaceRow(Flow flow, double x, List<SetLine>[] row, bool isHeader, bool total, Action<Pen, int> open)
    {
        var part = row;
        while (flow.Room < RowHeight(part) && part.Max(cell => cell.Count) > 1)
        {
            var fitting = Math.Max(1, (int)((flow.Room - (2 * PadY)) / Typography.Cell.Leading));
            var (now, top) = (part.Select(cell => cell.Take(fitting).ToList()).ToArray(), flow.Y);
            flow.Draw(pen => DrawRow(pen, x, top, now, isHeader, total, open));
            part = [.. part.Select(cell => cell.Skip(fitting).ToList())];
            BreakWithHeader(flow, x);
        }

        var (last, y) = (part, flow.Y);
        flow.Draw(pen => DrawRow(pen, x, y, last, isHeader, total, open));
        flow.Y += isHeader ? RowHeight(part) : BodyHeight(part);
    }

    private void DrawRow(Pen pen, double x, double top, List<SetLine>[] row, bool isHeader, bool total, Action<Pen, int>? open)
    {
        var height = isHeader ? RowHeight(row) : BodyHeight(row);
        var fill = isHeader || total ? Palette.Panel : null;
        void Decoration()
        {
            if (fill is not null)
            {
                pen.Rectangle(x, top, widths.Sum(), height, fill);
            }

            pen.Line(new Place(x, top + height), new Place(x + widths.Sum(), top + height), isHeader ? HeaderRule : RowRule);
        }

        if (open is null)
        {
            Decoration();
        }
        else
        {
            pen.Artifact(Decoration);
        }

        for (var column = 0; column < row.Length; column++)
        {
            open?.Invoke(pen, column);
            var y = top + PadY + (isHeader ? height - (2 * PadY) - row[column].Sum(line => line.Leading) : 0);
            foreach (var line in row[column])
            {
                line.DrawAt(pen, x + Lead(column), y, Room(column), columns[column].Align);
                y += line.Leading;
            }

            if (open is not null)
            {
                pen.Close();
            }

            x += widths[column];
        }
    }

    private double Lead(int column) => column > 0 && columns[column].Align == Anchor.Start && columns[column - 1].Align == Anchor.End ? PadX + AfterNumbers : PadX;

    private double Room(int column) => widths[column] - Lead(column) - PadX;

    private double BodyHeight(List<SetLine>[] row) => Math.Max(LeastRow, RowHeight(row));

    private static double RowHeight(List<SetLine>[] row) => row.Max(cell => cell.Sum(line => line.Leading)) + (2 * PadY);

    private void Set(double width)
    {
        if (widths.Length > 0 && Math.Abs(widths.Sum() - width) < 0.01)
        {
            return;
        }

        double[] least = [.. columns.Select((column, i) => column.Width > 0 && column.Align == Anchor.End ? Math.Max(column.Width, WidestNumber(i)) : column.Width)];
        var left = width - least.Sum();
        var shares = columns.Where(column => column.Width == 0).Sum(column => column.Share);
        widths = [.. columns.Select((column, i) => column.Width > 0 ? least[i] : left * column.Share / shares)];
        header = [.. columns.Select((column, i) => TextSetter.Set([new Run(column.Header, headerStyle)], Room(i)))];
        body = [.. rows.Select((row, index) => row.Select((cell, i) => TextSetter.Set([new Run(cell.Text, StyleOf(cell, index))], Room(i))).ToArray())];
    }

    /// <summary>Room that keeps every number of a column in one piece.</summary>
    private double WidestNumber(int column) =>
        rows.Select((row, index) => StyleOf(row[column], index).Measure(row[column].Text)).DefaultIfEmpty().Max() + (2 * PadX) + 0.1;

    private TextStyle StyleOf(Cell cell, int row)
    {
        var style = cell.Strong || row == TotalRow ? Typography.CellStrong : Typography.Cell;
        return cell.Ink is { } ink ? style.In(ink) : style;
    }
}
