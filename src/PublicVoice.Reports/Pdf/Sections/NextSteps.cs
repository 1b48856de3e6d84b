using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>What to do next, in words, from what the rules found; the most pressing first.</summary>
internal static class NextSteps
{
    private const int Most = 4;
    private const int MostElements = 3;

    private static readonly HashSet<FindingRule> ElementRules =
        [FindingRule.ElementFell, FindingRule.ElementBelowGood, FindingRule.LowestElement, FindingRule.ManyLowAnswers];

    public static List<IReadOnlyList<Run>> Of(Wording wording)
    {
        var findings = wording.Report.Findings;
        var steps = new List<IReadOnlyList<Run>>();
        if (Found(FindingRule.NoResponses))
        {
            steps.Add(Step(
                wording.Say("Mulai mengumpulkan isian.", "Start collecting responses."),
                wording.Say(
                    " Pasang kode QR di setiap loket, tawarkan survei saat layanan selesai, dan sediakan petugas pendamping bagi yang membutuhkan.",
                    " Put the QR code at every counter, offer the survey when a service is done, and help those who need it.")));
        }

        foreach (var code in PriorityElements(wording.Report))
        {
            steps.Add(ForElement(wording, code));
        }

        if (Found(FindingRule.TooFewToHeadline) || (Found(FindingRule.SampleNotReached) && !Found(FindingRule.NoResponses)))
        {
            var missing = Math.Max(1, Math.Max(wording.NeededForHeadline, wording.Report.Sample.Target ?? 0) - wording.Report.Sample.Reached);
            steps.Add(Step(
                wording.Say("Tambah jumlah isian.", "Collect more responses."),
                wording.Say(
                    $" Kurang {wording.Count(missing)} isian lagi dari target; tawarkan survei di setiap layanan selesai, bukan hanya pada akhir bulan.",
                    $" {wording.Count(missing)} more are needed to reach the target; offer the survey after every service, not only at the end of the month.")));
        }

        if (Found(FindingRule.ManyStraightLined) || Found(FindingRule.ManyTooFast) || Found(FindingRule.Bursts) || Found(FindingRule.ManyExcluded))
        {
            steps.Add(Step(
                wording.Say("Periksa cara pengumpulan.", "Check how responses are collected."),
                wording.Say(
                    " Sebagian isian menunjukkan pola tidak lazim (lihat Metode); pastikan warga mengisi sendiri tanpa diarahkan.",
                    " Some responses show unusual patterns (see Method); make sure that citizens answer by themselves without being steered.")));
        }

        if (steps.Count == 0)
        {
            steps.Add(Step(
                wording.Say("Pertahankan.", "Keep it up."),
                wording.Say(
                    " Tidak ada unsur yang menuntut perbaikan segera; jaga mutu dan umumkan hasil ini kepada warga.",
                    " No element calls for urgent improvement; keep the quality and publish this result.")));
        }

        return [.. steps.Take(Most)];

        bool Found(FindingRule rule) => findings.Any(finding => finding.Rule == rule);
    }

    /// <summary>Elements that a finding names, lowest index first, else none.</summary>
    public static IReadOnlyList<string> PriorityElements(EvaluationReport report) =>
        [.. report.Findings.Where(finding => ElementRules.Contains(finding.Rule)).Select(finding => finding.ElementCode).OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .OrderBy(code => report.Elements.FirstOrDefault(element => element.Element.Code == code)?.Score.Index ?? 0)
            .Take(MostElements)];

    public static string Suggestion(Wording wording, string elementCode)
    {
        var step = wording.Of(ElementAdvice.Step(elementCode));
        return char.ToUpperInvariant(step[0]) + step[1..] + ".";
    }

    private static IReadOnlyList<Run> ForElement(Wording wording, string code)
    {
        var element = wording.Element(code);
        var component = ElementAdvice.Component(code) is { } known
            ? wording.Say($" Tinjau komponen “{wording.Of(known)}” pada standar pelayanan.", $" Review the component “{wording.Of(known)}” of the service standard.")
            : "";
        return Step(
            $"{Wording.Shorten(wording.Of(element.Element.Name), 60)} ({wording.Index(element.Score.Index)}{(element.Score.Grade is { } grade ? ", " + grade.Letter : "")}).",
            $" {Suggestion(wording, code)}{component}");
    }

    private static IReadOnlyList<Run> Step(string what, string how) => [new Run(what, Typography.Strong), new Run(how, Typography.Body)];
}
