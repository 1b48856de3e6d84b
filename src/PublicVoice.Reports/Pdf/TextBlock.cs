using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Fonts;

namespace PublicVoice.Reports.Pdf;

internal readonly record struct Run(string Text, TextStyle Style);

/// <summary>A line of set text: its pieces with their offsets, and its width.</summary>
internal sealed record SetLine(IReadOnlyList<(double X, string Text, TextStyle Style)> Pieces, double Width, double Leading)
{
    public void DrawAt(Pen pen, double x, double top, double room, Anchor align)
    {
        var start = x + (align switch { Anchor.End => room - Width, Anchor.Middle => (room - Width) / 2, _ => 0 });
        foreach (var (offset, text, style) in Pieces)
        {
            pen.Run(text, style.Font, style.Size, style.Ink, start + offset, top + style.Ascent + (Leading - style.Leading) / 2);
        }
    }
}

/// <summary>Breaks text into lines of a width: at spaces, after hyphens and slashes, and within a word only when nothing else is left.</summary>
internal static class TextSetter
{
    public static List<SetLine> Set(IEnumerable<Run> runs, double width)
    {
        var lines = new List<SetLine>();
        var pieces = new List<(double X, string Text, TextStyle Style)>();
        double used = 0, trailing = 0, leading = 0;
        foreach (var run in runs)
        {
            leading = leading == 0 ? run.Style.Leading : leading;
            foreach (var word in Words(PrintableText.Of(run.Text)))
            {
                if (used == 0 && word == " ")
                {
                    continue;
                }

                var space = word.EndsWith(' ');
                var bare = run.Style.Measure(space ? word.AsSpan(0, word.Length - 1) : word);
                if (used > 0 && used + bare > width + 0.01)
                {
                    EndLine();
                }

                var rest = word;
                while (bare > width && rest.Length > 1)
                {
                    var fits = Fitting(rest, run.Style, width);
                    Append(rest[..fits], run.Style);
                    EndLine();
                    rest = rest[fits..];
                    bare = run.Style.Measure(rest.AsSpan().TrimEnd(' '));
                }

                Append(rest, run.Style);
                trailing = rest.EndsWith(' ') ? run.Style.Measure(" ") : 0;
            }
        }

        if (pieces.Count > 0 || lines.Count == 0)
        {
            EndLine();
        }

        return lines;

        void Append(string text, TextStyle style)
        {
            if (pieces.Count > 0 && ReferenceEquals(pieces[^1].Style, style))
            {
                pieces[^1] = (pieces[^1].X, pieces[^1].Text + text, style);
            }
            else
            {
                pieces.Add((used, text, style));
            }

            used += style.Measure(text);
            leading = Math.Max(leading, style.Leading);
        }

        void EndLine()
        {
            lines.Add(new SetLine([.. pieces], used - trailing, leading));
            pieces.Clear();
            (used, trailing) = (0, 0);
        }
    }

    private static int Fitting(string text, TextStyle style, double width)
    {
        var fits = 1;
        while (fits < text.Length && style.Measure(text.AsSpan(0, fits + 1)) <= width)
        {
            fits++;
        }

        return fits;
    }

    private static IEnumerable<string> Words(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var breaks = text[i] == ' '
                || (text[i] is '-' or '/' or '–' && i > start && i + 1 < text.Length && char.IsLetter(text[i - 1]) && char.IsLetter(text[i + 1]));
            if (breaks)
            {
                yield return text[start..(i + 1)];
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }
}

/// <summary>A paragraph or heading.</summary>
internal sealed class TextBlock(string tag, IReadOnlyList<Run> runs, Anchor align = Anchor.Start) : Block
{
    private List<SetLine>? lines;
    private double setFor;

    public TextBlock(string tag, string text, TextStyle style, Anchor align = Anchor.Start)
        : this(tag, [new Run(text, style)], align)
    {
    }

    /// <summary>Title in the bookmarks; null for none.</summary>
    public string? Bookmark { get; init; }

    public override bool KeepsWithNext => tag is "H1" or "H2" or "H3" || base.KeepsWithNext;

    public override double Height(double width) => Lines(width).Sum(line => line.Leading);

    /// <summary>Two lines, or all of a paragraph of three, so that no single line is left behind.</summary>
    public override double FirstPiece(double width)
    {
        var all = Lines(width);
        return all.Take(all.Count <= 3 ? 3 : 2).Sum(line => line.Leading);
    }

    public override void Place(Flow flow, double x, double width)
    {
        var all = Lines(width);
        flow.Tag(tag, () =>
        {
            for (var i = 0; i < all.Count; i++)
            {
                var line = all[i];
                var lastTwo = i == all.Count - 2 && i > 0 && flow.Room < line.Leading + all[i + 1].Leading;
                if (flow.Room < line.Leading || lastTwo)
                {
                    flow.Break();
                }

                if (i == 0 && Bookmark is { } title)
                {
                    var level = tag == "H1" ? 1 : 2;
                    flow.Draw(pen => pen.Bookmark(PrintableText.Of(title), level));
                }

                var top = flow.Y;
                flow.Draw(pen => line.DrawAt(pen, x, top, width, align));
                flow.Y += line.Leading;
            }
        });
    }

    private List<SetLine> Lines(double width)
    {
        if (lines is null || Math.Abs(setFor - width) > 0.001)
        {
            lines = TextSetter.Set(runs, width);
            setFor = width;
        }

        return lines;
    }
}
