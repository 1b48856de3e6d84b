using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace PublicVoice.Web.Tests.Imports;

/// <summary>Spreadsheets as programs write them: shared texts, numbers, dates as numbers with a style.</summary>
internal static class Workbook
{
    private const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

    private const string Relations = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";

    /// <summary>Text as it is; numbers; dates and times as serial numbers; null leaves the cell out.</summary>
    public static byte[] Of(params object?[][] rows) => Of([("Data", "", rows)]);

    /// <param name="sheets">Name, attributes of the sheet element, rows.</param>
    /// <param name="parts">Parts to put in place of those that are made.</param>
    public static byte[] Of((string Name, string Attributes, object?[][] Rows)[] sheets, params (string Name, string Content)[] parts)
    {
        var texts = new List<string>();
        var made = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["[Content_Types].xml"] = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + Type("workbook", "sheet.main") + Type("styles", "styles") + Type("sharedStrings", "sharedStrings") + string.Concat(sheets.Select((_, at) => Type($"worksheets/sheet{at}", "worksheet"))) + "</Types>",
            ["_rels/.rels"] = $"<Relationships {Relations}>{Related("w", "officeDocument", "xl/workbook")}</Relationships>",
            ["xl/_rels/workbook.xml.rels"] = $"<Relationships {Relations}>{Related("st", "styles", "styles")}{Related("ss", "sharedStrings", "sharedStrings")}"
                + string.Concat(sheets.Select((_, at) => Related($"r{at}", "worksheet", $"worksheets/sheet{at}"))) + "</Relationships>",
            ["xl/workbook.xml"] = $"<workbook {Main} xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                + string.Concat(sheets.Select((sheet, at) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{at + 1}\" r:id=\"r{at}\" {sheet.Attributes}/>")) + "</sheets></workbook>",
            ["xl/styles.xml"] = $"<styleSheet {Main}><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/><numFmt numFmtId=\"165\" formatCode=\"0.00&quot; hari&quot;\"/></numFmts>"
                + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>",
        };
        for (var at = 0; at < sheets.Length; at++)
        {
            made[$"xl/worksheets/sheet{at}.xml"] = $"<worksheet {Main}><sheetData>{string.Concat(sheets[at].Rows.Select((row, number) => Row(row, number + 1, texts)))}</sheetData></worksheet>";
        }

        made["xl/sharedStrings.xml"] = $"<sst {Main}>{string.Concat(texts.Select(text => $"<si><r><t xml:space=\"preserve\">{WebUtility.HtmlEncode(text)}</t></r><rPh><t>bunyi</t></rPh></si>"))}</sst>";
        foreach (var (name, content) in parts)
        {
            made[name] = content; // null: the part is missing
        }

        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in made.Where(part => part.Value is not null))
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    private static string Type(string part, string kind) =>
        $"<Override PartName=\"/xl/{part}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml\"/>";

    private static string Related(string id, string kind, string part) =>
        $"<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{part}.xml\"/>";

    private static string Row(object?[] cells, int number, List<string> texts) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((cell, at) => Cell(cell, $"{(char)('A' + at)}{number}", texts)))}</row>";

    private static string Cell(object? value, string at, List<string> texts)
    {
        switch (value)
        {
            case null:
                return "";
            case "":
                return $"<c r=\"{at}\" s=\"1\"/>";
            case string text when text.StartsWith('='):
                return $"<c r=\"{at}\" t=\"str\"><f>{WebUtility.HtmlEncode(text[1..])}</f><v>hitungan</v></c>";
            case string text:
                texts.Add(text);
                return $"<c r=\"{at}\" t=\"s\"><v>{texts.Count - 1}</v></c>";
            case bool ticked:
                return $"<c r=\"{at}\" t=\"b\"><v>{(ticked ? 1 : 0)}</v></c>";
            case DateOnly day:
                return $"<c r=\"{at}\" s=\"1\"><v>{day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture)}</v></c>";
            case DateTime time:
                return $"<c r=\"{at}\" s=\"2\"><v>{time.ToOADate().ToString(CultureInfo.InvariantCulture)}</v></c>";
            default:
                return $"<c r=\"{at}\"><v>{Convert.ToString(value, CultureInfo.InvariantCulture)}</v></c>";
        }
    }
}
