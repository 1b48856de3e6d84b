using PublicVoice.Reports.Fonts;

namespace PublicVoice.Reports.Tests.Pdf;

public class FontTests
{
    [Fact]
    public void Width_Figures_AreAllAlike()
    {
        Assert.All(PublicSans.All, font => Assert.Single(Enumerable.Range(0, 10).Select(figure => font.Width($"{figure}")).Distinct()));
        Assert.NotEqual(PublicSans.Regular.Width("i"), PublicSans.Regular.Width("W"));
    }

    [Fact]
    public void Has_SignsOfTheReport_AreInEveryFace() =>
        Assert.All(PublicSans.All, font => Assert.All("0123456789,.–−+±≈×÷²·…“”•%◊éÅABCxyz", sign => Assert.True(font.Has(sign), $"{font.Name}: {sign}")));

    [Theory]
    [InlineData("Baik sekali", "Baik sekali")]
    [InlineData("dua  spasi\tdan\r\nbaris", "dua spasi dan baris")]
    [InlineData("👍👍🏽 bagus", "◊ bagus")]
    [InlineData("e\u0301", "é")]
    [InlineData("ＢＡＩＫ 𝐁𝐚𝐢𝐤", "BAIK Baik")]
    [InlineData("a\u200b\u202eb\u0000c", "abc")]
    [InlineData("你好 السلام", "◊ ◊")]
    [InlineData("5\u00a0%", "5\u00a0%")]
    [InlineData("\ud83d", "◊")]
    [InlineData("", "")]
    public void Of_AnyText_CanBePrinted(string text, string printable) => Assert.Equal(printable, PrintableText.Of(text));
}
