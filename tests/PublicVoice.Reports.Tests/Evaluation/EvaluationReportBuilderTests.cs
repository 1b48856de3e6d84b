using System.Text;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Csv;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Tests.Evaluation;

public class EvaluationReportBuilderTests
{
    private static readonly QuestionnaireDefinition Nine = Instruments.Nine();

    [Fact]
    public void Build_NoResponses_SaysSoAndHasNoNumbers()
    {
        var report = EvaluationReportBuilder.Build(Facts.Create(Nine));

        Assert.Equal(0, report.Index.N);
        Assert.Null(report.Index.Value);
        Assert.Null(report.Index.Grade);
        Assert.False(report.Index.Headline);
        Assert.Equal([FindingRule.NoResponses], report.Findings.Select(finding => finding.Rule));
        Assert.Empty(report.Weakest);
        Assert.Empty(report.Strongest);
        Assert.Equal(13, report.Trend.Count);
        Assert.All(report.Elements, result => Assert.Null(result.Score.Index));
        Assert.All(report.Distributions.SelectMany(question => question.Options), option => Assert.Equal(0, option.SharePercent));
        Assert.Equal(ChangeDirection.NotComparable, report.Change.Direction);
        Assert.Null(report.Integrity.StraightLined.SharePercent);
    }

    [Fact]
    public void Build_OneResponse_HasALetterButNeitherHeadlineNorExtremes()
    {
        var report = EvaluationReportBuilder.Build(Facts.Create(Nine, Facts.Tallies(Nine, ["444344434"], 1000)));

        Assert.Equal(94.44m, report.Index.Value);
        Assert.Equal("A", report.Index.Grade!.Letter);
        Assert.Null(report.Index.Interval);
        Assert.False(report.Index.Headline);
        Assert.Empty(report.Weakest);
        Assert.Contains(report.Findings, finding => finding is { Rule: FindingRule.TooFewToHeadline, Value: 1, Limit: 30 });
        Assert.Equal(new SampleReached(1000, 278, 1), report.Sample);
    }

    [Fact]
    public void Build_FiveMillionResponses_KeepsTheExactIndex()
    {
        var tally = Instruments.Tally(Nine, "434343434", "343434343", "444444444", "222222222", "111111114");
        for (var doubling = 0; doubling < 20; doubling++)
        {
            tally.Add(AnswerTally.Sum(tally.Layout, [tally]));
        }

        var report = EvaluationReportBuilder.Build(Facts.Create(Nine, Facts.Tallies(tally, 20_000_000), Facts.Tallies(tally)));

        Assert.Equal(5 * 1048576, report.Index.N);
        Assert.Equal(71.67m, report.Index.Value);
        Assert.InRange(report.Index.Interval!.High - report.Index.Interval.Low, 0.02m, 0.1m);
        Assert.Equal(ChangeDirection.TooCloseToSay, report.Change.Direction);
        Assert.True(report.Index.Headline);
    }

    [Fact]
    public void Build_ElementsDiffer_NamesThreeWeakestAndThreeStrongest()
    {
        var report = EvaluationReportBuilder.Build(Facts.Create(Nine, Facts.Tallies(Nine, Enumerable.Repeat("123344433", 9).Append("234444433"))));

        // Standard form order: PERSYARATAN 1, PROSEDUR 2, WAKTU 3, BIAYA 3, PRODUK 4, KOMPETENSI 4, PERILAKU 4, SARANA 3, PENGADUAN 3.
        Assert.Equal(["PERSYARATAN", "PROSEDUR", "PENGADUAN"], report.Weakest);
        Assert.Equal(["KOMPETENSI", "PERILAKU", "PRODUK"], report.Strongest);
        Assert.Equal(27.50m, report.Elements.First(result => result.Element.Code == "PERSYARATAN").Score.Index);
    }

    [Fact]
    public void Build_AllElementsEqual_NamesNoExtremes()
    {
        var report = EvaluationReportBuilder.Build(Facts.Create(Nine, Facts.Tallies(Nine, Enumerable.Repeat("444444444", 50))));

        Assert.Empty(report.Weakest);
        Assert.Empty(report.Strongest);
    }

    [Theory]
    [InlineData("2026-10-01", false, ChangeDirection.NotComparable)]
    [InlineData("2026-10-31", false, ChangeDirection.NotComparable)]
    [InlineData("2026-10-31", true, ChangeDirection.Down)]
    [InlineData("2026-09-30", false, ChangeDirection.Down)]
    public void Build_UnitBecameAnother_CallsNoChangeAcrossTheBreak(string day, bool isComparable, ChangeDirection expected)
    {
        var definition = SampleReports.StandardDefinition;
        var (earlier, later) = (Facts.Tallies(definition, Enumerable.Repeat("444444443", 60)), Facts.Tallies(definition, Enumerable.Repeat("111111112", 60)));
        var facts = Facts.Create(definition, later, earlier) with
        {
            TrendBreaks = [new TrendBreak(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), new LocalText("Keluar: X", "Left: X"), isComparable)],
        };

        var report = EvaluationReportBuilder.Build(facts);

        Assert.Equal(expected, report.Change.Direction);
        Assert.Equal(expected == ChangeDirection.NotComparable, report.Elements.All(element => element.Change.Direction == ChangeDirection.NotComparable));
        Assert.Equal(facts.TrendBreaks, report.TrendBreaks);
    }

    [Fact]
    public void Build_IndexAndElementFell_FindsBothWithTheirNoise()
    {
        var before = Enumerable.Repeat("444444444", 90).Concat(Enumerable.Repeat("344443444", 30));
        var now = Enumerable.Repeat("441444444", 90).Concat(Enumerable.Repeat("342443444", 30));

        var report = EvaluationReportBuilder.Build(Facts.Create(Nine, Facts.Tallies(Nine, now, 4000), Facts.Tallies(Nine, before, 4000)));

        Assert.Equal(ChangeDirection.Down, report.Change.Direction);
        Assert.Equal(FindingRule.SampleNotReached, report.Findings[0].Rule);
        Assert.Equal(FindingRule.IndexFell, report.Findings[1].Rule);
        Assert.Equal((FindingRule.ElementFell, "WAKTU"), (report.Findings[2].Rule, report.Findings[2].ElementCode));
        Assert.True(-report.Findings[2].Value > report.Findings[2].Limit);
        Assert.Contains(report.Findings, finding => finding is { Rule: FindingRule.ElementBelowGood, ElementCode: "WAKTU", Limit: 76.61m });
        Assert.Contains(report.Findings, finding => finding is { Rule: FindingRule.ManyLowAnswers, ElementCode: "WAKTU", Value: 100 });
        Assert.Contains(report.Findings, finding => finding is { Rule: FindingRule.LowestElement, ElementCode: "WAKTU" });
        Assert.DoesNotContain(report.Findings, finding => finding.Rule is FindingRule.ElementRose or FindingRule.IndexRose);
    }

    [Theory]
    [InlineData("3", 40, false)]
    [InlineData("2", 10, true)]
    [InlineData("2", 9, false)]
    [InlineData("1", 10, true)]
    public void Build_LowAnswers_AreThoseInTheLowerHalfOfTheScale(string score, int of50, bool many)
    {
        var one = Instruments.Numbered(2);
        var rows = Enumerable.Repeat($"{score}4", of50).Concat(Enumerable.Repeat("44", 50 - of50));

        var findings = EvaluationReportBuilder.Build(Facts.Create(one, Facts.Tallies(one, rows))).Findings;

        Assert.Equal(many, findings.Any(finding => finding is { Rule: FindingRule.ManyLowAnswers, ElementCode: "U01" }));
    }

    [Fact]
    public void Build_FlaggedAndExcluded_ShowsTheIndexWithAndWithout()
    {
        var clean = Instruments.Tally(Nine, Enumerable.Repeat("343434343", 10));
        var flagged = new AnswerTally(clean.Layout);
        for (var i = 0; i < 20; i++)
        {
            flagged.Add(Instruments.Answers("444444444", seconds: 5) with { Signals = IntegritySignals.StraightLined | IntegritySignals.TooFast });
        }

        var excluded = Instruments.Tally(Nine, Enumerable.Repeat("111111111", 2));

        var report = EvaluationReportBuilder.Build(Facts.Create(Nine, new ClassTallies(clean, flagged, excluded, null)));

        Assert.Equal(30, report.Index.N);
        Assert.Equal(new IntegrityFact(20, 66.7m, 95.37m, 86.11m), report.Integrity.StraightLined);
        Assert.Equal(new IntegrityFact(20, 100m, 95.37m, 86.11m), report.Integrity.TooFast);
        Assert.Equal(20, report.Integrity.Timed);
        Assert.Equal(new IntegrityFact(2, 6.3m, 90.97m, 95.37m), report.Integrity.Excluded);
        Assert.Equal(
            [FindingRule.ManyStraightLined, FindingRule.ManyTooFast, FindingRule.ManyExcluded],
            report.Findings.Select(finding => finding.Rule).Where(rule => rule is FindingRule.ManyStraightLined or FindingRule.ManyTooFast or FindingRule.ManyExcluded));
    }

    [Fact]
    public void Build_BurstHours_ShowsTheIndexWithoutThem()
    {
        var all = Facts.Tallies(Nine, Enumerable.Repeat("333333333", 10).Concat(Enumerable.Repeat("444444444", 10)));
        var facts = Facts.Create(Nine, all) with
        {
            WithoutBursts = Instruments.Tally(Nine, Enumerable.Repeat("333333333", 10)),
            BurstHours = [new BurstHour(33, 10)],
        };

        var report = EvaluationReportBuilder.Build(facts);

        Assert.Equal(new IntegrityFact(10, 50m, 87.50m, 75.00m), report.Integrity.Bursts);
        Assert.Contains(report.Findings, finding => finding is { Rule: FindingRule.Bursts, Value: 10 });
    }

    [Fact]
    public void Build_PartsWithOverlappingIntervals_AreNotRanked()
    {
        var facts = Facts.Create(Nine) with
        {
            Services =
            [
                Part("z", "Zakat", "434343434", "444444444", 20),
                Part("a", "Akta", "434343433", "444444444", 20),
                Part("k", "KTP", "111212121", "121212122", 20),
                Part("s", "SKTM", "444444444", "444444444", 2),
            ],
        };

        var services = EvaluationReportBuilder.Build(facts).Services;

        Assert.False(services.Ranked);
        Assert.Equal(["Akta", "KTP", "SKTM", "Zakat"], services.Parts.Select(part => part.Name));
        Assert.Equal([1, 2, null, 1], services.Parts.Select(part => part.Tier));
    }

    [Fact]
    public void Build_ResponsesWithoutService_StandLastBesideTheServicesInEveryForm()
    {
        var itself = Part("", "", "434343434", "444444444", 2).Tallies;
        var facts = Facts.Create(Nine) with { Services = [Part("z", "Zakat", "434343434", "444444444", 20), Part("a", "Akta", "434343433", "444444444", 20)] };

        var report = EvaluationReportBuilder.Build(facts with { WithoutService = itself });

        Assert.Equal(["Akta", "Zakat", "This office as such"], report.Services.Parts.Select(part => part.NameIn(Language.English)));
        Assert.Equal(itself.Counted.N, report.Services.Parts[^1].N);
        Assert.Contains("Kantor ini tanpa layanan tertentu", Encoding.UTF8.GetString(EvaluationCsv.Render(report, Language.Indonesian)), StringComparison.Ordinal);
        Assert.Contains("Kantor ini tanpa layanan tertentu", new ComparisonChart(report.Services.Parts, Nine, Language.Indonesian, "").Description, StringComparison.Ordinal);
        Assert.Empty(EvaluationReportBuilder.Build(facts with { Services = [], WithoutService = itself }).Services.Parts);
    }

    [Fact]
    public void Build_PartsWithNumbers_StandInTheOrderOfTheNumbers()
    {
        string[] names = ["Loket 10", "Loket 2", "loket 1", "Loket 2B"];
        var facts = Facts.Create(Nine) with { Services = [.. names.Select(name => Part(name, name, "434343434", "444444444", 1))] };

        Assert.Equal(["loket 1", "Loket 2", "Loket 2B", "Loket 10"], EvaluationReportBuilder.Build(facts).Services.Parts.Select(part => part.Name));
    }

    [Fact]
    public void Build_PartsWithDisjointIntervals_AreRankedBestFirst()
    {
        var facts = Facts.Create(Nine) with { SubUnits = [Part("k", "Ketapang", "111212121", "121212122", 20), Part("m", "Mawar", "434343434", "444444444", 20)] };

        var parts = EvaluationReportBuilder.Build(facts).SubUnits;

        Assert.True(parts.Ranked);
        Assert.Equal(["Mawar", "Ketapang"], parts.Parts.Select(part => part.Name));
        Assert.Equal([1, 2], parts.Parts.Select(part => part.Tier));
    }

    [Fact]
    public void Build_ChainOfOverlaps_IsOneTier()
    {
        var facts = Facts.Create(Nine) with { Services = [Mixed("1", 14), Mixed("2", 8), Mixed("3", 2)] };

        var parts = EvaluationReportBuilder.Build(facts).Services.Parts;

        Assert.True(parts[0].Interval!.Overlaps(parts[1].Interval!));
        Assert.True(parts[1].Interval!.Overlaps(parts[2].Interval!));
        Assert.False(parts[0].Interval!.Overlaps(parts[2].Interval!));
        Assert.All(parts, part => Assert.Equal(1, part.Tier));

        static PartFacts Mixed(string code, int best) => new(
            code, code, Facts.Tallies(Nine, Enumerable.Repeat("444444444", best).Concat(Enumerable.Repeat("333333333", 20 - best))));
    }

    [Fact]
    public void Build_ProfileAndChannels_AddUpToAllResponses()
    {
        var definition = Instruments.Create(Instruments.Standard, profile: [("sex", ["L", "P"])]);
        var tally = new AnswerTally(TallyLayout.For(definition));
        tally.Add(Instruments.Answers("444444444", "0"));
        tally.Add(Instruments.Answers("444444443", "1") with { Channel = Channel.Paper });
        tally.Add(Instruments.Answers("444444443", "1"));
        tally.Add(Instruments.Answers("444444443", "."));

        var report = EvaluationReportBuilder.Build(Facts.Create(definition, Facts.Tallies(tally)));

        Assert.Equal([1, 2, 1], report.Profile.Single().Counts.Select(count => count.Count));
        Assert.Equal([25m, 50m, 25m], report.Profile.Single().Counts.Select(count => count.SharePercent));
        Assert.Equal("Tidak disebutkan", report.Profile.Single().Counts[2].Label.Indonesian);
        Assert.Equal((1, 25m), (report.Channels.Single(channel => channel.Channel == Channel.Paper).Count, report.Channels.Single(channel => channel.Channel == Channel.Paper).SharePercent));
    }

    [Fact]
    public void Build_NotApplicableAndLeftOut_AreCountedBesideTheOptions()
    {
        var report = EvaluationReportBuilder.Build(Facts.Create(Nine, Facts.Tallies(Nine, ["4-.444444", "4.-444444", "3-.444444"])));

        var second = report.Distributions[1];
        Assert.Equal((0, 2, 1), (second.Answered, second.NotApplicable, second.LeftOut));
        Assert.Equal([0, 0, 33.3m, 66.7m], report.Distributions[0].Options.Select(option => option.SharePercent));
        Assert.Null(report.Elements.Single(result => result.Element.Code == "PROSEDUR").Score.Index);
    }

    [Fact]
    public void Build_OtherVersion_IsReportedBesideAndNotMixedIn()
    {
        var four = Instruments.Numbered(14);
        var facts = Facts.Create(Nine, Facts.Tallies(Nine, ["444444444"])) with { OtherVersions = [new OtherVersionFacts(four, Facts.Tallies(four, Enumerable.Repeat("11111111111111", 1)))] };

        var report = EvaluationReportBuilder.Build(facts);

        Assert.Equal(100m, report.Index.Value);
        Assert.Equal(25m, report.OtherVersions.Single().Index.Value);
    }

    [Fact]
    public void Build_TallyOfAVersionThatCannotBePooled_Throws()
    {
        var facts = Facts.Create(Nine, Facts.Tallies(Instruments.Numbered(14), ["11111111111111"]));

        Assert.Throws<ArgumentException>(() => EvaluationReportBuilder.Build(facts));
    }

    private static PartFacts Part(string code, string name, string first, string second, int times) =>
        new(code, name, Facts.Tallies(Nine, Enumerable.Repeat(first, times).Concat(Enumerable.Repeat(second, times))));
}
