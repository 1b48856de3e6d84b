using System.Text.Json;
using System.Text.Json.Nodes;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Tests;

/// <summary>Small questionnaires and tallies for tests.</summary>
internal static class Instruments
{
    public static readonly string[] Standard =
        ["PERSYARATAN", "PROSEDUR", "WAKTU", "BIAYA", "PRODUK", "KOMPETENSI", "PERILAKU", "SARANA", "PENGADUAN"];

    private static readonly (string Letter, string From, string To)[] Rule2017 =
        [("A", "88.31", "100.00"), ("B", "76.61", "88.30"), ("C", "65.00", "76.60"), ("D", "25.00", "64.99")];

    private static readonly (string Letter, string From, string To)[] Rule2004 =
        [("A", "81.26", "100.00"), ("B", "62.51", "81.25"), ("C", "43.76", "62.50"), ("D", "25.00", "43.75")];

    /// <param name="questions">Element code of each question, in form order.</param>
    public static QuestionnaireDefinition Create(
        IReadOnlyList<string> questions,
        int version = 1,
        int max = 4,
        bool rule2004 = false,
        params (string Field, string[] Options)[] profile)
    {
        var elements = questions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var table = (rule2004 ? Rule2004 : Rule2017)
            .Select(grade => new JsonObject { ["grade"] = grade.Letter, ["from"] = grade.Letter == "D" ? "0.00" : grade.From, ["to"] = grade.To, ["id"] = grade.Letter });
        var options = Enumerable.Range(1, max).Select(score => new JsonObject { ["score"] = score, ["id"] = $"pilihan {score}" });
        var json = new JsonObject
        {
            ["code"] = "TEST",
            ["version"] = version,
            ["name"] = new JsonObject { ["id"] = "Uji" },
            ["scale"] = new JsonObject { ["min"] = 1, ["max"] = max },
            ["quality_table"] = new JsonArray([.. table]),
            ["elements"] = new JsonArray([.. elements.Select((code, index) => new JsonObject
            {
                ["code"] = code, ["number"] = index + 1, ["name"] = new JsonObject { ["id"] = code },
            })]),
            ["questions"] = new JsonArray([.. questions.Select((code, index) => new JsonObject
            {
                ["position"] = index + 1,
                ["element"] = code,
                ["text"] = new JsonObject { ["id"] = $"Pertanyaan {index + 1}" },
                ["options"] = new JsonArray([.. options.Select(option => option.DeepClone())]),
                ["not_applicable"] = true,
                ["required"] = false,
            })]),
            ["profile"] = new JsonObject(profile.Select(field =>
                KeyValuePair.Create<string, JsonNode?>(field.Field, new JsonArray([.. field.Options.Select(option => JsonValue.Create(option))])))),
        };
        return QuestionnaireJson.Parse(json.ToJsonString());
    }

    public static QuestionnaireDefinition Nine(int version = 1) => Create(Standard, version);

    public static QuestionnaireDefinition Numbered(int elements, int max = 4, bool rule2004 = false) =>
        Create([.. Enumerable.Range(1, elements).Select(number => $"U{number:00}")], max: max, rule2004: rule2004);

    public static AnswerTally Tally(QuestionnaireDefinition definition, params IEnumerable<string> rows)
    {
        var tally = new AnswerTally(TallyLayout.For(definition));
        foreach (var row in rows)
        {
            tally.Add(Answers(row));
        }

        return tally;
    }

    public static SurveyAnswers Answers(string answers, string profile = "", int? seconds = null, int? hour = null) =>
        new(answers, profile, Channel.Self, Assurance.None, IntegritySignals.None, seconds, hour);

    public static JsonElement Cases { get; } =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "skm-cases.json"))).RootElement;

    public static JsonElement Case(string id) => Cases.GetProperty("cases").EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == id);

    public static string[] Rows(JsonElement entry) => [.. entry.GetProperty("raw_rows").EnumerateArray().Select(row => row.GetProperty("answers").GetString()!)];
}
