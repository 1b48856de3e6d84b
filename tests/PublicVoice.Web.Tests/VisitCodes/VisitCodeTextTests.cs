using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Tests.VisitCodes;

public class VisitCodeTextTests
{
    private const string Letters = "ACDEFGHJKMNPQRTUVWXY34679";

    [Fact]
    public void New_IsReadBackAndHasNoAmbiguousLetter()
    {
        var codes = Enumerable.Range(0, 2000).Select(_ => VisitCodeText.New()).ToList();
        Assert.All(codes, code => Assert.Equal(code, VisitCodeText.Read(VisitCodeText.Grouped(code))));
        Assert.All(codes, code => Assert.Matches("^[ACDEFGHJKMNPQRTUVWXY34679]{4}-[ACDEFGHJKMNPQRTUVWXY34679]{4}$", VisitCodeText.Grouped(code)));
        Assert.Equal(2000, codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Read_OneWrongCharacter_IsFound()
    {
        foreach (var code in Codes())
        {
            for (var at = 0; at < code.Length; at++)
            {
                Assert.All(Letters.Where(letter => letter != code[at]), letter => Assert.Null(VisitCodeText.Read($"{code[..at]}{letter}{code[(at + 1)..]}")));
            }
        }
    }

    [Fact]
    public void Read_SwappedNeighbours_AreFound()
    {
        // Every pair of characters at every place, so that no difference of values is left out.
        for (var at = 0; at < 6; at++)
        {
            foreach (var (first, second) in Letters.SelectMany(first => Letters.Where(second => second != first).Select(second => (first, second))))
            {
                var code = VisitCodeText.WithCheck("K7QF3M9".Remove(at, 2).Insert(at, $"{first}{second}"));
                Assert.NotNull(VisitCodeText.Read(code));
                Assert.Null(VisitCodeText.Read(code.Remove(at, 2).Insert(at, $"{second}{first}")));
            }
        }

        Assert.All(Codes().Where(code => code[6] != code[7]), code => Assert.Null(VisitCodeText.Read($"{code[..6]}{code[7]}{code[6]}")));
    }

    [Fact]
    public void Read_AnyCaseHyphensAndSpaces_IsTheSameCode()
    {
        var code = VisitCodeText.New();
        foreach (var typed in new[] { code, VisitCodeText.Grouped(code), $" {code[..4]} {code[4..].ToLowerInvariant()} ", $"{code[..2]}-{code[2..6]}-{code[6..]}" })
        {
            Assert.Equal(code, VisitCodeText.Read(typed));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("0000-0000")]
    [InlineData("<canary>")]
    [InlineData("AAAAAAAAAAAAAAAA")]
    public void Read_NoCode_IsNull(string typed) => Assert.Null(VisitCodeText.Read(typed));

    private static IEnumerable<string> Codes() => Enumerable.Range(0, 50).Select(_ => VisitCodeText.New());
}
