using System.Text;
using PublicVoice.Reports.Csv;

namespace PublicVoice.Reports.Tests.Csv;

public class SafeCsvTests
{
    public static TheoryData<string> Risky =>
        ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x", " =1", "\"=1", "'=1", "''=1", "\uFEFF=1", "\u200B=1", "\u00A0=1", "' =1"];

    public static TheoryData<string> Harmless => ["", "Baik", "5 = baik", "a=1", "'", "'baik'", "\"baik\"", "Tapa'an", "08-12"];

    [Theory]
    [MemberData(nameof(Risky))]
    public void Defang_FormulaLike_IsMarkedAndUndone(string text)
    {
        var cell = SafeCsv.Defang(text);

        Assert.Equal("'" + text, cell);
        Assert.Equal(text, SafeCsv.Undo(cell));
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public void Defang_Harmless_StaysAsItIs(string text)
    {
        Assert.Equal(text, SafeCsv.Defang(text));
        Assert.Equal(text, SafeCsv.Undo(text));
    }

    [Fact]
    public void Undo_AfterDefang_GivesBackEveryShortText()
    {
        const string alphabet = "'\"=+-@ \tａ＝x";
        var texts = new List<string> { "" };
        for (var from = 0; from < 1_200; from++)
        {
            texts.AddRange(alphabet.Select(c => texts[from] + c));
        }

        Assert.All(texts, text => Assert.Equal(text, SafeCsv.Undo(SafeCsv.Defang(text))));
        Assert.Equal(texts.Count, texts.Select(SafeCsv.Defang).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Row_SpecialCharacters_AreQuotedByRfc4180()
    {
        var written = new StringWriter();
        using (var csv = new SafeCsv(written))
        {
            csv.Row("a,b", "say \"ya\"", "two\r\nlines", "plain", (string?)null, "x;y");
        }

        Assert.Equal("\"a,b\",\"say \"\"ya\"\"\",\"two\r\nlines\",plain,,\"x;y\"\r\n", written.ToString());
    }

    [Fact]
    public void Row_OwnNumbers_StayNumbersWithAPoint()
    {
        var written = new StringWriter();
        using (var csv = new SafeCsv(written, ';'))
        {
            csv.Row(-0.35m, 1234567L, 12, (decimal?)null, new DateOnly(2026, 11, 3), "-0.35");
        }

        Assert.Equal("-0.35;1234567;12;;2026-11-03;'-0.35\r\n", written.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Open_ByteOrderMark_AsAsked(bool mark)
    {
        using var stream = new MemoryStream();
        using (var csv = SafeCsv.Open(stream, mark))
        {
            csv.Row("é");
        }

        byte[] expected = [.. mark ? Encoding.UTF8.Preamble : [], .. "é\r\n"u8];
        Assert.Equal(expected, stream.ToArray());
    }
}
