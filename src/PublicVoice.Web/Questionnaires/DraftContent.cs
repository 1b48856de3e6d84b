using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Web.Questionnaires;

/// <summary>
/// What a questionnaire is to say, while it is written: any text may still be missing. It becomes a questionnaire file
/// (docs/questionnaires.md) and is checked as such before it is shown to citizens.
/// </summary>
public sealed class DraftContent
{
    public const int NameMaxLength = 200;
    public const int TextMaxLength = 500;
    public const int MaxElements = 40;
    public const int MaxQuestions = 60;
    public const int MaxOptions = 9;
    public const int MaxGrades = 9;
    public const int MaxFields = 20;
    public const int MaxFieldOptions = 36;
    public const int BandCodeMaxLength = 40;

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public DraftText Name { get; set; } = new();
    public string? Basis { get; set; }
    public DraftText Comment { get; set; } = new();
    public int ScaleMin { get; set; } = 1;
    public int ScaleMax { get; set; } = 4;
    public List<DraftGrade> Grades { get; set; } = [];
    public List<DraftElement> Elements { get; set; } = [];

    /// <summary>In the order of the form.</summary>
    public List<DraftQuestion> Questions { get; set; } = [];
    public List<DraftField> Profile { get; set; } = [];

    public static DraftContent Read(QuestionnaireDraft draft) => JsonSerializer.Deserialize<DraftContent>(draft.Content)!;

    public string Write() => JsonSerializer.Serialize(this, Written);

    public static DraftContent Of(QuestionnaireDefinition definition) => new()
    {
        Name = DraftText.Of(definition.Name),
        Basis = definition.Basis.Length == 0 ? null : definition.Basis,
        Comment = DraftText.Of(definition.Comment),
        ScaleMin = definition.ScaleMin,
        ScaleMax = definition.ScaleMax,
        Grades = [.. definition.QualityTable.Grades.Select(grade => new DraftGrade { Letter = grade.Letter, From = Limit(grade.From), To = Limit(grade.To), Name = DraftText.Of(grade.Performance) })],
        Elements = [.. definition.Elements.Select(element => new DraftElement { Code = element.Code, Name = DraftText.Of(element.Name), Definition = DraftText.Of(element.Definition) })],
        Questions = [.. definition.Questions.Zip(definition.QuestionKeys, (question, key) => new DraftQuestion
        {
            Code = question.Code == key ? null : question.Code,
            Element = question.ElementCode,
            Text = DraftText.Of(question.Text),
            NotApplicable = question.NotApplicable,
            Required = question.Required,
            Options = [.. question.Options.Select(option => new DraftOption { Score = option.Score, Text = DraftText.Of(option.Label) })],
        })],
        Profile = [.. definition.Profile.Select(field => new DraftField
        {
            Code = field.Code,
            Label = DraftText.Of(field.Label),
            Options = [.. field.Options.Select(option => new DraftFieldOption { Code = option.Code, Text = DraftText.Of(option.Label) })],
        })],
    };

    /// <summary>The questionnaire file that it makes.</summary>
    public string ToFile(string code)
    {
        var profile = new JsonObject();
        foreach (var field in Profile.Where(field => !profile.ContainsKey(field.Code ?? "")))
        {
            profile[field.Code ?? ""] = new JsonObject
            {
                ["label"] = field.Label.ToJson(),
                ["options"] = new JsonArray([.. field.Options.Select(option => option.Text.ToJson(("code", option.Code ?? "")))]),
            };
        }

        var file = new JsonObject
        {
            ["code"] = code,
            ["formula"] = QuestionnaireJson.EqualWeights,
            ["name"] = Name.ToJson(),
            ["scale"] = new JsonObject { ["min"] = ScaleMin, ["max"] = ScaleMax },
            ["quality_table"] = new JsonArray([.. Grades.Select(grade => grade.Name.ToJson(("grade", grade.Letter ?? ""), ("from", grade.From ?? ""), ("to", grade.To ?? "")))]),
            ["elements"] = new JsonArray([.. Elements.Select((element, at) =>
            {
                var item = new JsonObject { ["code"] = element.Code ?? "", ["number"] = at + 1, ["name"] = element.Name.ToJson() };
                if (!element.Definition.IsEmpty)
                {
                    item["definition"] = element.Definition.ToJson();
                }

                return item;
            })]),
            ["questions"] = new JsonArray([.. Questions.Select((question, at) => question.ToJson(at + 1))]),
        };
        if (Basis is not null)
        {
            file["basis"] = Basis;
        }

        if (!Comment.IsEmpty)
        {
            file["comment"] = Comment.ToJson();
        }

        if (Profile.Count > 0)
        {
            file["profile"] = profile;
        }

        return QuestionnaireImport.Readable(file);
    }

    /// <summary>Whether it can be published, and else why not.</summary>
    public (QuestionnaireDefinition? Definition, IReadOnlyList<LocalText> Problems) Check(string code)
    {
        var twice = Profile.GroupBy(field => field.Code ?? "", StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            return (null, [new($"Kode kolom profil \"{twice.Key}\" muncul lebih dari sekali.", $"The code \"{twice.Key}\" names more than one profile field.")]);
        }

        try
        {
            return (QuestionnaireImport.Check(ToFile(code)).Definition, []);
        }
        catch (QuestionnaireFormatException exception)
        {
            return (null, exception.Errors);
        }
    }

    /// <summary>What people wrote, with whose it is and how long it may be. Codes count as translated.</summary>
    public IEnumerable<(LocalText Owner, DraftText Text, int Most)> Texts()
    {
        yield return (new("Nama kuesioner", "Name"), Name, NameMaxLength);
        yield return (new("Dasar hukum", "Regulation"), new DraftText { Id = Basis, En = Basis }, NameMaxLength);
        yield return (new("Judul kolom saran", "Label of the comment"), Comment, NameMaxLength);
        foreach (var grade in Grades)
        {
            yield return (new($"Mutu {grade.Letter}", $"Grade {grade.Letter}"), grade.Name, NameMaxLength);
        }

        foreach (var element in Elements)
        {
            var owner = new LocalText($"Unsur {element.Code}", $"Element {element.Code}");
            yield return (owner, element.Name, NameMaxLength);
            yield return (owner, element.Definition, TextMaxLength);
        }

        foreach (var (at, question) in Questions.Index())
        {
            var owner = new LocalText($"Pertanyaan {at + 1}", $"Question {at + 1}");
            yield return (owner, question.Text, TextMaxLength);
            foreach (var option in question.Options)
            {
                yield return (owner, option.Text, NameMaxLength);
            }
        }

        foreach (var field in Profile)
        {
            var owner = new LocalText($"Profil {field.Code}", $"Profile {field.Code}");
            yield return (owner, field.Label, NameMaxLength);
            foreach (var option in field.Options)
            {
                yield return (owner, new DraftText { Id = option.Code, En = option.Code }, BandCodeMaxLength);
                yield return (owner, option.Text, NameMaxLength);
            }
        }
    }

    private static string Limit(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}

/// <summary>A text in both languages; where the English one is missing, the Indonesian one is shown.</summary>
public sealed class DraftText
{
    public string? Id { get; set; }
    public string? En { get; set; }

    [JsonIgnore]
    public bool IsEmpty => string.IsNullOrEmpty(Id) && string.IsNullOrEmpty(En);

    public static DraftText Of(LocalText text) => new()
    {
        Id = text.Indonesian.Length == 0 ? null : text.Indonesian,
        En = text.English.Length == 0 || text.English == text.Indonesian ? null : text.English,
    };

    [JsonIgnore]
    public LocalText Shown => new(Id ?? En ?? "", En ?? Id ?? "");

    internal JsonObject ToJson(params (string Name, JsonNode Value)[] before)
    {
        var json = new JsonObject();
        foreach (var (name, value) in before)
        {
            json[name] = value;
        }

        json["id"] = Id ?? "";
        if (!string.IsNullOrEmpty(En))
        {
            json["en"] = En;
        }

        return json;
    }
}

/// <summary>A row of the quality table; limits with a decimal point.</summary>
public sealed class DraftGrade
{
    public string? Letter { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public DraftText Name { get; set; } = new();
}

public sealed class DraftElement
{
    public string? Code { get; set; }
    public DraftText Name { get; set; } = new();
    public DraftText Definition { get; set; } = new();
}

public sealed class DraftQuestion
{
    /// <summary>Column of its answers in files, where a questionnaire file gave it one; else that of its element.</summary>
    public string? Code { get; set; }
    public string? Element { get; set; }
    public DraftText Text { get; set; } = new();
    public bool NotApplicable { get; set; }
    public bool Required { get; set; }
    public List<DraftOption> Options { get; set; } = [];

    internal JsonObject ToJson(int position)
    {
        var json = new JsonObject { ["position"] = position, ["element"] = Element ?? "" };
        if (Code is not null)
        {
            json["code"] = Code;
        }

        json["text"] = Text.ToJson();
        json["not_applicable"] = NotApplicable;
        json["required"] = Required;
        json["options"] = new JsonArray([.. Options.Select(option => option.Text.ToJson(("score", option.Score)))]);
        return json;
    }
}

public sealed class DraftOption
{
    public int Score { get; set; }
    public DraftText Text { get; set; } = new();
}

/// <summary>A question about the person, in bands.</summary>
public sealed class DraftField
{
    public string? Code { get; set; }
    public DraftText Label { get; set; } = new();
    public List<DraftFieldOption> Options { get; set; } = [];
}

public sealed class DraftFieldOption
{
    public string? Code { get; set; }
    public DraftText Text { get; set; } = new();
}
