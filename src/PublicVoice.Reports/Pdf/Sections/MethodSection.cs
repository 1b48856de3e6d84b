using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>How the numbers came about, so that anybody can check them. The last table stays with the signature, which must not stand alone on a
/// page.</summary>
internal static class MethodSection
{
    public static void Add(Flow flow, Wording wording)
    {
        var title = wording.Say("Metode dan keterbatasan", "Method and limitations");
        flow.Add(new TextBlock("H1", title, Typography.Heading1) { Bookmark = title }, 20);
        flow.Add(
            new ListBlock([.. Statements(wording).Select(statement =>
                (IReadOnlyList<Run>)[new Run(statement.Name + " ", Typography.Strong), new Run(statement.Text, Typography.Body)])]),
            4);
        AddQuality(flow, wording);
        AddOrigin(flow, wording);
        AddIntegrity(flow, wording);
        AddOtherVersions(flow, wording);
    }

    private static IEnumerable<(string Name, string Text)> Statements(Wording wording)
    {
        var definition = wording.Report.Definition;
        var (name, scale) = (wording.Of(definition.Name), definition.ScaleMax);
        var basis = definition.Basis.Length > 0 ? wording.Say($", menurut {definition.Basis}", $", following {definition.Basis}") : "";
        yield return (wording.Say("Instrumen.", "Instrument."), wording.Say(
            $"{name} ({definition.Code}), versi {definition.Version}, {definition.Elements.Count} unsur, {definition.Questions.Count} pertanyaan, skala "
            + $"{definition.ScaleMin}–{scale}{basis}.",
            $"{name} ({definition.Code}), version {definition.Version}, {definition.Elements.Count} elements, {definition.Questions.Count} questions, "
            + $"scale {definition.ScaleMin}–{scale}{basis}."));
        yield return (wording.Say("Rumus.", "Formula."), wording.Say(
            $"NRR unsur = jumlah nilai unsur ÷ banyaknya jawaban. IKM = (100 ÷ {scale}) × rata-rata NRR semua unsur yang dijawab, berbobot sama. "
            + "Pertanyaan dalam satu unsur dirata-ratakan lebih dahulu. Dihitung eksak, dibulatkan satu kali ke dua desimal (setengah ke atas), lalu "
            + $"digolongkan. Versi rumus: {definition.Formula}.",
            $"NRR of an element = sum of its scores ÷ number of answers. IKM = (100 ÷ {scale}) × mean of the NRR of all answered elements, equal weights. "
            + "Questions of one element are averaged first. Computed exactly, rounded once to two decimals (half up), then graded. Formula version: "
            + $"{definition.Formula}."));
        yield return (wording.Say("Sampel.", "Sample."), Sample(wording));
        yield return (wording.Say("Ketelitian.", "Precision."), wording.Say(
            "Selang kepercayaan 95\u00a0% dengan linearisasi, sebaran t, dan faktor populasi terhingga. "
            + "Perubahan disebut nyata bila melebihi 1,96 × galat baku selisih; antarunsur dikoreksi menurut Holm. "
            + "Responden memilih sendiri untuk mengisi: bias karena hal ini tidak tercakup dalam selang.",
            "95% interval by linearisation, t distribution and finite-population factor. "
            + "A change counts as real when it exceeds 1.96 × the standard error of the difference; Holm-corrected across elements. "
            + "Respondents choose to answer: the interval does not cover the bias this may bring."));
        yield return (wording.Say("Penggabungan.", "Pooling."), wording.Say(
            "Indeks unit menghimpun semua isian layanan dan unit di bawahnya, bukan rata-rata dari indeks masing-masing. "
            + "Jawaban “tidak berlaku” dan yang dikosongkan tidak ikut dihitung.",
            "The index of the unit pools all responses of its services and sub-units; it is not a mean of their indices. "
            + "“Not applicable” and empty answers do not count."));
    }

    private static string Sample(Wording wording)
    {
        var sample = wording.Report.Sample;
        var formula = wording.Say(
            "S = X²·N·P(1−P) ÷ (d²(N−1) + X²·P(1−P)) dengan X² = 3,841, P = 0,5, d = 0,05 (Krejcie & Morgan). ",
            "S = X²·N·P(1−P) ÷ (d²(N−1) + X²·P(1−P)) with X² = 3.841, P = 0.5, d = 0.05 (Krejcie & Morgan). ");
        return formula + (sample is { Population: { } population, Target: { } target }
            ? wording.Say(
                $"N = {wording.Count(population)}, target {wording.Count(target)}, tercapai {wording.Count(sample.Reached)}.",
                $"N = {wording.Count(population)}, target {wording.Count(target)}, reached {wording.Count(sample.Reached)}.")
            : wording.Say(
                $"Banyaknya pengguna layanan belum diketahui, karena itu target tidak dihitung; tercapai {wording.Count(sample.Reached)}.",
                $"The number of people served is not known, so there is no target; reached {wording.Count(sample.Reached)}."));
    }

    private static void AddQuality(Flow flow, Wording wording)
    {
        var heading = new TextBlock("H2", wording.Say("Mutu pelayanan", "Quality grades"), Typography.Heading2);
        Column[] columns =
        [
            new(wording.Say("Mutu", "Grade"), 0, 50),
            new(wording.Say("Nilai indeks", "Index"), 0, 110, Anchor.End),
            new(wording.Say("Kinerja", "Performance"), 1),
        ];
        var table = new TableBlock(columns, [.. wording.Report.Definition.QualityTable.Grades.Select(grade => new Cell[]
        {
            grade.Letter, $"{wording.Index(grade.From)}–{wording.Index(grade.To)}", wording.Of(grade.Performance),
        })]);
        flow.Add(new Stack((heading, 0), (table, 3)), 12); // at most nine rows: never broken over two pages
    }

    private static void AddOrigin(Flow flow, Wording wording)
    {
        var report = wording.Report;
        if (report.Index.N == 0)
        {
            return;
        }

        flow.Add(new Columns(
            20,
            (Counts(
                wording,
                wording.Say("Cara pengisian", "Channel"),
                [.. report.Channels.Select(item => (wording.Of(Terms.Of(item.Channel)), item.Count, item.SharePercent))]), 1),
            (Counts(
                wording,
                wording.Say("Jaminan keaslian", "Assurance"),
                [.. report.Assurances.Select(item => (wording.Of(Terms.Of(item.Assurance)), item.Count, item.SharePercent))]), 1)), 12);
    }

    private static Stack Counts(Wording wording, string title, IReadOnlyList<(string Name, long Count, decimal Share)> counts) => new(
        (new TextBlock("H2", title, Typography.Heading2), 0),
        (new TableBlock(
            [new(title, 1), new("n", 0, 52, Anchor.End), new("%", 0, 44, Anchor.End)],
            [.. counts.Select(item => new Cell[] { item.Name, wording.Count(item.Count), Formats.Number(item.Share, 1, wording.Language) })]), 3));

    private static void AddIntegrity(Flow flow, Wording wording)
    {
        var facts = wording.Report.Integrity;
        flow.Add(new TextBlock("H2", wording.Say("Kewajaran isian", "Integrity of the responses"), Typography.Heading2), 12);
        flow.Add(new TextBlock("P", wording.Say(
            "Tidak ada isian yang dibuang diam-diam: pola tidak lazim dilaporkan, dan indeks ditunjukkan dengan dan tanpa isian itu. "
            + "Dua baris pertama dihitung tanpa semua isian yang ditandai: jawaban sama semua, terlalu cepat, atau kotak tersembunyi terisi.",
            "Nothing is dropped in silence: unusual patterns are reported and the index is shown with and without them. "
            + "The first two rows leave out every response that is marked: all answers equal, too fast, or a hidden field filled in."), Typography.Body).WithNext(), 2);
        Column[] columns =
        [
            new(wording.Say("Pola", "Pattern"), 1),
            new("n", 0, 52, Anchor.End),
            new("%", 0, 44, Anchor.End),
            new(wording.Say("Indeks dengan", "Index with"), 0, 58, Anchor.End),
            new(wording.Say("Indeks tanpa", "Index without"), 0, 58, Anchor.End),
        ];
        IReadOnlyList<Cell>[] rows =
        [
            Row(wording, wording.Say("Semua jawaban sama", "All answers equal"), facts.StraightLined),
            Row(
                wording,
                wording.Say(
                    $"Terlalu cepat (dari {wording.Count(facts.Timed)} isian yang waktunya diketahui)",
                    $"Too fast (of {wording.Count(facts.Timed)} responses with known time)"),
                facts.TooFast),
            Row(wording, wording.Say("Jam dengan lonjakan isian", "Hours with bursts"), facts.Bursts),
            Row(wording, wording.Say("Dikeluarkan oleh administrator, dengan alasan tercatat", "Taken out by an administrator, with a recorded reason"), facts.Excluded),
        ];
        var table = new TableBlock(columns, rows);
        flow.Add(wording.Report.OtherVersions.Count > 0 ? table : table.WithNext(), 3);
    }

    private static Cell[] Row(Wording wording, string name, IntegrityFact fact) =>
        [
            name,
            wording.Count(fact.Responses),
            fact.SharePercent is { } share ? Formats.Number(share, 1, wording.Language) : "–",
            wording.Index(fact.IndexWith),
            wording.Index(fact.IndexWithout),
        ];

    private static void AddOtherVersions(Flow flow, Wording wording)
    {
        var others = wording.Report.OtherVersions;
        if (others.Count == 0)
        {
            return;
        }

        flow.Add(
            new TextBlock("H2", wording.Say("Versi kuesioner lain pada periode ini", "Other questionnaire versions in this period"), Typography.Heading2),
            12);
        flow.Add(new TextBlock("P", wording.Say(
            "Unsur, skala, atau rumusnya berbeda, karena itu disajikan berdampingan dan tidak digabung.",
            "Elements, scale or formula differ, so they are shown side by side and not pooled."), Typography.Body).WithNext(), 2);
        Column[] columns =
        [
            new(wording.Say("Kuesioner", "Questionnaire"), 1),
            new(wording.Say("Skala", "Scale"), 0, 44, Anchor.Middle),
            new("n", 0, 52, Anchor.End),
            new(wording.Say("Indeks", "Index"), 0, 48, Anchor.End),
            new(wording.Say("Mutu", "Grade"), 0, 40, Anchor.Middle),
            new(wording.Say("Selang 95\u00a0%", "95% interval"), 0, 78, Anchor.End),
        ];
        flow.Add(new TableBlock(columns, [.. others.Select(other => new Cell[]
        {
            wording.Say(
                $"{wording.Of(other.Definition.Name)} ({other.Definition.Code}) versi {other.Definition.Version}",
                $"{wording.Of(other.Definition.Name)} ({other.Definition.Code}) version {other.Definition.Version}"),
            $"{other.Definition.ScaleMin}–{other.Definition.ScaleMax}",
            wording.Count(other.Index.N),
            other.Index.Headline || other.Index.Value is null ? wording.Index(other.Index.Value) : wording.Index(other.Index.Value) + "*",
            other.Index.Grade?.Letter ?? "–",
            wording.Range(other.Index.Interval),
        })]).WithNext(), 3);
    }
}
