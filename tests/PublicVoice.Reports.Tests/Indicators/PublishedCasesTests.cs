using System.Globalization;
using System.Text.Json;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Indicators;

/// <summary>Published results and public raw rows; the source of each stands in TestData/skm-cases.json.</summary>
public class PublishedCasesTests
{
    public static TheoryData<string> CasesWithAnswers =>
    [
        "gaspul-kemenag-2025-tw3", "metro-pusat-kecamatan-2020-2021", "kediri-kuesioner-2024",
        "tubaba-disdukcapil-2023-s1-online", "app-dump-14unsur-n25",
    ];

    [Theory]
    [MemberData(nameof(CasesWithAnswers))]
    public void Of_PublishedCase_ReproducesIndexLetterMeansAndTotals(string id)
    {
        var entry = Instruments.Case(id);
        var computed = entry.GetProperty("computed");
        var tally = TallyOf(entry);

        var index = SatisfactionIndex.Of(tally, null);

        Assert.Equal(entry.GetProperty("respondents").GetInt64(), index.N);
        Assert.Equal(Number(computed, "exact_mean_x25"), index.Value);
        Assert.Equal(computed.GetProperty("mutu_by_method").GetProperty("exact_mean_x25").GetString(), index.Grade?.Letter);
        if (computed.TryGetProperty("nrr_3dp", out var means))
        {
            Assert.Equal(means.EnumerateArray().Select(Number), index.Elements.Select(element => element.Mean!.Value));
            Assert.Equal(
                computed.GetProperty("totals").EnumerateArray().Select(total => total.GetInt64()),
                Enumerable.Range(0, index.Elements.Count).Select(q => tally.Question(q).Sum));
        }
    }

    [Theory]
    [MemberData(nameof(CasesWithAnswers))]
    public void Of_PublishedCase_IsNotTheResultOfARoundedWeight(string id)
    {
        var entry = Instruments.Case(id);
        var value = SatisfactionIndex.Of(TallyOf(entry), null).Value;

        var variants = entry.GetProperty("computed").EnumerateObject()
            .Where(property => property.Name.StartsWith("w_0.", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(variants);
        Assert.All(variants, variant => Assert.NotEqual(Number(variant.Value), value));
    }

    [Fact]
    public void Of_ExactMeansOfGaspul_NeverGivesThePublishedFigureOfTheRoundedWeight()
    {
        var value = SatisfactionIndex.Of(TallyOf(Instruments.Case("gaspul-kemenag-2025-tw3")), null).Value;

        Assert.Equal(91.48m, value);
        Assert.NotEqual(90.56m, value);
    }

    [Theory]
    [InlineData("2020-S1", 2020, 1)]
    [InlineData("2020-S2", 2020, 2)]
    [InlineData("2021-S1", 2021, 1)]
    [InlineData("2021-S2", 2021, 2)]
    public void Of_MetroPusatBySemester_ReproducesIndexAndLetter(string name, int year, int semester)
    {
        var entry = Instruments.Case("metro-pusat-kecamatan-2020-2021");
        var expected = entry.GetProperty("computed").GetProperty("by_semester").GetProperty(name);
        var rows = entry.GetProperty("raw_rows").EnumerateArray()
            .Where(row => row.GetProperty("year").ValueKind == JsonValueKind.Number
                && row.GetProperty("year").GetInt32() == year && row.GetProperty("semester").GetInt32() == semester)
            .Select(row => row.GetProperty("answers").GetString()!);

        var index = SatisfactionIndex.Of(Instruments.Tally(Instruments.Numbered(9), rows), null);

        Assert.Equal(expected.GetProperty("n").GetInt64(), index.N);
        Assert.Equal(Number(expected, "exact_mean_x25"), index.Value);
        Assert.Equal(expected.GetProperty("mutu_exact").GetString(), index.Grade!.Letter);
        Assert.NotEqual(Number(expected, "w_011"), index.Value);
    }

    [Fact]
    public void Count_MetroPusat_ReproducesTheDistribution()
    {
        var entry = Instruments.Case("metro-pusat-kecamatan-2020-2021");
        var tally = TallyOf(entry);

        var expected = entry.GetProperty("computed").GetProperty("distribution").EnumerateArray()
            .Select(question => question.EnumerateArray().Select(count => count.GetInt64()).ToArray());

        Assert.Equal(expected, Enumerable.Range(0, 9).Select(q => Enumerable.Range(1, 4).Select(score => tally.Count(q, score)).ToArray()));
    }

    [Fact]
    public void Exact_KediriAfterEachResponse_ReproducesTheRunningIndexToFourDecimals()
    {
        var entry = Instruments.Case("kediri-kuesioner-2024");
        var tally = new AnswerTally(TallyLayout.For(Instruments.Numbered(9)));
        var n = 0;

        foreach (var row in Instruments.Rows(entry))
        {
            tally.Add(Instruments.Answers(row));
            n++;
            var expected = Number(entry.GetProperty("computed").GetProperty("running_check").GetProperty(n.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(expected, IndexArithmetic.Exact(tally)!.Value.Round(4));
        }

        Assert.Equal(20, n);
    }

    [Fact]
    public void Classify_PhcRegistrationDesk_TakesTheLetterFromTheRuleInForce()
    {
        var entry = Instruments.Case("phc-pendaftaran-2012-14unsur");
        var published = entry.GetProperty("published");
        Rational sum = 0;
        foreach (var mean in published.GetProperty("nrr").EnumerateObject())
        {
            sum += new Rational((long)(Number(mean.Value) * 100), 100);
        }

        var exact = (sum * new Rational(25, 14)).Round(2);
        var printed = new Rational(76475, 1000).Round(2);

        Assert.Equal(Number(entry.GetProperty("computed"), "exact_mean_x25"), exact);
        Assert.Equal(76.48m, printed);
        Assert.Equal(published.GetProperty("mutu_letter").GetString(), Instruments.Numbered(14, rule2004: true).QualityTable.Classify(printed).Letter);
        Assert.Equal("C", Instruments.Numbered(14).QualityTable.Classify(printed).Letter);
        Assert.Equal("B", Instruments.Numbered(14).QualityTable.Classify(exact).Letter);
    }

    [Fact]
    public void Of_SyntheticVectors_GiveTheExpectedIndexAndLetter()
    {
        foreach (var vector in Instruments.Cases.GetProperty("synthetic_vectors").EnumerateArray())
        {
            var row = string.Concat(vector.GetProperty("nrr").EnumerateArray().Select(mean => mean.GetString()));
            var index = SatisfactionIndex.Of(Instruments.Tally(Instruments.Numbered(9), row), null);

            Assert.Equal(Number(vector.GetProperty("expected"), "ikm"), index.Value);
            Assert.Equal(vector.GetProperty("expected").GetProperty("mutu").GetString(), index.Grade!.Letter);
        }
    }

    [Fact]
    public void Classify_TablesOfTheCaseFile_CoverEveryRoundedValueWithTheirLetter()
    {
        foreach (var (name, rule2004) in new[] { ("permenpanrb_14_2017", false), ("kepmenpan_25_2004", true) })
        {
            var table = Instruments.Numbered(9, rule2004: rule2004).QualityTable;
            foreach (var grade in Instruments.Cases.GetProperty("quality_tables").GetProperty(name).EnumerateArray())
            {
                var limits = grade.GetProperty("nik").EnumerateArray().Select(Number).ToArray();
                for (var value = limits[0]; value <= limits[1]; value += 0.01m)
                {
                    Assert.Equal(grade.GetProperty("letter").GetString(), table.Classify(value).Letter);
                }
            }
        }
    }

    [Fact]
    public void Target_EveryRowOfThePublishedTable_IsReproduced()
    {
        var table = Instruments.Cases.GetProperty("sample_size").GetProperty("table").EnumerateArray().ToList();

        Assert.NotEmpty(table);
        Assert.All(table, row => Assert.Equal(row[1].GetInt32(), SampleSize.Target(row[0].GetInt64())));
    }

    private static AnswerTally TallyOf(JsonElement entry)
    {
        if (entry.TryGetProperty("raw_rows", out _))
        {
            var rows = Instruments.Rows(entry);
            return Instruments.Tally(Instruments.Numbered(rows[0].Length, rule2004: rows[0].Length == 14), rows);
        }

        var columns = entry.GetProperty("answer_distribution").EnumerateObject()
            .Select(question => string.Concat(question.Value.EnumerateObject().Select(score => new string(score.Name[0], score.Value.GetInt32()))))
            .ToList();
        var count = entry.GetProperty("respondents").GetInt32();
        return Instruments.Tally(
            Instruments.Numbered(columns.Count),
            Enumerable.Range(0, count).Select(row => string.Concat(columns.Select(column => column[row]))));
    }

    private static decimal Number(JsonElement parent, string name) => Number(parent.GetProperty(name));

    private static decimal Number(JsonElement value) => decimal.Parse(value.GetString()!, CultureInfo.InvariantCulture);
}
