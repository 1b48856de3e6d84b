using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Tests.Indicators;

/// <summary>What must hold for any answers; drawn from seeded generators, so a failure repeats.</summary>
public class IndexPropertyTests
{
    private static readonly QuestionnaireDefinition WithSubQuestions =
        Instruments.Create(["WAKTU", "BIAYA", "WAKTU", "SARANA", "PRODUK", "SARANA", "SARANA"], profile: [("sex", ["L", "P"]), ("age_band", ["a", "b", "c"])]);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_AnyOrder_GivesTheSameResult(int seed)
    {
        var random = new Random(seed);
        var responses = Responses(random);
        var shuffled = responses.ToArray();
        random.Shuffle(shuffled);

        AssertSame(SatisfactionIndex.Of(Tally(responses), 900), SatisfactionIndex.Of(Tally(shuffled), 900));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Sum_ResponsesSplitIntoServices_GivesTheUnit(int seed)
    {
        var random = new Random(seed);
        var responses = Responses(random);
        var services = responses.GroupBy(_ => random.Next(4)).Select(group => Tally([.. group])).ToList();

        var pooled = AnswerTally.Sum(services[0].Layout, services);

        Assert.True(Tally(responses).SameAs(pooled));
        AssertSame(SatisfactionIndex.Of(Tally(responses), null), SatisfactionIndex.Of(pooled, null));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_AnyAnswers_StaysWithinTheScaleAndItsInterval(int seed)
    {
        var index = SatisfactionIndex.Of(Tally(Responses(new Random(seed))), null);

        if (index.Value is { } value)
        {
            Assert.InRange(value, 25m, 100m);
            Assert.All(index.Elements.Where(element => element.Index is not null), element => Assert.InRange(element.Index!.Value, 25m, 100m));
            Assert.True(index.Interval is null || (index.Interval.Low >= 25 && index.Interval.Low <= value && value <= index.Interval.High && index.Interval.High <= 100));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Exact_OneAnswerHigher_IsHigher(int seed)
    {
        var random = new Random(seed);
        var responses = Responses(random);
        var raised = Enumerable.Range(0, responses.Count).Where(i => responses[i].Answers.Any(answer => answer is >= '1' and < '4')).OrderBy(_ => random.Next()).First();
        var answers = responses[raised].Answers.ToCharArray();
        var question = Array.FindIndex(answers, answer => answer is >= '1' and < '4');
        answers[question]++;

        var before = IndexArithmetic.Exact(Tally(responses))!.Value;
        responses[raised] = responses[raised] with { Answers = new string(answers) };

        Assert.True(IndexArithmetic.Exact(Tally(responses))!.Value > before);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Remove_WhatWasAdded_LeavesWhatWasThere(int seed)
    {
        var random = new Random(seed);
        var stay = Responses(random);
        var go = Responses(random);
        var tally = Tally([.. stay, .. go]);

        foreach (var response in go)
        {
            tally.Remove(response);
        }

        Assert.True(Tally(stay).SameAs(tally));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Unpack_WhatWasPacked_IsTheSame(int seed)
    {
        var random = new Random(seed);
        var tally = Tally(Responses(random));
        var negative = new AnswerTally(tally.Layout);
        foreach (var response in Responses(random))
        {
            negative.Remove(response);
        }

        var big = Tally(Responses(random));
        for (var doubling = 0; doubling < 45; doubling++)
        {
            big.Add(AnswerTally.Sum(big.Layout, [big]));
        }

        Assert.All([tally, negative, big, new AnswerTally(tally.Layout)], kept => Assert.True(kept.SameAs(AnswerTally.Unpack(kept.Layout, kept.Pack()))));
        Assert.True(negative.N < 0);
        Assert.True(big.N > int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AddPacked_HeadOnly_GivesTheSameIndexAndElements(int seed)
    {
        var tally = Tally(Responses(new Random(seed)));
        var head = new AnswerTally(tally.Layout);

        head.AddPacked(tally.Pack(), tally.Layout.Head);

        var (full, quick) = (SatisfactionIndex.Of(tally, null), SatisfactionIndex.Of(head, null));
        Assert.Equal((full.N, full.Value, full.Grade), (quick.N, quick.Value, quick.Grade));
        Assert.Equal(full.Elements.Select(element => (element.N, element.Mean, element.Weighted)), quick.Elements.Select(element => (element.N, element.Mean, element.Weighted)));
        Assert.Equal(0, head.Count(Channel.Self));
    }

    [Theory]
    [InlineData("44444..")] // the last element is unanswered: zeros from there into the scores
    [InlineData("4444444")] // no answer from the citizen's own channel: zeros from the scores into the rest
    [InlineData("4......")]
    public void AddPacked_ZerosAcrossTheEndOfTheHead_ReadsTheHead(string answers)
    {
        var definition = Instruments.Create(["WAKTU", "BIAYA", "WAKTU", "SARANA", "PRODUK", "SARANA", "SARANA"]);
        var tally = new AnswerTally(TallyLayout.For(definition));
        tally.Add(new SurveyAnswers(answers, "", Channel.Paper, Assurance.None, IntegritySignals.None, null, null));
        var head = new AnswerTally(tally.Layout);

        head.AddPacked(tally.Pack(), tally.Layout.Head);

        Assert.Equal(
            SatisfactionIndex.Of(tally, null).Elements.Select(element => (element.N, element.Mean)),
            SatisfactionIndex.Of(head, null).Elements.Select(element => (element.N, element.Mean)));
        Assert.Equal([1, .. answers.Select(answer => char.IsAsciiDigit(answer) ? 1L : 0)], AnswerTally.AnswersOf(tally.Layout, tally.Pack()));
    }

    [Fact]
    public void AddPacked_CutShort_Throws()
    {
        var tally = Tally(Responses(new Random(1)));

        Assert.Throws<FormatException>(() => AnswerTally.Unpack(tally.Layout, tally.Pack().AsSpan(0, 10)));
        Assert.Throws<FormatException>(() => AnswerTally.Unpack(tally.Layout, Enumerable.Repeat((byte)0xFF, 40).ToArray()));
    }

    [Fact]
    public void Add_ResponseWithoutScores_CountsNothing()
    {
        var tally = Tally([Instruments.Answers(".--..--", "0", seconds: 5, hour: 3)]);

        Assert.True(tally.SameAs(new AnswerTally(tally.Layout)));
    }

    [Fact]
    public void Add_AnswersOfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => Tally([Instruments.Answers("444")]));

    private static List<SurveyAnswers> Responses(Random random)
    {
        // Half the rounds are mostly missing, so that elements nobody answered occur.
        var missing = random.Next(2) == 0 ? 0.1 : 0.7;
        return [.. Enumerable.Range(0, random.Next(3, 60)).Select(i => new SurveyAnswers(
            i == 0 ? "3144223" : string.Concat(Enumerable.Range(0, 7).Select(_ => random.NextDouble() < missing ? ".-"[random.Next(2)] : "1234"[random.Next(4)])),
            $"{"01."[random.Next(3)]}{"012."[random.Next(4)]}",
            (Channel)random.Next(5),
            (Assurance)random.Next(3),
            (IntegritySignals)random.Next(4),
            random.Next(2) == 0 ? null : random.Next(300),
            random.Next(3) == 0 ? null : random.Next(744)))];
    }

    private static AnswerTally Tally(IReadOnlyList<SurveyAnswers> responses)
    {
        var tally = new AnswerTally(TallyLayout.For(WithSubQuestions));
        foreach (var response in responses)
        {
            tally.Add(response);
        }

        return tally;
    }

    private static void AssertSame(SatisfactionIndex expected, SatisfactionIndex actual)
    {
        Assert.Equal(expected.Elements, actual.Elements);
        Assert.Equal(
            (expected.N, expected.Value, expected.Grade, expected.Interval, expected.Target, expected.Headline),
            (actual.N, actual.Value, actual.Grade, actual.Interval, actual.Target, actual.Headline));
    }
}
