using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Qr;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>The first page: all that a head of office needs who reads nothing else.</summary>
internal static class SummarySection
{
    private const double QrSize = 74;
    private const double TrendHeight = 92;
    private const double LowTrendHeight = 70;

    public static void Add(Flow flow, Wording wording)
    {
        AddTitle(flow, wording);
        flow.Add(ResultPanel(wording), 10);
        if (ForumSection.Line(wording) is { } line)
        {
            flow.Add(line, 8);
        }

        var room = flow.Room;
        foreach (var block in Fitting(wording, room))
        {
            flow.Add(block.Block, block.Before);
        }

        flow.NewPage();
    }

    private static void AddTitle(Flow flow, Wording wording)
    {
        var report = wording.Report;
        flow.Add(new TextBlock("H1", wording.Say("LAPORAN EVALUASI KEPUASAN MASYARAKAT", "PUBLIC SATISFACTION EVALUATION REPORT"), Typography.Title, Anchor.Middle)
        {
            Bookmark = wording.Say("Ringkasan", "Summary"),
        }, 12);
        var unit = report.Letterhead.Name is { } name && name != report.Unit.Name ? report.Unit.Name : null;
        flow.Add(
            new TextBlock(
                "P",
                string.Join("  ·  ", new[] { unit, wording.Say($"Periode {wording.PeriodName}", $"Period {wording.PeriodName}") }.OfType<string>()),
                Typography.Body,
                Anchor.Middle),
            1);
        if (report.Letterhead.DocumentNumber is { } number)
        {
            flow.Add(new TextBlock("P", wording.Say($"Nomor: {number}", $"Number: {number}"), Typography.Body, Anchor.Middle), 0);
        }
    }

    private static Panel ResultPanel(Wording wording)
    {
        var parts = new List<(Block, double)> { (new Stack(Result(wording)), 165), (new Stack(Facts(wording)), 215) };
        if (wording.Report.SurveyAddress is { } address && address.AbsoluteUri.Length <= 300)
        {
            parts.Add((new Stack((QrFigure.Of(address, wording.Say($"Kode QR alamat survei {address.AbsoluteUri}", $"QR code of the survey address {address.AbsoluteUri}"), QrSize), 0), (new TextBlock("P", wording.Say("Isi survei", "Take the survey"), Typography.Small, Anchor.Middle), 2)), QrSize));
        }

        return new Panel(new Columns(14, parts), Palette.Primary, Palette.Panel);
    }

    private static List<(Block, double)> Result(Wording wording)
    {
        var index = wording.Report.Index;
        var label = new TextBlock("P", wording.Say("Indeks Kepuasan Masyarakat (IKM)", "Public satisfaction index (IKM)"), Typography.SmallStrong);
        if (index is not { Value: { } value, Grade: { } grade })
        {
            return
            [
                (label, 0),
                (new TextBlock("P", wording.Say("Belum ada isian", "No responses yet"), Typography.Title), 6),
                (new TextBlock("P", wording.Say("Tidak ada indeks untuk periode ini.", "There is no index for this period."), Typography.Body), 4),
            ];
        }

        var interval = index.Interval is { } range
            ? wording.Say($"Selang kepercayaan 95\u00a0%: {wording.Range(range)}", $"95% interval: {wording.Range(range)}")
            : wording.Say("Selang kepercayaan 95\u00a0%: tidak tersedia", "95% interval: not available");
        if (index.Headline)
        {
            return
            [
                (label, 0),
                (new TextBlock("P", wording.Index(value), Typography.Figure), 0),
                (new TextBlock("P", wording.Say($"Mutu {wording.Grade(grade)}", $"Grade {wording.Grade(grade)}"), Typography.Heading1), 0),
                (new TextBlock("P", interval, Typography.Small), 3),
            ];
        }

        var needed = wording.Count(wording.NeededForHeadline);
        return
        [
            (label, 0),
            (new TextBlock("P", wording.Say($"Indikatif: n kurang dari {needed}", $"Indicative: n below {needed}"), Typography.Heading1.In(Palette.Attention)), 6),
            (
                new TextBlock(
                    "P",
                    wording.Say(
                        $"Nilai sementara {wording.Index(value)}, mutu {wording.Grade(grade)}",
                        $"Provisional value {wording.Index(value)}, grade {wording.Grade(grade)}"),
                    Typography.Body),
                4),
            (new TextBlock("P", interval, Typography.Small), 2),
            .. index.N < Wording.PublicMinimum
                ? [(
                    new TextBlock(
                        "P",
                        wording.Say("n kurang dari 5: hanya untuk internal, tidak untuk diumumkan.", "n below 5: internal only, not for publication."),
                        Typography.SmallStrong.In(Palette.Attention)),
                    2)]
                : Array.Empty<(Block, double)>(),
        ];
    }

    private static List<(Block, double)> Facts(Wording wording)
    {
        var sample = wording.Report.Sample;
        var n = wording.Count(sample.Reached);
        var reached = sample.Target is { } target
            ? wording.Say($"{n} isian dari target {wording.Count(target)}", $"{n} responses of a target of {wording.Count(target)}")
                + (sample.Reached >= target ? wording.Say(" – tercapai", " – reached") : wording.Say(" – belum tercapai", " – not reached"))
            : wording.Say($"{n} isian; target belum diketahui", $"{n} responses; target unknown");
        return
        [
            (Fact(wording.Say("Responden", "Respondents"), reached), 0),
            (Fact(wording.Say("Dibanding bulan sebelumnya", "Against the month before"), wording.ChangeInWords(wording.Report.Change)), 5),
            .. sample.Population is { } population
                ? [(Fact(wording.Say("Pengguna layanan dalam periode", "People served in the period"), wording.Count(population)), 5)]
                : Array.Empty<(Block, double)>(),
        ];
    }

    private static Stack Fact(string label, string text) =>
        new((new TextBlock("P", label, Typography.SmallStrong), 0), (new TextBlock("P", text, Typography.Body), 0));

    /// <summary>The rest of the page in as much detail as fits: first the chart grows lower, then the examples of citizens shorter, then fewer.</summary>
    private static List<(Block Block, double Before)> Fitting(Wording wording, double room)
    {
        List<(Block Block, double Before)> blocks = [];
        foreach (var (themes, length, trend) in new[]
        {
            (3, 170, TrendHeight), (3, 170, LowTrendHeight), (3, 110, TrendHeight), (3, 110, LowTrendHeight), (2, 110, LowTrendHeight), (3, 170, 0), (3, 110, 0), (2, 110, 0), (1, 90, 0), (0, 0, 0),
        })
        {
            blocks = [.. Extremes(wording), .. Voices(wording, themes, length), .. Actions(wording), .. trend > 0 ? Trend(wording, trend) : []];
            if (blocks.Sum(item => item.Before + item.Block.Height(PageGrid.TextWidth)) <= room)
            {
                return blocks;
            }
        }

        return blocks;
    }

    private static List<(Block Block, double Before)> Trend(Wording wording, double height)
    {
        var report = wording.Report;
        if (report.Trend.Count(month => month.Index is not null) < 2)
        {
            return [];
        }

        return
        [
            (new TextBlock("H2", wording.Say("Perkembangan 13 bulan", "Thirteen months"), Typography.Heading2), 12),
            (new FigureBlock(new TrendChart(report.Trend, [], report.TrendBreaks, report.Definition, wording.Language) { PlotHeight = height }), 3),
        ];
    }

    private static List<(Block Block, double Before)> Extremes(Wording wording)
    {
        var report = wording.Report;
        if (report.Weakest.Count == 0 && report.Strongest.Count == 0)
        {
            return [];
        }

        return
        [
            (
                new Columns(
                    20,
                    (Elements(wording, wording.Say("Unsur terendah", "Lowest elements"), report.Weakest), 1),
                    (Elements(wording, wording.Say("Unsur tertinggi", "Highest elements"), report.Strongest), 1)),
                12),
        ];
    }

    private static Stack Elements(Wording wording, string title, IReadOnlyList<string> codes)
    {
        var heading = new TextBlock("H2", title, Typography.Heading2);
        if (codes.Count == 0)
        {
            return new Stack((heading, 0), (new TextBlock("P", "–", Typography.Body), 3));
        }

        Column[] columns =
        [
            new(wording.Say("Unsur", "Element"), 1),
            new(wording.Say("Indeks", "Index"), 0, 42, Anchor.End),
            new(wording.Say("Mutu", "Grade"), 0, 40, Anchor.Middle),
        ];
        IReadOnlyList<Cell>[] rows = [.. codes.Select(code => wording.Element(code)).Select(element => new Cell[]
        {
            Wording.Shorten(wording.Of(element.Element.Name), 70), wording.Index(element.Score.Index), element.Score.Grade?.Letter ?? "–",
        })];
        return new Stack((heading, 0), (new TableBlock(columns, rows), 3));
    }

    private static List<(Block Block, double Before)> Voices(Wording wording, int themes, int length)
    {
        var comments = wording.Report.Comments;
        var heading = new TextBlock("H2", wording.Say("Yang paling banyak disampaikan warga", "What citizens said most"), Typography.Heading2);
        if (comments.All.Count == 0)
        {
            var none = wording.Say("Tidak ada komentar berisi pada periode ini.", "There were no comments with content in this period.");
            return [(heading, 12), (new TextBlock("P", none, Typography.Body), 3)];
        }

        if (themes == 0)
        {
            return [];
        }

        if (comments.Themes.Count == 0)
        {
            var sum = new TextBlock("P", wording.Say(
                $"{wording.Count(comments.All.Count)} komentar berisi masuk; tidak ada hal yang disebut berulang. Terbanyak pada:",
                $"{wording.Count(comments.All.Count)} comments with content; nothing was said repeatedly. Most were about:"), Typography.Body).WithNext();
            return [(heading, 12), (sum, 3), (new ListBlock([.. MostConcerned(wording, themes, length)]), 3)];
        }

        return
        [
            (heading, 12),
            (new ListBlock([.. comments.Themes.Take(themes).Select(theme => Theme(wording, theme, length))]), 3),
        ];
    }

    /// <summary>The elements that most comments go with, each with its first comment as an example.</summary>
    private static IEnumerable<IReadOnlyList<Run>> MostConcerned(Wording wording, int most, int length) =>
        wording.Report.Comments.All
            .GroupBy(comment => comment.ElementCode is { } code
                ? wording.Of(wording.Element(code).Element.Name)
                : wording.Of(Terms.Of(comment.StandingIn(wording.Report.Definition), comment.LowestScore)), StringComparer.Ordinal)
            .OrderByDescending(concerned => concerned.Count())
            .Take(most)
            .Select(concerned => Theme(wording, new CommentTheme(
                concerned.Key,
                concerned.Count(),
                concerned.First().MaskedText), length));

    private static IReadOnlyList<Run> Theme(Wording wording, CommentTheme theme, int length) =>
    [
        new Run(theme.Phrase, Typography.Strong),
        new Run(
            wording.Say(
                $" – {wording.Count(theme.Comments)} komentar. ",
                $" – {wording.Count(theme.Comments)} {(theme.Comments == 1 ? "comment" : "comments")}. "),
            Typography.Body),
        new Run($"“{Wording.Shorten(theme.Example, length)}”", Typography.Quote),
    ];

    private static List<(Block Block, double Before)> Actions(Wording wording) =>
    [
        (new TextBlock("H2", wording.Say("Yang perlu dilakukan", "What to do next"), Typography.Heading2), 12),
        (new ListBlock(NextSteps.Of(wording), numbered: true), 3),
    ];
}
