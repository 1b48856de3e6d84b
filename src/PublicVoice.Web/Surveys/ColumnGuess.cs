using System.Text.RegularExpressions;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>Guesses what the columns of somebody's file mean, from their names and from what stands in them. A person has the last word.</summary>
public sealed partial class ColumnGuess(QuestionnaireDefinition definition, IReadOnlyList<AskedQuestion> extras, IReadOnlyList<Service> services)
{
    private const double SameQuestion = 0.6;

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        [ResponseColumns.SubmittedOn] = ["timestamp", "capwaktu", "stempelwaktu", "tanggal", "tanggalsurvei", "tanggalpengisian", "tanggalisi", "hari", "date", "submittedat", "waktupengisian"],
        [ResponseColumns.Row] = ["no", "nomor", "nourut", "nomorurut", "id", "norespondendata", "noresponden", "nomorresponden"],
        ["sex"] = ["jeniskelamin", "kelamin", "jk", "gender"],
        ["age_band"] = ["usia", "umur", "age", "kelompokumur", "kelompokusia"],
        ["education"] = ["pendidikan", "pendidikanterakhir"],
        ["occupation"] = ["pekerjaan", "pekerjaanutama"],
    };

    private static readonly string[] CommentWords = ["saran", "komentar", "masukan", "kritik", "keluhan", "comment", "suggestion"];

    /// <summary>Words that stand in many questions, such as "bagaimana pendapat Saudara tentang".</summary>
    private readonly HashSet<string> ordinary =
    [
        .. definition.Questions.SelectMany(question => Words(question.Text.Indonesian).Concat(Words(question.Text.English)).Distinct(StringComparer.Ordinal))
            .GroupBy(word => word, StringComparer.Ordinal).Where(word => word.Count() > Math.Max(1, definition.Questions.Count / 4)).Select(word => word.Key),
    ];

    /// <summary>For each column its meaning; null where nothing fits.</summary>
    public IReadOnlyList<string?> Of(ScannedFile file)
    {
        var meanings = new string?[file.Columns.Count];
        Func<ScannedColumn, string?>[] rules = [ByCode, ByName, ByExtra, ByQuestion, ByOptions, ByElement, ByProfile, ByServiceOrComment, ByNumber];
        foreach (var rule in rules)
        {
            for (var at = 0; at < meanings.Length; at++)
            {
                if (meanings[at] is null && rule(file.Columns[at]) is { } meaning && !meanings.Contains(meaning, StringComparer.Ordinal))
                {
                    meanings[at] = meaning;
                }
            }
        }

        return meanings;
    }

    /// <summary>Everything that a column may be, in the order in which it is offered.</summary>
    public static IReadOnlyList<string> Meanings(QuestionnaireDefinition definition, IReadOnlyList<AskedQuestion> extras) =>
    [
        ResponseColumns.SubmittedOn, ResponseColumns.Service, ResponseColumns.Unit, .. definition.QuestionKeys, .. extras.Select(ExtraCells.ColumnOf),
        .. definition.Profile.Select(field => field.Code), ResponseColumns.Comment, ResponseColumns.Row, ResponseColumns.Key,
    ];

    private string? ByCode(ScannedColumn column) => Meanings(definition, extras).FirstOrDefault(meaning => meaning.Equals(column.Name, StringComparison.OrdinalIgnoreCase));

    private string? ByName(ScannedColumn column)
    {
        var loose = ImportText.Loose(column.Name);
        return Names.FirstOrDefault(pair => pair.Value.Contains(loose) && Meanings(definition, extras).Contains(pair.Key, StringComparer.Ordinal)).Key;
    }

    /// <summary>The extra question whose text, or whose column in an export, is the column's name.</summary>
    private string? ByExtra(ScannedColumn column)
    {
        var loose = ImportText.Loose(column.Name);
        return extras.Where(asked => column.Name.Equals(ExtraCells.VersionColumnOf(asked), StringComparison.OrdinalIgnoreCase)
                || new[] { asked.Content.Text.Indonesian, asked.Content.Text.English }.Any(text => ImportText.Loose(text) is { Length: > 0 } asks && loose.StartsWith(asks, StringComparison.Ordinal)))
            .Select(ExtraCells.ColumnOf).FirstOrDefault();
    }

    /// <summary>The question whose text the column's name holds, else the one whose telling words it shares most, where it shares enough.</summary>
    private string? ByQuestion(ScannedColumn column)
    {
        var (best, most) = (-1, 0.0);
        for (var at = 0; at < definition.Questions.Count; at++)
        {
            var text = definition.Questions[at].Text;
            var likeness = Math.Max(Likeness(column.Name, text.Indonesian), Likeness(column.Name, text.English));
            (best, most) = likeness > most ? (at, likeness) : (best, most);
        }

        return most >= SameQuestion ? definition.QuestionKeys[best] : null;
    }

    /// <summary>The one question that has all these answers as the texts of its options.</summary>
    private string? ByOptions(ScannedColumn column)
    {
        if (column.Values.Count < 2 || column.HasMore || column.Values.All(value => value.Length <= 2))
        {
            return null; // a score alone fits every question
        }

        var fitting = Enumerable.Range(0, definition.Questions.Count)
            .Where(at => column.Values.All(value => MappedFile.ScoreOf(definition.Questions[at], value) is { Length: > 0 })).ToList();
        return fitting.Count == 1 ? definition.QuestionKeys[fitting[0]] : null;
    }

    /// <summary>The element whose name stands in the column's name.</summary>
    private string? ByElement(ScannedColumn column)
    {
        var loose = ImportText.Loose(column.Name);
        var found = definition.Elements
            .Where(element => element.Code.Length > 3 && definition.QuestionsOf(element.Code).Count == 1
                && new[] { element.Code, element.Name.Indonesian, element.Name.English }.Any(name => loose.Contains(ImportText.Loose(name), StringComparison.Ordinal)))
            .ToList();
        return found.Count == 1 && HasScores(column, definition.QuestionsOf(found[0].Code)[0]) ? definition.QuestionKeys[definition.QuestionsOf(found[0].Code)[0]] : null;
    }

    private string? ByProfile(ScannedColumn column)
    {
        var loose = ImportText.Loose(column.Name);
        foreach (var field in definition.Profile)
        {
            var labels = new[] { field.Code, field.Label.Indonesian, field.Label.English }.Select(ImportText.Loose).Concat(Names.GetValueOrDefault(field.Code, []));
            var values = new ProfileValues(field);
            if (labels.Any(label => label.Length > 2 && loose.Contains(label, StringComparison.Ordinal))
                || (column.Values.Count > 0 && !column.HasMore && column.Values.Any(value => value.Length > 1) && column.Values.All(value => values.Find(value) is not null)))
            {
                return field.Code;
            }
        }

        return null;
    }

    private string? ByServiceOrComment(ScannedColumn column)
    {
        var loose = ImportText.Loose(column.Name);
        if (column.Values.Count > 0 && column.Values.Count(value => Service.Find(services, value) is not null) * 2 > column.Values.Count)
        {
            return ResponseColumns.Service;
        }

        return CommentWords.Any(word => loose.Contains(word, StringComparison.Ordinal)) ? ResponseColumns.Comment : null;
    }

    /// <summary>U1, P3, "Unsur 9", "5. …": the question's place on the form.</summary>
    private string? ByNumber(ScannedColumn column)
    {
        var match = Numbered().Match(column.Name);
        return match.Success && int.TryParse(match.Groups["number"].Value, out var number) && number >= 1 && number <= definition.Questions.Count && HasScores(column, number - 1)
            ? definition.QuestionKeys[number - 1]
            : null;
    }

    /// <summary>More values than not are scores: a slip of the pen in one row changes no column's meaning.</summary>
    private bool HasScores(ScannedColumn column, int question) =>
        column.Values.Count(value => MappedFile.ScoreOf(definition.Questions[question], value) is not null) * 2 > column.Values.Count;

    /// <summary>1 where one text holds the other; else the words in common, as a share of those that tell questions apart.</summary>
    private double Likeness(string name, string question)
    {
        if (ImportText.Loose(name).Contains(ImportText.Loose(question), StringComparison.Ordinal))
        {
            return 1;
        }

        var (first, second) = (TellingWords(name), TellingWords(question));
        var (least, most) = (Math.Min(first.Count, second.Count), Math.Max(first.Count, second.Count));
        return least < 2 ? 0 : first.Count(second.Contains) / Math.Max(least, most * 0.6) * 0.99;
    }

    private HashSet<string> TellingWords(string text) => [.. Words(text).Where(word => !ordinary.Contains(word))];

    private static HashSet<string> Words(string text) =>
        [.. text.Split([' ', '/', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(ImportText.Loose).Where(word => word.Length > 3)];

    [GeneratedRegex(@"^\s*(?:u|p|q|soal|unsur|pertanyaan|question)?\s*(?<number>\d{1,2})\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Numbered();
}
