using System.IO.Compression;
using System.Text;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Tests.Imports;

public class XlsxFileTests
{
    [Fact]
    public void Read_CellsOfEveryKind_AreTextsAsAPersonSeesThem()
    {
        using var file = Open(Workbook.Of(
            ["nama", "nilai", "tanggal", "waktu", "rumus"],
            [" Siti & <b>Ali</b> ", 4, new DateOnly(2025, 1, 31), new DateTime(2025, 1, 31, 10, 12, 33, DateTimeKind.Unspecified), "=1+1"],
            [],
            [null, 3.5, "", null, true, ""]));
        Assert.Equal(["nama", "nilai", "tanggal", "waktu", "rumus"], file.Columns);
        Assert.True(file.Next(out var problem));
        Assert.Equal((2, null), (file.Row, problem));
        Assert.Equal(["Siti & <b>Ali</b>", "4", "2025-01-31", "2025-01-31T10:12:33", "hitungan"], Enumerable.Range(0, 5).Select(file.Cell));
        Assert.True(file.Next(out _));
        Assert.Equal((4, "", "3.5", "", "TRUE"), (file.Row, file.Cell(0), file.Cell(1), file["waktu"], file["rumus"]));
        Assert.False(file.Next(out _));
    }

    [Fact]
    public void Open_SeveralSheets_TakesTheFirstThatIsSeenOrTheOneNamed()
    {
        var book = Workbook.Of([("Rahasia", "state=\"hidden\"", [["x"], ["1"]]), ("Jan", "", [["a"], ["1"]]), ("Feb", "", [["b"], ["1"]])]);
        using var first = Open(book);
        using var named = Open(book, "feb");
        Assert.Equal(("a", "b"), (first.Columns[0], named.Columns[0]));
        using var stream = new MemoryStream(book);
        Assert.Equal(["Jan", "Feb"], XlsxFile.SheetsOf(stream));
        Assert.Contains("\"Jan\", \"Feb\"", Assert.Throws<ImportRefusedException>(() => Open(book, "Rahasia")).Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Next_RowWiderThanTheHeader_IsTold()
    {
        using var file = Open(Workbook.Of(["a"], ["1", "2"]));
        Assert.True(file.Next(out var problem));
        Assert.Equal("the row has 2 cells, the header has 1", problem!.English);
    }

    [Fact]
    public void Open_WhatIsNoTable_IsRefused()
    {
        const string Sheet = "xl/worksheets/sheet0.xml";
        var good = new[] { ("Data", "", new object?[][] { ["a"], ["1"] }) };
        byte[][] bad =
        [
            [.. "PK\u0003\u0004 bukan zip"u8],
            [0xD0, 0xCF, 0x11, 0xE0, 1, 2, 3, 4],
            Workbook.Of(good, ("xl/workbook.xml", "<workbook/>")),
            Workbook.Of(good, ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r0\" TargetMode=\"External\" Target=\"http://127.0.0.1/x\"/></Relationships>")),
            Workbook.Of(good, (Sheet, "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>")),
            Workbook.Of(good, (Sheet, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row></sheetData></worksheet>")),
            Workbook.Of(good, (Sheet, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"XFD1\" t=\"str\"><v>jauh</v></c></row></sheetData></worksheet>")),
            Workbook.Of(good, (Sheet, $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>{new string('x', 40_000)}</v></c></row></sheetData></worksheet>")),
            Workbook.Of(good, (Sheet, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>")),
            Workbook.Of([("Data", "", [[], ["a"]])]),
            Workbook.Of([("Data", "", [["a", "a"]])]),
        ];
        Assert.All(bad, content => Assert.Throws<ImportRefusedException>(() => Open(content)));
    }

    [Fact]
    public void Read_APartThatUnpacksWithoutEnd_IsRefused()
    {
        using var book = new MemoryStream();
        book.Write(Workbook.Of([("Data", "", [["a"]])], ("xl/worksheets/sheet0.xml", null!)));
        using (var zip = new ZipArchive(book, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var sheet = zip.CreateEntry("xl/worksheets/sheet0.xml", CompressionLevel.Fastest).Open();
            sheet.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row><c t=\"str\"><v>a</v></c></row>"u8);
            var row = Encoding.UTF8.GetBytes($"<row><c t=\"str\"><v>{new string('x', 30_000)}</v></c></row>");
            for (var written = 0; written < 65_000_000; written += row.Length)
            {
                sheet.Write(row);
            }
        }

        Assert.True(book.Length < 5_000_000);
        Assert.Throws<ImportRefusedException>(() => Open(book.ToArray()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // it says that it is small
    public void Open_RelationsThatUnpackToMore_AreRefused(bool lies)
    {
        var many = $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(Enumerable.Range(0, 15_000).Select(at => $"<Relationship Id=\"r{at}\" Type=\"t\" TargetMode=\"External\" Target=\"http://127.0.0.1\"/>"))}</Relationships>";
        var book = Workbook.Of([("Data", "", [["a"]])], ("xl/worksheets/_rels/sheet0.xml.rels", many));
        for (var at = book.AsSpan().IndexOf(BitConverter.GetBytes(many.Length)); lies && at >= 0; at = book.AsSpan().IndexOf(BitConverter.GetBytes(many.Length)))
        {
            BitConverter.TryWriteBytes(book.AsSpan(at), 500);
        }

        Assert.Throws<ImportRefusedException>(() => Open(book));
    }

    private static TableFile Open(byte[] content, string? sheet = null) => TableFile.Open(new MemoryStream(content), sheet);
}
