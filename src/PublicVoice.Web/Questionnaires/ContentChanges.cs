using PublicVoice.Reports;

namespace PublicVoice.Web.Questionnaires;

/// <summary>One thing that differs between two questionnaires.</summary>
/// <param name="Key">The same in every language, for the audit log.</param>
/// <param name="Before">Null where it is new.</param>
/// <param name="After">Null where it is left out.</param>
public sealed record ContentChange(string Key, LocalText Label, string? Before, string? After);

/// <summary>Tells what differs between two questionnaires, element by element and question by question.</summary>
public static class ContentChanges
{
    public static IReadOnlyList<ContentChange> Between(DraftContent before, DraftContent after)
    {
        var (old, current) = (Facts(before), Facts(after));
        return [.. old.Keys.Concat(current.Keys.Where(key => !old.ContainsKey(key)))
            .Select(key => new ContentChange(key, (current.TryGetValue(key, out var fact) ? fact : old[key]).Label, Value(old, key), Value(current, key)))
            .Where(change => change.Before != change.After)];
    }

    private static string? Value(Dictionary<string, (LocalText Label, string Value)> facts, string key) =>
        facts.TryGetValue(key, out var fact) && fact.Value.Length > 0 ? fact.Value : null;

    private static Dictionary<string, (LocalText Label, string Value)> Facts(DraftContent content)
    {
        var facts = new Dictionary<string, (LocalText, string)>(StringComparer.Ordinal);
        Texts("name", new("Nama", "Name"), content.Name);
        Add("basis", new("Dasar hukum", "Regulation"), content.Basis);
        Texts("comment", new("Judul kolom saran", "Label of the comment"), content.Comment);
        Add("scale", new("Skala", "Scale"), $"{content.ScaleMin}–{content.ScaleMax}");
        foreach (var grade in content.Grades)
        {
            Add($"grade {grade.Letter}", new($"Mutu {grade.Letter}", $"Grade {grade.Letter}"), $"{grade.From}–{grade.To}: {Pair(grade.Name)}");
        }

        foreach (var (at, element) in content.Elements.Index())
        {
            var owner = new LocalText($"Unsur {element.Code}", $"Element {element.Code}");
            Add($"element {element.Code}", With(owner, "nomor", "number"), $"{at + 1}");
            Texts($"element {element.Code}, name", With(owner, "nama", "name"), element.Name);
            Texts($"element {element.Code}, definition", With(owner, "pengertian", "definition"), element.Definition);
        }

        foreach (var (at, question) in content.Questions.Index())
        {
            var siblings = content.Questions.Where(other => other.Element == question.Element).ToList();
            var key = siblings.Count == 1 ? question.Element : $"{question.Element}.{siblings.IndexOf(question) + 1}";
            var owner = new LocalText($"Pertanyaan {key}", $"Question {key}");
            Add($"question {key}", With(owner, "urutan", "position"), $"{at + 1}");
            Add($"question {key}, code", With(owner, "kode kolom", "code of its column"), question.Code);
            Texts($"question {key}, text", With(owner, "teks", "text"), question.Text);
            Add($"question {key}, required", With(owner, "wajib dijawab", "must be answered"), question.Required ? "✓" : "–");
            Add($"question {key}, not applicable", With(owner, "boleh “tidak berlaku”", "may be “not applicable”"), question.NotApplicable ? "✓" : "–");
            foreach (var option in question.Options)
            {
                Add($"question {key}, option {option.Score}", With(owner, $"pilihan {option.Score}", $"option {option.Score}"), Pair(option.Text));
            }
        }

        foreach (var field in content.Profile)
        {
            var owner = new LocalText($"Profil {field.Code}", $"Profile {field.Code}");
            Texts($"profile {field.Code}", With(owner, "judul", "label"), field.Label);
            Add($"profile {field.Code}, options", With(owner, "pilihan", "options"), string.Join("; ", field.Options.Select(option => $"{option.Code} = {Pair(option.Text)}")));
        }

        return facts;

        void Texts(string key, LocalText label, DraftText text)
        {
            Add($"{key} (id)", With(label, "bahasa Indonesia", "Indonesian"), text.Id);
            Add($"{key} (en)", With(label, "bahasa Inggris", "English"), text.En);
        }

        void Add(string key, LocalText label, string? value)
        {
            var count = facts.Keys.Count(known => known == key || known.StartsWith(key + " #", StringComparison.Ordinal)); // two of one code, in a draft
            facts.Add(count == 0 ? key : $"{key} #{count + 1}", (label, value ?? ""));
        }
    }

    private static LocalText With(LocalText owner, string indonesian, string english) => new($"{owner.Indonesian}, {indonesian}", $"{owner.English}, {english}");

    private static string Pair(DraftText text) => text.En is null ? text.Id ?? "" : $"{text.Id} / {text.En}";
}
