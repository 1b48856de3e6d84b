using System.Text.Json.Nodes;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Tests.Questionnaires;

public class QuestionnaireJsonTests
{
    [Fact]
    public void Parse_StandardInstrument_HasNineElementsInNumberOrderAndItsForm()
    {
        var definition = QuestionnaireJson.Parse(Standard());

        Assert.Equal(("SKM-2017", 1, 1, 4, QuestionnaireJson.EqualWeights), (definition.Code, definition.Version, definition.ScaleMin, definition.ScaleMax, definition.Formula));
        Assert.Equal(["PERSYARATAN", "PROSEDUR", "WAKTU", "BIAYA", "PRODUK", "KOMPETENSI", "PERILAKU", "PENGADUAN", "SARANA"], definition.Elements.Select(element => element.Code));
        Assert.Equal(["SARANA", "PENGADUAN"], definition.QuestionKeys.TakeLast(2));
        Assert.Equal(["A", "B", "C", "D"], definition.QualityTable.Grades.Select(grade => grade.Letter));
        Assert.All(definition.Questions, question => Assert.Equal(("1234", false, true), (string.Concat(question.Options.Select(option => option.Score).Order()), question.NotApplicable, question.Required)));
        Assert.Contains(definition.Profile, field => field is { Code: "sex", Label.English: "Sex" });
        Assert.NotEqual("", definition.Questions[0].Text.English);
    }

    [Fact]
    public void Parse_ElementNamedTwice_NumbersItsQuestionsByPosition()
    {
        var json = Small();
        json["questions"]![0]!["element"] = "B";
        json["questions"]![0]!["position"] = 9;
        json["questions"]!.AsArray().Add(Question("A", 5));

        var definition = QuestionnaireJson.Parse(json.ToJsonString());

        Assert.Equal(["B.1", "A", "B.2"], definition.QuestionKeys);
        Assert.Equal(["B.1", "A", "B.2"], definition.Questions.Select(question => question.Code));
        Assert.Equal([0, 2], definition.QuestionsOf("B"));
    }

    [Fact]
    public void Parse_UnknownKeys_AreNamedAndNotesPass()
    {
        var json = Small();
        json["_note"] = "x";
        json["$schema"] = "x";
        json["questions"]![0]!["number"] = 1;
        Assert.NotNull(QuestionnaireJson.Parse(json.ToJsonString()));

        json["elemnts"] = 1;
        json["scale"]!["step"] = 1;
        json["questions"]![0]!["requird"] = false;
        json["questions"]![0]!["options"]![0]!["label"] = "x";
        json["questions"]![0]!["text"]!["eng"] = "x";
        var errors = Assert.Throws<QuestionnaireFormatException>(() => QuestionnaireJson.Parse(json.ToJsonString())).Errors.Select(error => error.English).ToList();
        foreach (var key in new[] { "elemnts", "step", "requird", "label", "eng" })
        {
            Assert.Single(errors, error => error.Contains($"\"{key}\" is not known", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    public void Parse_TwoToNineOptions_AreTaken(int options)
    {
        var json = Small();
        json["scale"] = new JsonObject { ["min"] = 1, ["max"] = 9 };
        json["questions"]![0]!["options"] = Options(1, options);

        Assert.Equal(options, QuestionnaireJson.Parse(json.ToJsonString()).Questions[0].Options.Count);
    }

    [Fact]
    public void Parse_VersionCodesAndFlags_AreRead()
    {
        var json = Small();
        json["version"] = 7;
        json["formula"] = QuestionnaireJson.EqualWeights;
        json["questions"]![0]!["code"] = "lama-menunggu";
        json["questions"]![0]!["not_applicable"] = true;
        json["questions"]![0]!["required"] = false;

        var definition = QuestionnaireJson.Parse(json.ToJsonString());

        Assert.Equal(7, definition.Version);
        Assert.Equal(("lama-menunggu", "A", true, false), (definition.Questions[0].Code, definition.QuestionKeys[0], definition.Questions[0].NotApplicable, definition.Questions[0].Required));
    }

    [Fact]
    public void Parse_ProfileWithLabels_TakesThemInBothLanguages()
    {
        var json = Small();
        json["profile"] = JsonNode.Parse("""{"desa":{"label":{"id":"Desa","en":"Village"},"options":[{"code":"1","id":"Utara","en":"North"},{"code":"2","id":"Selatan"}]},"sex":["L","P"]}""");

        var profile = QuestionnaireJson.Parse(json.ToJsonString()).Profile;

        Assert.Equal(("Desa", "Village"), (profile[0].Label.Indonesian, profile[0].Label.English));
        Assert.Equal(["North", "Selatan"], profile[0].Options.Select(option => option.Label.English));
        Assert.Equal(["Male", "Female"], profile[1].Options.Select(option => option.Label.English));
    }

    [Fact]
    public void PoolingKey_OtherOrderOrWording_StaysEqual()
    {
        var (json, other, third) = (Small(), Small(), Small());
        other["questions"]![0]!["position"] = 8;
        other["questions"]![0]!["text"]!["id"] = "Kata lain";
        third["scale"]!["max"] = 5;

        var key = QuestionnaireJson.Parse(json.ToJsonString()).PoolingKey;

        Assert.Equal(key, QuestionnaireJson.Parse(other.ToJsonString()).PoolingKey);
        Assert.NotEqual(key, QuestionnaireJson.Parse(third.ToJsonString()).PoolingKey);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "/code=\"bukan kode!\"", "The code of the questionnaire (\"bukan kode!\") must be 1 to 40" },
        { "/version=0", "\"version\" must be 1 or more." },
        { "/formula=\"rata-2\"", "Unknown formula \"rata-2\"" },
        { "/name={}", "the Indonesian text of \"name\" (\"id\") is missing." },
        { "/name", "the questionnaire: \"name\" is missing." },
        { "/scale", "\"scale\" needs whole numbers" },
        { "/scale/max=\"4\"", "\"scale\" needs whole numbers" },
        { "/scale/max=10", "The scale must lie within 1 to 9" },
        { "/scale/min=4", "The scale must lie within 1 to 9" },
        { "/quality_table", "\"quality_table\" must be a list with at least one entry." },
        { "/quality_table/0/to=\"99.00\"", "The highest grade must end at 100.00." },
        { "/quality_table/1/from=\"30.00\"", "The lowest grade must begin at the lowest possible index" },
        { "/quality_table/1/to=\"76.50\"", "Grades D and A must meet" },
        { "/quality_table/1/grade=\"A\"", "Grade \"A\" appears more than once." },
        { "/quality_table/0/from=\"banyak\"", "Each entry of \"quality_table\" needs" },
        { "/elements=[]", "\"elements\" must be a list with at least one entry." },
        { "/elements/0/number=0", "Element A needs a \"number\" of 1 or more." },
        { "/elements/1/code=\"A\"", "Element \"A\" appears more than once." },
        { "/elements/1/code=\"C\"", "No question asks for element C." },
        { "/questions/0/element=\"X\"", "Question 1 names the unknown element \"X\"." },
        { "/questions/0/position=2", "Question position \"2\" appears more than once." },
        { "/questions/0/options/0/score=0", "Question 1 has a score outside 1 to 4." },
        { "/questions/0/options/0/score=5", "Question 1 has a score outside 1 to 4." },
        { "/questions/0/options/0/score=2", "Question 1: score \"2\" appears more than once." },
        { "/questions/0/options=[{\"score\":1,\"id\":\"a\"}]", "Question 1 needs 2 to 9 options." },
        { "/questions/0/options/0/id=\" \"", "an option of question 1: the Indonesian text (\"id\") is missing." },
        { "/questions/0/text={\"en\":\"Only\"}", "question 1: the Indonesian text of \"text\" (\"id\") is missing." },
        { "/questions/0/code=\"B\"", "Question code \"B\" appears more than once." },
        { "/questions/0/required=\"ya\"", "\"required\" must be true or false." },
        { "/profile=[]", "\"profile\" must be an object of fields." },
        { "/profile={\"sex\":[\"L\"]}", "Profile field sex needs 2 to 36 options." },
        { "/profile={\"sex\":[\"L\",\"L\"]}", "Profile field sex: option \"L\" appears more than once." },
        { "/profile={\"a b\":[\"L\",\"P\"]}", "Profile field \"a b\" is not a valid code." },
        { "/profile={\"desa\":[{\"id\":\"Utara\"},\"P\"]}", "An option of profile field desa needs a \"code\"." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Parse_Mistake_IsNamed(string change, string expected)
    {
        var json = Small();
        Apply(json, change);

        var exception = Assert.Throws<QuestionnaireFormatException>(() => QuestionnaireJson.Parse(json.ToJsonString()));

        Assert.Contains(exception.Errors, error => error.English.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_TooMuch_IsRefused()
    {
        var json = Small();
        json["elements"] = new JsonArray([.. Enumerable.Range(1, 41).Select(number => Element($"E{number}", number))]);
        json["questions"] = new JsonArray([.. Enumerable.Range(1, 61).Select(number => Question($"E{Math.Min(number, 41)}", number))]);
        json["questions"]![0]!["options"] = Options(1, 10);

        var errors = Assert.Throws<QuestionnaireFormatException>(() => QuestionnaireJson.Parse(json.ToJsonString())).Errors.Select(error => error.English).ToList();

        Assert.Contains("\"elements\" has more than 40 entries.", errors);
        Assert.Contains("\"questions\" has more than 60 entries.", errors);
        Assert.Contains("\"options\" has more than 9 entries.", errors);
    }

    [Theory]
    [InlineData("{", "Not valid JSON (line 1")]
    [InlineData("", "Not valid JSON (line 1")]
    [InlineData("[1]", "The file must hold one JSON object.")]
    public void Parse_NoQuestionnaire_SaysSo(string json, string expected) =>
        Assert.StartsWith(expected, Assert.Throws<QuestionnaireFormatException>(() => QuestionnaireJson.Parse(json)).Errors[0].English, StringComparison.Ordinal);

    [Fact]
    public void Parse_SeveralMistakes_AreAllListed()
    {
        var json = Small();
        Apply(json, "/version=0");
        Apply(json, "/elements/0/number=0");

        Assert.Equal(2, Assert.Throws<QuestionnaireFormatException>(() => QuestionnaireJson.Parse(json.ToJsonString())).Errors.Count);
    }

    private static string Standard() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "skm-2017.json"));

    private static JsonObject Small() => new()
    {
        ["code"] = "KECIL",
        ["name"] = new JsonObject { ["id"] = "Kecil" },
        ["scale"] = new JsonObject { ["min"] = 1, ["max"] = 4 },
        ["quality_table"] = JsonNode.Parse("""[{"grade":"A","from":"76.61","to":"100.00","id":"Baik"},{"grade":"D","from":"0.00","to":"76.60","id":"Tidak"}]"""),
        ["elements"] = new JsonArray(Element("A", 1), Element("B", 2)),
        ["questions"] = new JsonArray(Question("A", 1), Question("B", 2)),
    };

    private static JsonObject Element(string code, int number) => new() { ["code"] = code, ["number"] = number, ["name"] = new JsonObject { ["id"] = code } };

    private static JsonObject Question(string element, int position) => new()
    {
        ["position"] = position,
        ["element"] = element,
        ["text"] = new JsonObject { ["id"] = "Bagaimana?" },
        ["options"] = Options(1, 4),
    };

    private static JsonArray Options(int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(score => new JsonObject { ["score"] = score, ["id"] = $"pilihan {score}" })];

    /// <summary>"/a/0/b=value" sets, "/a/0/b" removes.</summary>
    private static void Apply(JsonObject json, string change)
    {
        var (path, value) = change.Split('=', 2) is [var set, var text] ? (set, text) : (change, null);
        var steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        JsonNode node = json;
        foreach (var step in steps.SkipLast(1))
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!;
        }

        if (value is null)
        {
            node.AsObject().Remove(steps[^1]);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(value);
        }
    }
}
