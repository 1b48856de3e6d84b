using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Questionnaires;

/// <summary>
/// The content of one questionnaire version: what was asked, in which words, and how it is scored.
/// Immutable; built only by <see cref="QuestionnaireJson"/>, which has checked it.
/// </summary>
public sealed class QuestionnaireDefinition
{
    public required string Code { get; init; }

    /// <summary>Version number, from 1.</summary>
    public required int Version { get; init; }

    public required LocalText Name { get; init; }

    /// <summary>The regulation it follows, as printed; may be empty.</summary>
    public required string Basis { get; init; }

    /// <summary>Name of the scoring rule, stored with every result. See docs/method.md.</summary>
    public required string Formula { get; init; }

    public required int ScaleMin { get; init; }

    /// <summary>Highest score; an index is 100 / ScaleMax × mean.</summary>
    public required int ScaleMax { get; init; }

    public required QualityTable QualityTable { get; init; }

    /// <summary>In the order of the instrument's numbers.</summary>
    public required IReadOnlyList<Element> Elements { get; init; }

    /// <summary>In the order of the form. The index of a question here is its index in an answer string and in a tally.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    public required IReadOnlyList<ProfileField> Profile { get; init; }

    /// <summary>Label of the comment field.</summary>
    public required LocalText Comment { get; init; }

    /// <summary>
    /// One key per question, in form order: the element's code, with .1, .2 … by position where the element has several questions.
    /// </summary>
    public IReadOnlyList<string> QuestionKeys => field ??= [.. Questions.Select(question =>
    {
        var siblings = Questions.Where(other => other.ElementCode == question.ElementCode).ToList();
        return siblings.Count == 1 ? question.ElementCode : $"{question.ElementCode}.{siblings.IndexOf(question) + 1}";
    })];

    /// <summary>Results of two versions may be added up only where these are equal: formula, scale, elements and questions per element.</summary>
    public string PoolingKey => field ??=
        $"{Formula}|{ScaleMin}-{ScaleMax}|{string.Join(',', QuestionKeys.Order(StringComparer.Ordinal))}";

    /// <summary>Answers to another version that pools with this one, in this version's order of questions.</summary>
    /// <exception cref="ArgumentException">The versions cannot be pooled, or the answers are not of the other version.</exception>
    public string Reorder(string answers, QuestionnaireDefinition from)
    {
        if (from.PoolingKey != PoolingKey || answers.Length != from.Questions.Count)
        {
            throw new ArgumentException($"These answers to {from.Code} version {from.Version} do not fit {Code} version {Version}.", nameof(answers));
        }

        var keys = from.QuestionKeys.ToList();
        return from == this ? answers : string.Concat(QuestionKeys.Select(key => answers[keys.IndexOf(key)]));
    }

    /// <summary>Indices into <see cref="Questions"/> of the questions of an element, in form order.</summary>
    public IReadOnlyList<int> QuestionsOf(string elementCode) =>
        [.. Enumerable.Range(0, Questions.Count).Where(index => Questions[index].ElementCode == elementCode)];
}

/// <param name="Code">Stable code such as WAKTU; never a number, since published tables number the elements differently.</param>
/// <param name="Number">Number printed beside the name.</param>
public sealed record Element(string Code, int Number, LocalText Name, LocalText Definition);

/// <param name="Code">Stable within the version; also the form field's name, e.g. WAKTU or WAKTU.2.</param>
/// <param name="Options">2–9 options in the order shown.</param>
public sealed record Question(
    string Code,
    string ElementCode,
    int Position,
    LocalText Text,
    IReadOnlyList<QuestionOption> Options,
    bool NotApplicable,
    bool Required);

/// <param name="Score">Within 1–9 and within the scale.</param>
public sealed record QuestionOption(int Score, LocalText Label);

/// <summary>One respondent characteristic, in bands only.</summary>
public sealed record ProfileField(string Code, LocalText Label, IReadOnlyList<ProfileOption> Options);

public sealed record ProfileOption(string Code, LocalText Label);
