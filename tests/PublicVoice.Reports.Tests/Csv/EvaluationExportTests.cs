using System.Globalization;
using System.Text;
using System.Text.Json;
using PublicVoice.Reports.Csv;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Tests.Csv;

public class EvaluationExportTests
{
    private const string Formula = "=HYPERLINK(\"http://x\")";

    [Fact]
    public void Csv_ManyComments_HoldsAllOfThemDefanged()
    {
        var report = new SampleReports(SampleReports.StandardDefinition) { Comments = 3_000, CommentText = number => $"{Formula},\n\"{number}\"", ServiceName = _ => "@SUM(1)" }.Build();

        var rows = Rows(EvaluationCsv.Render(report, Language.Indonesian));
        var comments = rows.Where(row => row[0] == "komentar" && row[6].Length > 0).ToList();

        Assert.Equal(3_000, comments.Count);
        Assert.Equal(report.Comments.All.Select(comment => comment.MaskedText), comments.Select(row => SafeCsv.Undo(row[6])));
        Assert.All(rows, row => Assert.Equal(7, row.Length));
        Assert.All(rows.SelectMany(row => row), cell => Assert.True(
            cell.Length == 0 || !"=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) || decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _), cell));
    }

    [Theory]
    [InlineData(Language.Indonesian, "unsur", "Waktu Penyelesaian")]
    [InlineData(Language.English, "element", "Time to completion")]
    public void Csv_Elements_StandWithPointsInTheLanguage(Language language, string section, string name)
    {
        var report = SampleReports.Standard();
        var index = report.Elements.First(element => element.Element.Code == "WAKTU").Score.Index!.Value;

        var row = Rows(EvaluationCsv.Render(report, language)).Single(row => row[0] == section && row[2] == name && row[4] is "indeks" or "index" && row[1] == "WAKTU");

        Assert.Equal(index, decimal.Parse(row[5], CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Json_Standard_HasTheKeysOfTheIndexCommandFirst()
    {
        var report = SampleReports.Standard();
        var root = JsonDocument.Parse(EvaluationJson.Render(report)).RootElement;

        Assert.Equal(
            ["unit", "from", "to", "questionnaire", "formula", "n", "index", "grade", "headline", "intervalLow", "intervalHigh", "target", "elements"],
            root.EnumerateObject().Select(property => property.Name).Take(13));
        Assert.Equal(report.Index.Value!.Value.ToString("F2", CultureInfo.InvariantCulture), root.GetProperty("index").GetString());
        Assert.Equal(240, root.GetProperty("n").GetInt64());
        Assert.Equal("2026-10-31", root.GetProperty("to").GetString());
        Assert.Matches(@"^\d\.\d{3}$", root.GetProperty("elements")[0].GetProperty("mean").GetString());
        Assert.Equal(13, root.GetProperty("trend").GetArrayLength());
        Assert.Equal(24, root.GetProperty("comments").GetProperty("all").GetArrayLength());
    }

    [Fact]
    public void Render_CommentsWithoutALowestElement_SayHowTheirWritersRated()
    {
        var report = Standings();

        Assert.Equal(
            ["Semua unsur dinilai sama, nilai 1", "nilai terendah", "Semua unsur dinilai tertinggi", "Tanpa nilai"],
            Rows(EvaluationCsv.Render(report, Language.Indonesian)).Where(row => row[0] == "komentar" && row[6].Length > 0).Select(row => row[4]));
        Assert.Equal(
            ["allEqual", "lowestElement", "allHighest", "noScores"],
            JsonDocument.Parse(EvaluationJson.Render(report)).RootElement.GetProperty("comments").GetProperty("all").EnumerateArray().Select(comment => comment.GetProperty("standing").GetString()));
    }

    [Fact]
    public void Csv_Indonesian_HoldsNoEnglishNameOfAFixedValue()
    {
        string[] names = [.. Enum.GetNames<ChangeDirection>(), .. Enum.GetNames<Channel>(), .. Enum.GetNames<Assurance>(), .. Enum.GetNames<CommentStanding>()];

        var cells = Rows(EvaluationCsv.Render(SampleReports.Standard(), Language.Indonesian)).SelectMany(row => row).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(cells.Intersect(names));
        Assert.Contains(cells, cell => cell is "naik" or "turun" or "tidak berbeda nyata");
    }

    [Fact]
    public void Json_NoResponses_HasNullForTheIndex()
    {
        var root = JsonDocument.Parse(EvaluationJson.Render(SampleReports.Standard(0))).RootElement;

        Assert.Equal(JsonValueKind.Null, root.GetProperty("index").ValueKind);
        Assert.False(root.GetProperty("headline").GetBoolean());
        Assert.Equal("noResponses", root.GetProperty("findings")[0].GetProperty("rule").GetString());
    }

    [Fact]
    public void Render_Twice_GivesTheSameBytes()
    {
        var report = SampleReports.Standard();

        Assert.Equal(EvaluationJson.Render(report), EvaluationJson.Render(report));
        Assert.Equal(EvaluationCsv.Render(report, Language.English), EvaluationCsv.Render(report, Language.English));
    }

    private static EvaluationReport Standings()
    {
        var report = SampleReports.Standard();
        var day = report.Period.From;
        return report with
        {
            Comments = new CommentSummary(4, 0, [new(day, null, null, 1, "pungli"), new(day, null, "WAKTU", 2, "lama"), new(day, null, null, 4, "baik"), new(day, null, null, null, "halo")], []),
        };
    }

    private static List<string[]> Rows(byte[] csv)
    {
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), csv[..3]);
        var rows = new List<string[]>();
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        var text = Encoding.UTF8.GetString(csv[3..]);
        foreach (var c in text.Replace("\"\"", "\u0001", StringComparison.Ordinal))
        {
            if (c == '\u0001')
            {
                cell.Append('"');
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (c is ',' or '\r'))
            {
                row.Add(cell.ToString());
                cell.Clear();
            }
            else if (!quoted && c == '\n')
            {
                rows.Add([.. row]);
                row.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        return rows;
    }
}
