using System.Globalization;
using Microsoft.Extensions.Primitives;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;

namespace PublicVoice.Web.Surveys;

/// <summary>An answer to an extra question on its way to the database.</summary>
/// <param name="Chosen">Bit 0 for the first choice.</param>
public sealed record NewExtraAnswer(int VersionId, int Chosen, string? Text);

/// <summary>The extra questions of a form as shown and as filled in.</summary>
public sealed class ExtraForm
{
    public const string Prefix = "x.";

    private readonly int[] chosen;
    private readonly string[] texts;

    private ExtraForm(IReadOnlyList<AskedQuestion> questions)
    {
        Questions = questions;
        chosen = new int[questions.Count];
        texts = [.. questions.Select(_ => "")];
    }

    /// <summary>Those that a page must show, in this order; they may be left out where a page offers none of them.</summary>
    public IReadOnlyList<AskedQuestion> Questions { get; }

    /// <summary>What is wrong, by the index of the question.</summary>
    public IReadOnlyList<(int Index, LocalText Text)> Errors { get; private set; } = [];

    public bool IsForged { get; private set; }

    /// <summary>What was answered; null where nothing was.</summary>
    public IReadOnlyList<NewExtraAnswer>? Answers
    {
        get
        {
            var answers = Questions.Select((question, at) => new NewExtraAnswer(question.VersionId, chosen[at], texts[at].Length == 0 ? null : texts[at]))
                .Where(answer => answer.Chosen != 0 || answer.Text is not null).ToList();
            return answers.Count == 0 ? null : answers;
        }
    }

    public static string FieldOf(AskedQuestion question) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{question.VersionId}");

    /// <summary>The versions that a sent form shows.</summary>
    public static IReadOnlyCollection<int> VersionsIn(IReadOnlyDictionary<string, StringValues> posted) =>
        [.. posted.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)];

    public static ExtraForm New(IReadOnlyList<AskedQuestion> questions) => new(questions);

    public static ExtraForm Read(IReadOnlyList<AskedQuestion> questions, IReadOnlyDictionary<string, StringValues> posted)
    {
        var (form, errors) = (new ExtraForm(questions), new List<(int, LocalText)>());
        for (var at = 0; at < questions.Count; at++)
        {
            if (form.Read(at, posted.GetValueOrDefault(FieldOf(questions[at]))) is { } error)
            {
                errors.Add((at, error));
            }
        }

        var offered = questions.Select(FieldOf).ToHashSet(StringComparer.Ordinal);
        form.IsForged |= posted.Keys.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !offered.Contains(name));
        form.Errors = errors;
        return form;
    }

    public bool IsChosen(int question, int choice) => (chosen[question] >> choice & 1) == 1;

    public string TextOf(int question) => texts[question];

    private LocalText? Read(int at, StringValues values)
    {
        var content = Questions[at].Content;
        if (content.Kind == ExtraQuestionKind.Text)
        {
            texts[at] = CommentText.Plain(values.ToString()).Trim();
            return texts[at].Length > ExtraAnswer.TextMaxLength
                ? new($"Paling banyak {ExtraAnswer.TextMaxLength} karakter; yang Anda tulis {texts[at].Length}. Persingkat dulu.", $"At most {ExtraAnswer.TextMaxLength} characters; yours has {texts[at].Length}. Please shorten it.")
                : content.Required && texts[at].Length == 0 ? new("Tulis jawaban Anda.", "Write your answer.") : null;
        }

        foreach (var value in values.Where(value => !string.IsNullOrEmpty(value)))
        {
            var known = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var choice) && choice >= 1 && choice <= content.Choices.Count;
            IsForged |= !known;
            chosen[at] |= known ? 1 << (choice - 1) : 0;
        }

        if (content.Kind != ExtraQuestionKind.Multiple && int.PopCount(chosen[at]) > 1)
        {
            (IsForged, chosen[at]) = (true, 0);
        }

        return content.Required && chosen[at] == 0 ? new("Pilih jawaban.", "Choose an answer.") : null;
    }
}
