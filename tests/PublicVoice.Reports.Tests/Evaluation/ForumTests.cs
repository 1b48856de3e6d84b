using System.Text;
using System.Text.Json;
using PublicVoice.Reports.Csv;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Tests.Pdf;

namespace PublicVoice.Reports.Tests.Evaluation;

public class ForumTests
{
    private static readonly TopicFacts Nothing = new(0, 0, 0, [], 0, 0, 0);

    /// <summary>October: 5 + 2 topics, answers after 1, 4, 9 and 2 working days; September: 3 topics, answers after 6 and 8.</summary>
    private static readonly ForumFacts October = new(
        [
            new("complaint", new("Pengaduan", "Complaint"), 14, new(5, 2, 3, [9, 1, 4], 2, 6, 1), new(3, 0, 3, [8, 6], 2, 4, 2)),
            new("informationRequest", new("Permintaan informasi", "Request for information"), 5, new(2, 0, 2, [2], 1, 1, 0), Nothing),
        ],
        [new(12, "=Judul •••", 7, 9)],
        [new("WAKTU", 4), new("BUKAN", 2), new(null, 1)],
        [new("publish", new("Dipublikasikan", "Published"), null, null, 4), new("reject", new("Ditolak", "Rejected"), "insult", new("Hinaan", "Insults"), 1)]);

    private static EvaluationReport Report(ForumFacts? forum) => EvaluationReportBuilder.Build(Facts.Create(SampleReports.StandardDefinition) with { Forum = forum });

    [Fact]
    public void Build_Month_AddsKindsUpAndTakesTheMedianOfAll()
    {
        var forum = Report(October).Forum!;

        Assert.Equal(new TopicCounts(7, 2, 5, 4, 3, 3, 7, 1), forum.Total); // 1 2 4 9: (2 + 4) / 2
        Assert.Equal(new TopicCounts(3, 0, 3, 2, 7, 2, 4, 2), forum.Earlier);
        Assert.Equal([4m, 2m], forum.Kinds.Select(kind => kind.Counts.MedianDays!.Value));
        Assert.False(forum.IsQuiet);
    }

    [Theory]
    [InlineData(new int[0], null)]
    [InlineData(new[] { 3 }, "3")]
    [InlineData(new[] { 8, 1 }, "4.5")]
    [InlineData(new[] { 5, 0, 30 }, "5")]
    public void Median_Days_IsTheMiddleOrTheMeanOfTheTwoMiddleOnes(int[] days, string? median) =>
        Assert.Equal(median, TopicCounts.Of(Nothing with { AnswerDays = days }).MedianDays?.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Build_OtherUnitsTheMonthBefore_AreNotCompared()
    {
        var facts = Facts.Create(SampleReports.StandardDefinition) with { Forum = October, TrendBreaks = [new(new DateOnly(2026, 10, 5), new("Keluar: X", "Left: X"), IsComparable: false)] };
        var report = EvaluationReportBuilder.Build(facts);
        using var printed = new PrintedReport(report);

        Assert.Null(report.Forum!.Earlier);
        Assert.DoesNotContain("Bulan sebelumnya", printed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Month_TellsItInEveryForm()
    {
        var report = Report(October);
        using var printed = new PrintedReport(report);
        using var english = new PrintedReport(report, Language.English);

        Assert.Contains("Forum warga: 7 topik diterima, 4 dijawab (median 3 hari kerja), 1 lewat batas waktu.", printed.Pages[0], StringComparison.Ordinal);
        Assert.Matches(@"Pengaduan\s+5\s+3\s+3\s+4\s+14\s+2\s+6\s+1\s", string.Join('\n', printed.Pages));
        Assert.Matches(@"Bulan sebelumnya\s+3\s+3\s+2\s+7\s+–\s+2\s+4\s+2\s", string.Join('\n', printed.Pages));
        Assert.Matches(@"=Judul •••\s+12\s+7\s+9\s", string.Join('\n', printed.Pages));
        Assert.Contains("2 rahasia: ikut dihitung, tidak pernah disebut", printed.Text, StringComparison.Ordinal);
        Assert.Contains("BUKAN 2", printed.Text, StringComparison.Ordinal);
        Assert.Contains("Ditolak: Hinaan", printed.Text, StringComparison.Ordinal);
        Assert.Contains("Citizens’ forum: 7 topics received, 4 answered (median 3 working days), 1 overdue.", english.Pages[0], StringComparison.Ordinal);

        var json = JsonDocument.Parse(EvaluationJson.Render(report)).RootElement.GetProperty("forum");
        Assert.Equal("3.0", json.GetProperty("total").GetProperty("medianDays").GetString());
        Assert.Equal((7, 2), (json.GetProperty("mostSupported")[0].GetProperty("inMonth").GetInt32(), json.GetProperty("monthBefore").GetProperty("overdue").GetInt32()));
        Assert.Equal("insult", json.GetProperty("decisions")[1].GetProperty("reason").GetString());

        var csv = Encoding.UTF8.GetString(EvaluationCsv.Render(report, Language.Indonesian));
        Assert.Contains("forum,complaint,Pengaduan,2026-10-01/2026-10-31,median hari kerja sampai dijawab,4,", csv, StringComparison.Ordinal);
        Assert.Contains("forum,,semua,2026-09-01/2026-09-30,lewat batas waktu,2,", csv, StringComparison.Ordinal);
        Assert.Contains("forum,#12,'=Judul •••,", csv, StringComparison.Ordinal);
        Assert.Contains("forum,reject,Ditolak,2026-10-01/2026-10-31,keputusan moderator,1,Hinaan", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NothingThisMonth_SaysSoOnce()
    {
        var quiet = new ForumFacts([new("complaint", new("Pengaduan", "Complaint"), 14, Nothing, Nothing with { Received = 3 })], [], [], []);
        using var printed = new PrintedReport(Report(quiet));
        using var none = new PrintedReport(Report(null));

        Assert.Contains("Bulan ini tidak ada topik yang masuk", printed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Forum warga", printed.Pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Forum warga", none.Text, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(EvaluationJson.Render(Report(null))).RootElement.GetProperty("forum").ValueKind);
    }
}
