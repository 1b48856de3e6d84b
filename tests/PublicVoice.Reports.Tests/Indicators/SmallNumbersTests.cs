using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Indicators;

public class SmallNumbersTests
{
    [Theory]
    [InlineData(new long[] { 50, 7, 12 }, new[] { false, false, false })]
    [InlineData(new long[] { 50, 4, 12 }, new[] { false, true, true })]
    [InlineData(new long[] { 50, 4, 1 }, new[] { false, true, true })]
    [InlineData(new long[] { 50, 2, 1 }, new[] { true, true, true })]
    [InlineData(new long[] { 50, 0, 12 }, new[] { false, false, false })]
    [InlineData(new long[] { 50, 0, 3, 8 }, new[] { false, false, true, true })]
    [InlineData(new long[] { 8, 8, 3 }, new[] { true, false, true })]
    [InlineData(new long[] { 3 }, new[] { true })]
    [InlineData(new long[0], new bool[0])]
    public void Hidden_CellsUnderFive_TakeSiblingsUntilFiveAreHidden(long[] cells, bool[] expected) => Assert.Equal(expected, SmallNumbers.Hidden(cells));

    [Theory]
    [InlineData(5, "44", true)]
    [InlineData(4, "44", false)]
    [InlineData(0, "44", false)]
    [InlineData(-5, "44", false)]
    [InlineData(6, "4.", true)] // of the second question nothing changed
    [InlineData(6, "4-", true)]
    public void MayReplace_MoreOfOneKind_NeedsFive(int more, string answers, bool expected)
    {
        var layout = TallyLayout.For(Instruments.Create(["WAKTU", "BIAYA"]));
        var now = Tally(layout, (10, "34"));
        for (var i = 0; i < Math.Abs(more); i++)
        {
            var response = new SurveyAnswers(more > 0 ? answers : "34", "", Channel.Paper, Assurance.None, IntegritySignals.None, null, null);
            if (more > 0)
            {
                now.Add(response);
            }
            else
            {
                now.Remove(response);
            }
        }

        Assert.Equal(expected, SmallNumbers.MayReplace(Tally(layout, (10, "34")), now));
    }

    [Fact]
    public void MayReplace_FewAnswersToOneQuestion_IsNo()
    {
        var layout = TallyLayout.For(Instruments.Create(["WAKTU", "BIAYA"]));
        Assert.False(SmallNumbers.MayReplace(Tally(layout, (10, "34")), Tally(layout, (10, "34"), (6, "4."), (4, "44"))));
        Assert.True(SmallNumbers.MayReplace(Tally(layout, (10, "34")), Tally(layout, (10, "34"), (6, "4."), (5, "44"))));

        // One answer exchanged for another: the same number, not the same answers.
        Assert.False(SmallNumbers.MayReplace(Tally(layout, (10, "34")), Tally(layout, (9, "34"), (1, "31"), (6, "4."))));
    }

    private static AnswerTally Tally(TallyLayout layout, params (int Count, string Answers)[] groups)
    {
        var tally = new AnswerTally(layout);
        foreach (var answers in groups.SelectMany(group => Enumerable.Repeat(group.Answers, group.Count)))
        {
            tally.Add(new SurveyAnswers(answers, "", Channel.Paper, Assurance.None, IntegritySignals.None, null, null));
        }

        return tally;
    }

    [Fact]
    public void Hidden_AnyCells_LeaveNoSmallCellToBeWorkedOut()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var cells = Enumerable.Range(0, random.Next(1, 9)).Select(_ => (long)random.Next(0, 12)).ToArray();
            var hidden = SmallNumbers.Hidden(cells);
            var secret = cells.Where((_, i) => hidden[i]).Sum();

            Assert.All(cells.Index(), cell => Assert.True(hidden[cell.Index] || cell.Item is 0 or >= 5));
            Assert.True(secret == 0 || secret >= 5 || secret == cells.Sum());
        }
    }

    [Theory]
    [InlineData(4, false, false)]
    [InlineData(5, true, false)]
    [InlineData(29, true, false)]
    [InlineData(30, true, true)]
    public void MayShow_Limits_AreFiveAndThirty(long n, bool index, bool distribution) =>
        Assert.Equal((index, distribution), (SmallNumbers.MayShow(n), SmallNumbers.MayShowDistribution(n)));

    [Theory]
    [InlineData(new long[] { 40, 40, 38 }, new[] { false, false, false })]
    [InlineData(new long[] { 40, 3, 38 }, new[] { false, true, true })]
    [InlineData(new long[] { 40, 3, 2 }, new[] { false, true, true })]
    [InlineData(new long[] { 40, 3, 0, 38 }, new[] { false, true, false, true })]
    [InlineData(new long[] { 3, 0 }, new[] { true, false })]
    public void HiddenQuestions_OneWithFewAnswers_TakesAnother(long[] answers, bool[] expected) => Assert.Equal(expected, SmallNumbers.HiddenQuestions(answers));

    [Fact]
    public void HiddenQuestions_RestOfParentUnderFive_TakesTheNextSmallestChild()
    {
        // Of element 0 the parent has 3 answers more than its children show; the child of 6 hides it, and element 2 with it.
        var hidden = SmallNumbers.HiddenQuestions([29, 40, 30], [false, false, false], [[6, 9, 8], [20, 20, 20]]);
        Assert.Equal([true, false, true], hidden[0]);
        Assert.Equal([false, false, false], hidden[1]);
    }

    [Fact]
    public void HiddenQuestions_HiddenByParent_AreHiddenByChildren()
    {
        var hidden = SmallNumbers.HiddenQuestions([29, 29, 30], [true, true, false], [[29, 29, 30]]);
        Assert.Equal([true, true, false], hidden[0]);
    }

    /// <summary>Works out whatever sums of shown figures allow, on three levels: what is left of a shown unit is none or at least 5.</summary>
    [Fact]
    public void HiddenQuestions_AnyTree_LeavesNoSmallRest()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            var elements = random.Next(2, 6);
            var leaves = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Enumerable.Range(0, random.Next(1, 4)).Select(_ => Answers()).ToArray()).ToArray();
            var branches = leaves.Select(below => Sum([.. below, Answers()])).ToArray();
            var root = Sum([.. branches, Answers()]);
            var ofRoot = SmallNumbers.HiddenQuestions(root);
            var ofBranches = SmallNumbers.HiddenQuestions(root, ofRoot, branches);
            Check(root, ofRoot, branches, ofBranches);
            foreach (var (branch, below) in leaves.Index())
            {
                Check(branches[branch], ofBranches[branch], below, SmallNumbers.HiddenQuestions(branches[branch], ofBranches[branch], below));
            }

            long[] Answers() => [.. Enumerable.Range(0, elements).Select(_ => (long)random.Next(0, 12))];
            long[] Sum(long[][] parts) => [.. Enumerable.Range(0, elements).Select(element => parts.Sum(part => part[element]))];
        }

        static void Check(long[] parent, bool[] hiddenByParent, long[][] children, IReadOnlyList<bool[]> hidden)
        {
            foreach (var (child, row) in children.Zip(hidden).Append((parent, hiddenByParent)))
            {
                Assert.All(row.Index(), element => Assert.True(element.Item || child[element.Index] is 0 or >= 5));
                var secret = Enumerable.Range(0, row.Length).Count(element => row[element] && child[element] > 0);
                Assert.True(secret != 1 || child.Count(answers => answers > 0) == 1);
            }

            for (var element = 0; element < parent.Length; element++)
            {
                Assert.All(hidden, row => Assert.True(row[element] || !hiddenByParent[element]));
                var rest = parent[element] - children.Where((_, child) => !hidden[child][element]).Sum(child => child[element]);
                Assert.True(hiddenByParent[element] || rest is 0 or >= 5);
            }
        }
    }
}
