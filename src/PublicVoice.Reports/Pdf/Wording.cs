using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Pdf;

/// <summary>A report and the language it is told in, with the phrases that several sections share.</summary>
internal sealed record Wording(EvaluationReport Report, Language Language)
{
    /// <summary>From this many responses on a figure may be shown outside the office.</summary>
    public const int PublicMinimum = 5;

    public string LanguageTag => Language == Language.English ? "en" : "id";

    public string DocumentTitle => $"{Say("Laporan evaluasi kepuasan masyarakat", "Public satisfaction evaluation report")} – {Report.Unit.Name} – {PeriodName}";

    public string ReportAndPeriod => $"{Say("Laporan evaluasi kepuasan masyarakat", "Public satisfaction evaluation report")} · {PeriodName}";

    public string PeriodName => Report.Period is { From: { Day: 1 } from, To: var to } && to == from.AddMonths(1).AddDays(-1)
        ? Formats.Month(from, Language)
        : $"{Formats.Day(Report.Period.From, Language)} – {Formats.Day(Report.Period.To, Language)}";

    public string QuestionnaireName => Say(
        $"Kuesioner {Report.Definition.Code} versi {Report.Definition.Version}", $"Questionnaire {Report.Definition.Code} version {Report.Definition.Version}");

    public int NeededForHeadline => IndexArithmetic.HeadlineMinimum(Report.Sample.Target);

    public string Say(string indonesian, string english) => Language == Language.English ? english : indonesian;

    public string Of(LocalText text) => text.In(Language);

    public string Index(decimal? value) => value is { } index ? Formats.Number(index, 2, Language) : "–";

    public string Mean(decimal? value) => value is { } mean ? Formats.Number(mean, 3, Language) : "–";

    public string Count(long value) => Formats.Count(value, Language);

    public string Percent(decimal? value) => value is { } share ? Formats.Percent(share, 1, Language) : "–";

    public string Range(Interval? interval) => interval is null ? "–" : $"{Index(interval.Low)}–{Index(interval.High)}";

    public string Grade(QualityGrade grade) => $"{grade.Letter} ({Of(grade.Performance)})";

    /// <summary>For tables: +1,20, or "≈" where the difference does not exceed its noise.</summary>
    public string ShortChange(Change change) => change switch
    {
        { Direction: ChangeDirection.NotComparable } => "–",
        { Difference: { } difference, Direction: ChangeDirection.TooCloseToSay } => $"≈ ({Formats.Signed(difference, 2, Language)})",
        { Difference: { } difference } => Formats.Signed(difference, 2, Language),
        _ => "–",
    };

    public string ChangeInWords(Change change)
    {
        if (Report.TrendBreaks.FirstOrDefault(found => found.Day >= Report.Period.From && found.Day <= Report.Period.To && !found.IsComparable) is { } broken)
        {
            var (day, reason) = (Formats.Day(broken.Day, Language), broken.Reason.In(Language));
            return Say(
                $"Tidak dibandingkan dengan bulan sebelumnya, karena susunan unit berubah sejak {day} ({reason}).",
                $"Not compared with the month before, because the units changed on {day} ({reason}).");
        }

        if (change is not { Difference: { } difference, Earlier: { } earlier } || change.Direction == ChangeDirection.NotComparable)
        {
            return Say("Belum ada hasil bulan sebelumnya yang memadai untuk dibandingkan.", "There is no result of the month before that is fit for comparison.");
        }

        var points = Formats.Number(Math.Abs(difference), 2, Language);
        var noise = change.Noise is { } limit ? Formats.Number(limit, 2, Language) : "–";
        return change.Direction switch
        {
            ChangeDirection.Up => Say(
                $"Naik {points} poin dari bulan sebelumnya ({Index(earlier)}), lebih besar daripada batas kebetulan ±{noise}.",
                $"Up {points} points on the month before ({Index(earlier)}), more than chance explains (±{noise})."),
            ChangeDirection.Down => Say(
                $"Turun {points} poin dari bulan sebelumnya ({Index(earlier)}), lebih besar daripada batas kebetulan ±{noise}.",
                $"Down {points} points on the month before ({Index(earlier)}), more than chance explains (±{noise})."),
            _ => Say(
                $"Tidak berbeda nyata dari bulan sebelumnya ({Index(earlier)}): selisih {Formats.Signed(difference, 2, Language)} poin masih dalam batas kebetulan ±{noise}.",
                $"Not clearly different from the month before ({Index(earlier)}): {Formats.Signed(difference, 2, Language)} points lie within chance (±{noise})."),
        };
    }

    public ElementResult Element(string code) => Report.Elements.First(element => element.Element.Code == code);

    public string NumberedElement(string code) => $"{Element(code).Element.Number}. {Of(Element(code).Element.Name)}";

    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', length);
        cut = cut > length / 2 ? cut : length;
        return text[..(char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)].TrimEnd(' ', ',', '.', ';') + "…";
    }
}
