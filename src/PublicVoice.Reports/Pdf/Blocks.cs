using PdfSharp.Drawing;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Fonts;

namespace PublicVoice.Reports.Pdf;

/// <summary>A chart in one piece, with its description as text alternative.</summary>
internal sealed class FigureBlock(IChart chart) : Block
{
    public override double Height(double width) => chart.HeightFor(width);

    public override void Place(Flow flow, double x, double width)
    {
        var (y, height) = (flow.Y, Height(width));
        var alternative = $"{chart.Title}. {chart.Description}";
        flow.Draw(pen =>
        {
            pen.OpenFigure(alternative, x, y, width, height);
            pen.Chart(chart, x, y, width);
            pen.Close();
        });
        flow.Y += height;
    }
}

/// <summary>A picture in one piece, drawn at its top left corner.</summary>
internal sealed class DrawnBlock(double height, string? alternative, Action<Pen, double, double, double> draw) : Block
{
    public override double Height(double width) => height;

    public override void Place(Flow flow, double x, double width)
    {
        var y = flow.Y;
        flow.Draw(pen =>
        {
            if (alternative is null)
            {
                pen.Artifact(() => draw(pen, x, y, width));
                return;
            }

            pen.OpenFigure(alternative, x, y, width, height);
            draw(pen, x, y, width);
            pen.Close();
        });
        flow.Y += height;
    }
}

/// <summary>A list whose items stay whole unless taller than a page.</summary>
internal sealed class ListBlock(IReadOnlyList<IReadOnlyList<Run>> items, bool numbered = false) : Block
{
    private const double Indent = 14;
    private const double Between = 3;

    public override double Height(double width) => items.Sum(item => ItemHeight(item, width)) + (Between * Math.Max(0, items.Count - 1));

    public override double FirstPiece(double width) => Math.Min(PageGrid.TextHeight, items.Count == 0 ? 0 : ItemHeight(items[0], width));

    public override void Place(Flow flow, double x, double width)
    {
        flow.Draw(pen => pen.OpenList(numbered));
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (i > 0)
            {
                flow.Y += Between;
            }

            if (flow.Room < Math.Min(ItemHeight(item, width), PageGrid.TextHeight))
            {
                flow.Break();
            }

            var (label, top, style) = (numbered ? $"{i + 1}." : "•", flow.Y, item[0].Style);
            flow.Tag("LI", () =>
            {
                flow.Tag("Lbl", () => flow.Draw(pen => pen.Run(label, PublicSans.SemiBold, style.Size, Palette.Accent, x, top + style.Ascent)));
                new TextBlock("LBody", item).Place(flow, x + Indent, width - Indent);
            });
        }

        flow.Draw(pen => pen.Close());
    }

    private static double ItemHeight(IReadOnlyList<Run> item, double width) => new TextBlock("LBody", item).Height(width - Indent);
}

/// <summary>Blocks one below the other that stay on one page.</summary>
internal sealed class Stack(params IReadOnlyList<(Block Block, double Before)> blocks) : Block
{
    public override double Height(double width) => blocks.Sum(item => item.Before + item.Block.Height(width));

    public override void Place(Flow flow, double x, double width)
    {
        foreach (var (block, before) in blocks)
        {
            flow.Y += before;
            block.Place(flow, x, width);
        }
    }
}

/// <summary>Blocks side by side, read from left to right; they stay on one page.</summary>
internal sealed class Columns(double gutter, params IReadOnlyList<(Block Block, double Share)> blocks) : Block
{
    public override double Height(double width) => blocks.Max(item => item.Block.Height(WidthOf(item.Share, width)));

    public override void Place(Flow flow, double x, double width)
    {
        var (top, bottom) = (flow.Y, flow.Y);
        foreach (var (block, share) in blocks)
        {
            flow.Y = top;
            block.Place(flow, x, WidthOf(share, width));
            bottom = Math.Max(bottom, flow.Y);
            x += WidthOf(share, width) + gutter;
        }

        flow.Y = bottom;
    }

    private double WidthOf(double share, double width) => (width - (gutter * (blocks.Count - 1))) * share / blocks.Sum(item => item.Share);
}

/// <summary>A block on a tinted ground with a bar of colour at its left.</summary>
internal sealed class Panel(Block content, Ink bar, Ink fill, double padding = 12) : Block
{
    public override double Height(double width) => content.Height(width - (2 * padding)) + (2 * padding);

    public override void Place(Flow flow, double x, double width)
    {
        var (y, height) = (flow.Y, Height(width));
        flow.Draw(pen => pen.Artifact(() =>
        {
            pen.Rectangle(x, y, width, height, fill);
            pen.Rectangle(x, y, 3, height, bar);
        }));
        flow.Y += padding;
        content.Place(flow, x + padding, width - (2 * padding));
        flow.Y = y + height;
    }
}

/// <summary>PNG or JPEG bytes as a picture of PDFsharp; null when they are none that it can read.</summary>
internal static class Picture
{
    public static XImage? Of(byte[]? bytes)
    {
        if (bytes is not { Length: > 0 })
        {
            return null;
        }

        try
        {
            return XImage.FromStream(new MemoryStream(bytes, 0, bytes.Length, false, true));
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or NotSupportedException
            or NotImplementedException or IOException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
