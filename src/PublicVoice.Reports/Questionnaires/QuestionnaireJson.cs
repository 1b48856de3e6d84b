using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Questionnaires;

/// <summary>Reads questionnaire versions from JSON. The form is described in docs/questionnaires.md.</summary>
public static partial class QuestionnaireJson
{
    /// <summary>Index = 100 / highest score × mean over answered elements of the mean over their questions; equal weights.</summary>
    public const string EqualWeights = "equal-weights-1";

    private const int MaxElements = 40;
    private const int MaxQuestions = 60;
    private const int MaxProfileFields = 20;
    private const int MaxProfileOptions = 36;

    /// <summary>Keys that may stand anywhere.</summary>
    private static readonly string[] Notes = ["definition", "basis", "comment", "number"];

    /// <exception cref="QuestionnaireFormatException">The text is not JSON or breaks a rule; all reasons are listed.</exception>
    public static QuestionnaireDefinition Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var errors = new List<LocalText>();
            var definition = new Reader(errors).Read(document.RootElement);
            return errors.Count == 0 && definition is not null ? definition : throw new QuestionnaireFormatException(errors);
        }
        catch (JsonException exception)
        {
            throw new QuestionnaireFormatException([new(
                $"Bukan JSON yang sah (baris {exception.LineNumber + 1}, posisi {exception.BytePositionInLine + 1}).",
                $"Not valid JSON (line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1}).")]);
        }
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();

    private sealed class Reader(List<LocalText> errors)
    {
        private static readonly LocalText Whole = new("kuesioner", "the questionnaire");

        public QuestionnaireDefinition? Read(JsonElement root)
        {
            if (root.ValueKind != JsonValueKind.Object)
            {
                Add("Berkas harus berisi satu objek JSON.", "The file must hold one JSON object.");
                return null;
            }

            Keys(root, Whole, "code", "version", "formula", "name", "scale", "quality_table", "elements", "questions", "profile");
            var code = Code(root, "code", Whole);
            var version = Integer(root, "version") ?? 1;
            var formula = Text(root, "formula") ?? EqualWeights;
            Check(version >= 1, "\"version\" harus 1 atau lebih.", "\"version\" must be 1 or more.");
            Check(formula == EqualWeights, $"Rumus \"{formula}\" tidak dikenal; rilis ini mengenal \"{EqualWeights}\".", $"Unknown formula \"{formula}\"; this release knows \"{EqualWeights}\".");
            var (min, max) = Scale(root);
            var table = Table(root, max);
            var elements = List(root, "elements", MaxElements).Select(ReadElement).ToList();
            Unique(elements.Select(element => element.Code), new("Unsur", "Element"));
            elements = [.. elements.OrderBy(element => element.Number)];
            var questions = Questions(root, elements, min, max);
            return errors.Count > 0 || table is null
                ? null
                : new QuestionnaireDefinition
                {
                    Code = code,
                    Version = version,
                    Name = Both(root, "name", Whole),
                    Basis = Text(root, "basis") ?? "",
                    Formula = formula,
                    ScaleMin = min,
                    ScaleMax = max,
                    QualityTable = table,
                    Elements = elements,
                    Questions = questions,
                    Profile = Profile(root),
                    Comment = root.TryGetProperty("comment", out _)
                        ? Both(root, "comment", Whole)
                        : new LocalText("Saran atau masukan", "Suggestions"),
                } is var definition && errors.Count == 0 ? definition : null;
        }

        private (int Min, int Max) Scale(JsonElement root)
        {
            if (!root.TryGetProperty("scale", out var scale) || Integer(scale, "min") is not { } min || Integer(scale, "max") is not { } max)
            {
                Add("\"scale\" memerlukan bilangan bulat \"min\" dan \"max\".", "\"scale\" needs whole numbers \"min\" and \"max\".");
                return (1, 4);
            }

            Keys(scale, new("\"scale\"", "\"scale\""), "min", "max");

            Check(min is >= 1 and <= 9 && max is >= 1 and <= 9 && min < max, "Skala harus di antara 1 dan 9, terendah di bawah tertinggi.", "The scale must lie within 1 to 9, min below max.");
            return (min, max);
        }

        private QualityTable? Table(JsonElement root, int max)
        {
            var grades = new List<QualityGrade>();
            foreach (var item in List(root, "quality_table", 9))
            {
                Keys(item, new("satu baris \"quality_table\"", "an entry of \"quality_table\""), "grade", "from", "to", "id", "en");
                if (Decimal(item, "from") is { } from && Decimal(item, "to") is { } to && Text(item, "grade") is { Length: > 0 and <= 4 } letter)
                {
                    grades.Add(new QualityGrade(letter, from, to, Both(item, null, new($"mutu {letter}", $"grade {letter}"))));
                }
                else
                {
                    Add("Tiap baris tabel mutu (\"quality_table\") memerlukan huruf (\"grade\"), batas bawah (\"from\"), dan batas atas (\"to\").", "Each entry of \"quality_table\" needs \"grade\", \"from\" and \"to\".");
                }
            }

            if (grades.Count == 0)
            {
                return null;
            }

            Unique(grades.Select(grade => grade.Letter), new("Mutu", "Grade"));
            grades.Sort((a, b) => b.From.CompareTo(a.From));
            Check(grades[0].To == 100m, "Mutu tertinggi harus berakhir pada 100,00.", "The highest grade must end at 100.00.");
            Check(grades[^1].From <= decimal.Round(100m / max, 2), "Mutu terendah harus mulai pada indeks terendah yang mungkin (100 / skor tertinggi) atau di bawahnya.", "The lowest grade must begin at the lowest possible index (100 / highest score) or below.");
            for (var i = 0; i + 1 < grades.Count; i++)
            {
                Check(grades[i].From == grades[i + 1].To + 0.01m, $"Mutu {grades[i + 1].Letter} dan {grades[i].Letter} harus bersambung: yang satu berakhir 0,01 di bawah awal yang berikut.", $"Grades {grades[i + 1].Letter} and {grades[i].Letter} must meet: one ends 0.01 below where the next begins.");
            }

            return new QualityTable(grades);
        }

        private Element ReadElement(JsonElement item)
        {
            var code = Code(item, "code", new("unsur", "an element"));
            var owner = new LocalText($"unsur {code}", $"element {code}");
            Keys(item, owner, "code", "name");
            var number = Integer(item, "number") ?? 0;
            Check(number >= 1, $"Unsur {code} memerlukan nomor (\"number\") 1 atau lebih.", $"Element {code} needs a \"number\" of 1 or more.");
            return new Element(
                code,
                number,
                Both(item, "name", owner),
                item.TryGetProperty("definition", out _) ? Both(item, "definition", owner) : new LocalText("", ""));
        }

        private List<Question> Questions(JsonElement root, List<Element> elements, int min, int max)
        {
            var raw = List(root, "questions", MaxQuestions)
                .Select((item, index) => (Item: item, Position: Integer(item, "position") ?? index + 1, Element: Text(item, "element") ?? ""))
                .OrderBy(entry => entry.Position)
                .ToList();
            Unique(raw.Select(entry => entry.Position.ToString(CultureInfo.InvariantCulture)), new("Posisi pertanyaan", "Question position"));
            var questions = new List<Question>();
            foreach (var (item, position, element) in raw)
            {
                var owner = new LocalText($"pertanyaan {position}", $"question {position}");
                Keys(item, owner, "code", "position", "element", "text", "options", "not_applicable", "required");
                var siblings = raw.Where(other => other.Element == element).ToList();
                var key = siblings.Count == 1 ? element : $"{element}.{siblings.FindIndex(other => other.Position == position) + 1}";
                Check(elements.Exists(known => known.Code == element), $"Pertanyaan {position} menyebut unsur \"{element}\" yang tidak ada.", $"Question {position} names the unknown element \"{element}\".");
                var options = List(item, "options", 9)
                    .Select(option => new QuestionOption(Integer(option, "score") ?? 0, Both(option, null, new($"pilihan jawaban pertanyaan {position}", $"an option of question {position}"), "score")))
                    .ToList();
                Check(options.Count >= 2, $"Pertanyaan {position} memerlukan 2 sampai 9 pilihan jawaban.", $"Question {position} needs 2 to 9 options.");
                Check(options.TrueForAll(option => option.Score >= min && option.Score <= max), $"Pertanyaan {position} mempunyai skor di luar {min} sampai {max}.", $"Question {position} has a score outside {min} to {max}.");
                Unique(options.Select(option => option.Score.ToString(CultureInfo.InvariantCulture)), new($"Pertanyaan {position}: skor", $"Question {position}: score"));
                questions.Add(new Question(
                    item.TryGetProperty("code", out _) ? Code(item, "code", owner) : key,
                    element,
                    position,
                    Both(item, "text", owner),
                    options,
                    Flag(item, "not_applicable", false),
                    Flag(item, "required", true)));
            }

            Unique(questions.Select(question => question.Code), new("Kode pertanyaan", "Question code"));
            foreach (var code in elements.Select(element => element.Code).Where(code => !questions.Exists(question => question.ElementCode == code)))
            {
                Add($"Tidak ada pertanyaan tentang unsur {code}.", $"No question asks for element {code}.");
            }

            return questions;
        }

        private List<ProfileField> Profile(JsonElement root)
        {
            var fields = new List<ProfileField>();
            if (!root.TryGetProperty("profile", out var profile))
            {
                return fields;
            }

            if (profile.ValueKind != JsonValueKind.Object)
            {
                Add("\"profile\" harus berupa objek berisi kolom.", "\"profile\" must be an object of fields.");
                return fields;
            }

            foreach (var property in profile.EnumerateObject())
            {
                var owner = new LocalText($"kolom profil {property.Name}", $"profile field {property.Name}");
                Check(CodePattern().IsMatch(property.Name), $"Kode kolom profil \"{property.Name}\" tidak sah.", $"Profile field \"{property.Name}\" is not a valid code.");
                var options = property.Value.ValueKind == JsonValueKind.Object
                    ? List(property.Value, "options", MaxProfileOptions)
                    : property.Value.ValueKind == JsonValueKind.Array ? [.. property.Value.EnumerateArray()] : [];
                Keys(property.Value, owner, "label", "options");
                Check(options.Count is >= 2 and <= MaxProfileOptions, $"Kolom profil {property.Name} memerlukan 2 sampai {MaxProfileOptions} pilihan.", $"Profile field {property.Name} needs 2 to {MaxProfileOptions} options.");
                var label = property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("label", out _)
                    ? Both(property.Value, "label", owner)
                    : StandardLabels.Field(property.Name);
                fields.Add(new ProfileField(property.Name, label, [.. options.Select(option => Option(property.Name, option))]));
                Unique(fields[^1].Options.Select(option => option.Code), new($"Kolom profil {property.Name}: pilihan", $"Profile field {property.Name}: option"));
            }

            Check(fields.Count <= MaxProfileFields, $"Paling banyak {MaxProfileFields} kolom profil.", $"At most {MaxProfileFields} profile fields.");
            return fields;
        }

        private ProfileOption Option(string field, JsonElement option)
        {
            if (option.ValueKind == JsonValueKind.String)
            {
                var code = option.GetString()!;
                return new ProfileOption(code, StandardLabels.Option(field, code));
            }

            Keys(option, new($"pilihan kolom profil {field}", $"an option of profile field {field}"), "code", "id", "en");
            var named = option.ValueKind == JsonValueKind.Object ? Text(option, "code") : null;
            if (string.IsNullOrWhiteSpace(named))
            {
                Add($"Satu pilihan kolom profil {field} belum punya kode (\"code\").", $"An option of profile field {field} needs a \"code\".");
                return new ProfileOption("", new LocalText("", ""));
            }

            return new ProfileOption(named, option.TryGetProperty("id", out _) ? Both(option, null, new($"pilihan {named}", $"option {named}")) : StandardLabels.Option(field, named));
        }

        private string Code(JsonElement item, string name, LocalText owner)
        {
            var code = Text(item, name) ?? "";
            Check(CodePattern().IsMatch(code), $"Kode {owner.Indonesian} (\"{code}\") harus terdiri dari 1 sampai 40 huruf, angka, titik, tanda hubung, atau garis bawah.", $"The {name} of {owner.English} (\"{code}\") must be 1 to 40 letters, digits, dots, hyphens or underscores.");
            return code;
        }

        /// <summary>A misspelt key would otherwise be a setting silently lost.</summary>
        private void Keys(JsonElement item, LocalText owner, params string[] known)
        {
            if (item.ValueKind == JsonValueKind.Object)
            {
                errors.AddRange(item.EnumerateObject().Select(property => property.Name)
                    .Where(name => !name.StartsWith('_') && !name.StartsWith('$') && !known.Contains(name, StringComparer.Ordinal) && !Notes.Contains(name, StringComparer.Ordinal))
                    .Select(name => new LocalText(
                        $"{owner.Indonesian}: kunci \"{name}\" tidak dikenal ({string.Join(", ", known)}; catatan diawali _ atau $).",
                        $"{owner.English}: the key \"{name}\" is not known ({string.Join(", ", known)}; a note begins with _ or $).")));
            }
        }

        private LocalText Both(JsonElement item, string? name, LocalText owner, params string[] beside)
        {
            var holder = item;
            if (name is not null && !item.TryGetProperty(name, out holder))
            {
                Add($"{owner.Indonesian}: \"{name}\" belum ada.", $"{owner.English}: \"{name}\" is missing.");
                return new LocalText("", "");
            }

            if (name is not null || beside.Length > 0)
            {
                Keys(holder, name is null ? owner : new($"{owner.Indonesian}, \"{name}\"", $"{owner.English}, \"{name}\""), [.. beside, "id", "en"]);
            }

            var indonesian = Text(holder, "id");
            if (string.IsNullOrWhiteSpace(indonesian))
            {
                Add(
                    $"{owner.Indonesian}: teks bahasa Indonesia{(name is null ? "" : $" untuk \"{name}\"")} (\"id\") belum diisi.",
                    $"{owner.English}: the Indonesian text{(name is null ? "" : $" of \"{name}\"")} (\"id\") is missing.");
                return new LocalText("", "");
            }

            return new LocalText(indonesian.Trim(), Text(holder, "en") is { } english && !string.IsNullOrWhiteSpace(english) ? english.Trim() : indonesian.Trim());
        }

        private List<JsonElement> List(JsonElement item, string name, int most)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            {
                Add($"\"{name}\" harus berupa daftar dengan sedikitnya satu isi.", $"\"{name}\" must be a list with at least one entry.");
                return [];
            }

            Check(list.GetArrayLength() <= most, $"\"{name}\" berisi lebih dari {most}.", $"\"{name}\" has more than {most} entries.");
            return [.. list.EnumerateArray()];
        }

        private static string? Text(JsonElement item, string name) =>
            item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        private static int? Integer(JsonElement item, string name) =>
            item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
                ? number
                : null;

        private static decimal? Decimal(JsonElement item, string name)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var value))
            {
                return null;
            }

            return value.ValueKind switch
            {
                JsonValueKind.Number when value.TryGetDecimal(out var number) => number,
                JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
                _ => null,
            };
        }

        private bool Flag(JsonElement item, string name, bool otherwise)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty(name, out var value))
            {
                return otherwise;
            }

            Check(value.ValueKind is JsonValueKind.True or JsonValueKind.False, $"\"{name}\" harus true atau false.", $"\"{name}\" must be true or false.");
            return value.ValueKind == JsonValueKind.True;
        }

        private void Unique(IEnumerable<string> values, LocalText what)
        {
            foreach (var twice in values.GroupBy(value => value, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key))
            {
                Add($"{what.Indonesian} \"{twice}\" muncul lebih dari sekali.", $"{what.English} \"{twice}\" appears more than once.");
            }
        }

        private void Check(bool holds, string indonesian, string english)
        {
            if (!holds)
            {
                Add(indonesian, english);
            }
        }

        private void Add(string indonesian, string english) => errors.Add(new LocalText(indonesian, english));
    }
}
