using System.Text;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Tests.Imports;

public class CsvFileTests
{
    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a;b\r\n1;2")]
    [InlineData("\uFEFFb;a\n2;1\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\" 2 \"\n")]
    [InlineData("a\tb\r\n1\t2\r\n")]
    public void Read_FormsThatSpreadsheetsWrite_GivesTheCells(string text)
    {
        using var file = ImportFiles.Csv(text);
        Assert.True(file.Read(out var problem));
        Assert.Null(problem);
        Assert.Equal(("1", "2", 2), (file["A"], file["b"], file.Row));
        Assert.False(file.Read(out _));
    }

    [Fact]
    public void Read_BlankRowsAndQuotedLineBreaks_CountsRowsAsASpreadsheet()
    {
        using var file = ImportFiles.Csv("a,b\n\n,\n\"x\ny\",1\nz,2\n");
        Assert.True(file.Read(out _));
        Assert.Equal(("x\ny", 4), (file["a"], file.Row));
        Assert.True(file.Read(out _));
        Assert.Equal(5, file.Row);
    }

    [Theory]
    [InlineData("", "header")]
    [InlineData("\n", "no name")]
    [InlineData("a,a\n", "more than once")]
    [InlineData("a,,b\n", "column 2 has no name")]
    public void Open_BadHeader_IsRefused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<ImportRefusedException>(() => ImportFiles.Csv(text)).Reasons[0], StringComparison.Ordinal);

    [Theory]
    [InlineData("a,b\n1\n", "1 cells")]
    [InlineData("a,b\n1,2,3\n", "3 cells")]
    [InlineData("a,b\n1,x\"y\n", "quotation mark")]
    [InlineData("a,b\n1,\"open\n", "quotation mark")]
    [InlineData("a,b\n1,x\0y\n", "NUL")]
    public void Read_BadRow_SaysWhy(string text, string reason)
    {
        using var file = ImportFiles.Csv(text);
        Assert.True(file.Read(out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Open_UnicodeTextOfASpreadsheet_IsRead(string encoding)
    {
        var utf16 = Encoding.GetEncoding(encoding);
        using var file = CsvFile.Open(new MemoryStream([.. utf16.GetPreamble(), .. utf16.GetBytes("kafé\tb\r\n1\t“dua”\r\n")]));
        Assert.True(file.Read(out _));
        Assert.Equal(("1", "“dua”"), (file["kafé"], file["b"]));
    }

    [Fact]
    public void Open_CodePageOfWindows_IsRefused() =>
        Assert.Contains("UTF-8", Assert.Throws<ImportRefusedException>(() => CsvFile.Open(new MemoryStream(Encoding.Latin1.GetBytes("caf\u00e9,b\n")))).Reasons[0], StringComparison.Ordinal);

    [Fact]
    public void Read_QuoteNeverClosedInAHugeFile_IsRefused()
    {
        using var file = ImportFiles.Csv("a,b\n1,\"" + new string('x', 3 * CsvFile.MaxRowSize));
        Assert.Contains("Row 2", Assert.Throws<ImportRefusedException>(() => file.Read(out _)).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Quote_ControlAndDirectionCharacters_AreEscaped() =>
        Assert.Equal("\"a\\u{001B}[31m\\u{202E}b\"", ImportText.Quote("a\u001b[31m\u202eb"));
}
