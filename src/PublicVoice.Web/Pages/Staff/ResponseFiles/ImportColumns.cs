using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>A text in a question's column that the questionnaire does not know.</summary>
/// <param name="Question">What the column means.</param>
/// <param name="Score">What it was taken for; "" where nobody has said yet.</param>
public sealed record UnknownText(string Field, string Question, string Text, string Score);

/// <summary>The form in which columns and unknown texts are given a meaning.</summary>
public sealed class ImportColumns
{
    private const int MostUnknown = 100;

    private readonly ScannedFile file;
    private readonly QuestionnaireDefinition definition;
    private readonly IReadOnlyList<AskedQuestion> extras;
    private readonly string?[] meanings;
    private readonly Func<string, string> scoreOf;
    private readonly List<(string Field, LocalText Text)> errors = [];

    private ImportColumns(ScannedFile file, QuestionnaireDefinition definition, IReadOnlyList<AskedQuestion> extras, string?[] meanings, Func<string, string> scoreOf, bool monthFirst) =>
        (this.file, this.definition, this.extras, this.meanings, this.scoreOf, MonthFirst) = (file, definition, extras, meanings, scoreOf, monthFirst);

    public IReadOnlyList<ScannedColumn> Columns => file.Columns;

    public int Rows => file.Rows;

    public bool MonthFirst { get; }

    public IReadOnlyList<(string Field, LocalText Text)> Errors => errors;

    /// <summary>Dates in this file could have the day or the month first.</summary>
    public bool AsksOrder => DateColumn is { } dates && dates.Values.Any(MappedFile.HasOrder);

    private ScannedColumn? DateColumn => Array.IndexOf(meanings, ResponseColumns.SubmittedOn) is >= 0 and var at ? file.Columns[at] : null;

    public static string FieldOf(int column) => $"c{column}";

    /// <summary>As guessed, or as the last file with the same header had it.</summary>
    public static ImportColumns Suggest(ScannedFile file, QuestionnaireDefinition definition, IReadOnlyList<AskedQuestion> extras, IReadOnlyList<Service> services, ResponseMapping? remembered)
    {
        var known = ColumnGuess.Meanings(definition, extras);
        string?[] chosen = remembered?.Columns.Count == file.Columns.Count && remembered.Columns.All(meaning => meaning is null || known.Contains(meaning, StringComparer.Ordinal))
            ? [.. remembered.Columns.Select(meaning => meaning ?? ColumnChoices.Ignored)]
            : [.. new ColumnGuess(definition, extras, services).Of(file).Select((meaning, at) => meaning ?? (file.Columns[at].IsEmpty ? ColumnChoices.Ignored : null))];
        var dates = Array.IndexOf(chosen, ResponseColumns.SubmittedOn) is >= 0 and var at ? file.Columns[at].Values : [];
        var monthFirst = dates.Select(MappedFile.IsDayFirst).FirstOrDefault(isDayFirst => isDayFirst is not null) is { } dayFirst ? !dayFirst : remembered?.MonthFirst ?? false;
        var columns = new ImportColumns(file, definition, extras, chosen, _ => "", monthFirst);
        return new ImportColumns(file, definition, extras, chosen, field => Remembered(columns, remembered, field), monthFirst);
    }

    /// <summary>As the form was sent.</summary>
    public static ImportColumns Read(ScannedFile file, QuestionnaireDefinition definition, IReadOnlyList<AskedQuestion> extras, Func<string, string?> posted, bool monthFirst)
    {
        var known = ColumnGuess.Meanings(definition, extras);
        var chosen = Enumerable.Range(0, file.Columns.Count).Select(at => posted(FieldOf(at)) is { } meaning && (meaning == ColumnChoices.Ignored || known.Contains(meaning, StringComparer.Ordinal)) ? meaning : null).ToArray();
        var columns = new ImportColumns(file, definition, extras, chosen, field => posted(field) ?? "", monthFirst);
        columns.Check();
        return columns;
    }

    /// <summary>"" where nobody has said yet.</summary>
    public string MeaningOf(int column) => meanings[column] ?? "";

    public LocalText? ErrorOf(string field) => errors.Find(error => error.Field == field).Text;

    /// <summary>Question of a column; null where it is none.</summary>
    public Question? QuestionOf(int column) => definition.QuestionKeys.ToList().IndexOf(MeaningOf(column)) is >= 0 and var at ? definition.Questions[at] : null;

    /// <summary>Extra question of a column, where it has choices; null where it is none.</summary>
    public AskedQuestion? ExtraOf(int column) => extras.FirstOrDefault(asked => asked.Content.HasChoices && ExtraCells.ColumnOf(asked) == MeaningOf(column));

    /// <summary>Texts of a question's column that the questionnaire knows, with what each is taken for.</summary>
    public IEnumerable<(string Text, string Score)> KnownTexts(int column) =>
        Texts(column).Select(text => (text, KeyOf(column, text) ?? "")).Where(known => known.Item2.Length > 0 && known.text != known.Item2);

    public IEnumerable<UnknownText> UnknownTexts(int column) => Texts(column).Take(MostUnknown).Index().Where(text => KeyOf(column, text.Item) is null)
        .Select(text => new UnknownText($"v{column}-{text.Index}", MeaningOf(column), text.Item, scoreOf($"v{column}-{text.Index}")));

    /// <summary>What stands in the column of a question, in pieces where several answers stand in one cell.</summary>
    private IReadOnlyList<string> Texts(int column) =>
        QuestionOf(column) is not null ? file.Columns[column].Values
        : ExtraOf(column) is { } asked && !file.Columns[column].Name.StartsWith(ExtraCells.ColumnOf(asked), StringComparison.OrdinalIgnoreCase) // an export has numbers
            ? [.. file.Columns[column].Values.SelectMany(cell => ExtraCells.PiecesOf(asked, cell)).DistinctBy(ImportText.Loose, StringComparer.Ordinal)]
            : [];

    private string? KeyOf(int column, string text) =>
        QuestionOf(column) is { } question ? MappedFile.ScoreOf(question, text) : ExtraOf(column) is { } asked ? ExtraCells.NumberOf(asked, text) : null;

    private bool Offers(string meaning, string key) => key == ColumnChoices.LeftOut
        || (definition.QuestionKeys.ToList().IndexOf(meaning) is >= 0 and var at
            ? key == ResponseColumns.NotApplicable || definition.Questions[at].Options.Any(option => $"{option.Score}" == key)
            : extras.FirstOrDefault(asked => ExtraCells.ColumnOf(asked) == meaning) is { } extra && Enumerable.Range(1, extra.Content.Choices.Count).Any(number => $"{number}" == key));

    public ResponseMapping Mapping()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var unknown in Enumerable.Range(0, file.Columns.Count).SelectMany(UnknownTexts))
        {
            values[ResponseMapping.ValueKey(unknown.Question, unknown.Text)] = unknown.Score == ColumnChoices.LeftOut ? "" : unknown.Score;
        }

        return new ResponseMapping([.. meanings.Select(meaning => meaning == ColumnChoices.Ignored ? null : meaning)], MonthFirst, values);
    }

    private static string Remembered(ImportColumns columns, ResponseMapping? remembered, string field)
    {
        var unknown = Enumerable.Range(0, columns.file.Columns.Count).SelectMany(columns.UnknownTexts).FirstOrDefault(text => text.Field == field);
        return unknown is not null && remembered?.Values.TryGetValue(ResponseMapping.ValueKey(unknown.Question, unknown.Text), out var score) == true
            ? score.Length == 0 ? ColumnChoices.LeftOut : score
            : "";
    }

    private void Check()
    {
        for (var at = 0; at < meanings.Length; at++)
        {
            var meaning = meanings[at];
            if (meaning is null)
            {
                errors.Add((FieldOf(at), new($"Kolom “{file.Columns[at].Name}”: pilih artinya, atau “jangan diimpor”", $"Column “{file.Columns[at].Name}”: choose its meaning, or “do not import”")));
            }
            else if (meaning != ColumnChoices.Ignored && Array.IndexOf(meanings, meaning) < at)
            {
                errors.Add((FieldOf(at), new($"Kolom “{file.Columns[at].Name}”: arti ini sudah dipakai kolom lain", $"Column “{file.Columns[at].Name}”: another column has this meaning already")));
            }
        }

        foreach (var unknown in Enumerable.Range(0, meanings.Length).SelectMany(UnknownTexts)
            .Where(unknown => !Offers(unknown.Question, unknown.Score)))
        {
            errors.Add((unknown.Field, new($"“{unknown.Text}”: pilih nilainya", $"“{unknown.Text}”: choose its score")));
        }

        if (!meanings.Contains(ResponseColumns.SubmittedOn, StringComparer.Ordinal))
        {
            errors.Add(("", new("Pilih kolom yang berisi tanggal pengisian.", "Choose the column that holds the date of filling in.")));
        }

        if (!meanings.Any(meaning => meaning is not null && definition.QuestionKeys.Contains(meaning, StringComparer.Ordinal)))
        {
            errors.Add(("", new("Pilih sedikitnya satu kolom yang berisi jawaban.", "Choose at least one column that holds answers.")));
        }
    }
}
