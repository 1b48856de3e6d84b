using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Evaluation;

/// <summary>What an evaluation report says: computed, immutable, unformatted. Page, PDF, JSON and CSV take their numbers from here.</summary>
public sealed record EvaluationReport
{
    public required ReportUnit Unit { get; init; }
    public required Letterhead Letterhead { get; init; }
    public required Period Period { get; init; }
    public required QuestionnaireDefinition Definition { get; init; }
    public required SatisfactionIndex Index { get; init; }
    public required Change Change { get; init; }
    public required SampleReached Sample { get; init; }

    /// <summary>In the order of the instrument.</summary>
    public required IReadOnlyList<ElementResult> Elements { get; init; }

    /// <summary>Up to three element codes, lowest first; empty when fewer than two elements were answered or n &lt; 5.</summary>
    public required IReadOnlyList<string> Weakest { get; init; }

    /// <summary>Up to three element codes, highest first, none of them in <see cref="Weakest"/>.</summary>
    public required IReadOnlyList<string> Strongest { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }
    public required IReadOnlyList<QuestionDistribution> Distributions { get; init; }

    /// <summary>In the order of the elements where each has one question, so that a report has one order throughout; else in the order of the form.</summary>
    public IReadOnlyList<QuestionDistribution> DistributionsByElement =>
        Distributions.DistinctBy(distribution => distribution.Element.Code, StringComparer.Ordinal).Count() == Distributions.Count
            ? [.. Definition.Elements.Join(
                Distributions,
                element => element.Code,
                distribution => distribution.Element.Code,
                (_, distribution) => distribution,
                StringComparer.Ordinal)]
            : Distributions;

    /// <summary>Thirteen months, oldest first.</summary>
    public required IReadOnlyList<TrendPoint> Trend { get; init; }

    /// <summary>Where the unit became something else, in order.</summary>
    public IReadOnlyList<TrendBreak> TrendBreaks { get; init; } = [];
    public required IReadOnlyList<ReferencePoint> ReferencePoints { get; init; }
    public required Comparison Services { get; init; }
    public required Comparison SubUnits { get; init; }
    public required IReadOnlyList<ProfileDistribution> Profile { get; init; }
    public required CommentSummary Comments { get; init; }
    public required IReadOnlyList<ChannelCount> Channels { get; init; }
    public required IReadOnlyList<AssuranceCount> Assurances { get; init; }
    public required IntegrityFacts Integrity { get; init; }
    public required IReadOnlyList<OtherVersion> OtherVersions { get; init; }

    /// <summary>What the office asked beside the questionnaire; never part of the index.</summary>
    public IReadOnlyList<ExtraQuestionResult> ExtraQuestions { get; init; } = [];

    /// <summary>Null where nobody ever wrote to the government.</summary>
    public ForumResult? Forum { get; init; }
    public required Uri? SurveyAddress { get; init; }

    /// <summary>Where it can be checked that this report was issued; null for one that was not.</summary>
    public Uri? VerificationAddress { get; init; }
}

/// <param name="Population">People served in the period, rounded half up; null where unknown.</param>
/// <param name="Target">Sample target; null where the population is unknown.</param>
/// <param name="Reached">Usable responses.</param>
public sealed record SampleReached(long? Population, int? Target, long Reached);

public sealed record ElementResult(Element Element, ElementScore Score, Change Change);

/// <summary>One option of a question: score, label, answers, share of the scored answers in percent (one decimal).</summary>
public sealed record OptionCount(int Score, LocalText Label, long Count, decimal SharePercent);

public sealed record QuestionDistribution(
    Question Question, Element Element, long Answered, IReadOnlyList<OptionCount> Options, long NotApplicable, long LeftOut);

/// <param name="Index">Null when nobody answered that month.</param>
public sealed record TrendPoint(DateOnly Month, long N, decimal? Index, QualityGrade? Grade, Interval? Interval, bool Headline);

/// <param name="Tier">
/// 1 for the best group; parts share a tier when their intervals overlap with a neighbour's, so that nobody is ranked by noise.
/// Null when no interval is known.
/// </param>
public sealed record ComparedPart(string Code, string Name, long N, int? Target, decimal? Index, QualityGrade? Grade, Interval? Interval, bool Headline, int? Tier)
{
    private static readonly LocalText Itself = new("Kantor ini tanpa layanan tertentu", "This office as such");

    /// <summary>True for the responses that rated the unit itself and none of its services; they have no code and no name of their own.</summary>
    public bool IsUnitItself => Code.Length == 0;

    public string NameIn(Language language) => IsUnitItself ? Itself.In(language) : Name;
}

/// <param name="Parts">Ordered by name, never by index, unless all intervals are disjoint.</param>
/// <param name="Ranked">True when no two intervals overlap and every part has one.</param>
public sealed record Comparison(IReadOnlyList<ComparedPart> Parts, bool Ranked);

public sealed record ProfileCount(LocalText Label, long Count, decimal SharePercent);

/// <param name="Counts">Options in their order; the last is "not stated".</param>
public sealed record ProfileDistribution(ProfileField Field, IReadOnlyList<ProfileCount> Counts);

public sealed record ChannelCount(Channel Channel, long Count, decimal SharePercent);

public sealed record AssuranceCount(Assurance Assurance, long Count, decimal SharePercent);

/// <summary>What a rule found, with the rule and its numbers; the words are made when it is shown.</summary>
/// <param name="ElementCode">Null when it concerns the unit as a whole.</param>
/// <param name="Value">The number that triggered the rule (an index, a share in percent, a count).</param>
/// <param name="Limit">What it was held against.</param>
public sealed record Finding(FindingRule Rule, string? ElementCode, decimal? Value, decimal? Limit);

public enum FindingRule
{
    NoResponses,
    SampleNotReached,
    TooFewToHeadline,
    IndexFell,
    IndexRose,
    ElementFell,
    ElementRose,
    ElementBelowGood,
    LowestElement,
    ManyLowAnswers,
    ManyStraightLined,
    ManyTooFast,
    Bursts,
    ManyExcluded,
}

/// <summary>A masked comment with what it belongs to.</summary>
/// <param name="ElementCode">Element of the lowest score of the same response (first in the instrument's order among equals); null when all
/// scores are equal, so that none stands out.</param>
/// <param name="LowestScore">That score, also when all are equal; null for a response without scores.</param>
public sealed record ReportComment(DateOnly Day, string? ServiceName, string? ElementCode, int? LowestScore, string MaskedText)
{
    /// <param name="definition">The questionnaire that was answered; it says which score is the highest.</param>
    public CommentStanding StandingIn(QuestionnaireDefinition definition) => this switch
    {
        { ElementCode: not null } => CommentStanding.LowestElement,
        { LowestScore: null } => CommentStanding.NoScores,
        { LowestScore: var score } => score < definition.ScaleMax ? CommentStanding.AllEqual : CommentStanding.AllHighest,
    };
}

/// <summary>How the writer of a comment rated: it tells a complaint from praise where no element stands out.</summary>
public enum CommentStanding
{
    /// <summary>One element was rated lowest.</summary>
    LowestElement,

    /// <summary>All elements were rated the same, below the highest score.</summary>
    AllEqual,

    /// <summary>All elements were rated with the highest score.</summary>
    AllHighest,

    /// <summary>Nothing was rated.</summary>
    NoScores,
}

/// <param name="Phrase">A word or phrase of two words (a negation counts with its word) as citizens wrote it most often.</param>
/// <param name="Comments">How many comments hold it.</param>
/// <param name="Example">A short masked comment that holds it.</param>
public sealed record CommentTheme(string Phrase, int Comments, string Example);

/// <param name="Total">All comments received, noise included.</param>
/// <param name="Noise">Comments without content, such as "." or "tidak ada": counted, not listed.</param>
/// <param name="All">Every comment with content, in the stated order: lowest score first (those without a score last), newest first, then text.</param>
public sealed record CommentSummary(int Total, int Noise, IReadOnlyList<ReportComment> All, IReadOnlyList<CommentTheme> Themes);

/// <summary>A fact about how answers came in, with the index with and without the responses concerned.</summary>
public sealed record IntegrityFact(long Responses, decimal? SharePercent, decimal? IndexWith, decimal? IndexWithout);

/// <param name="StraightLined">Share of counted responses whose answers (five or more) are all equal; index without all flagged responses.</param>
/// <param name="TooFast">Share of the timed responses; index without all flagged responses.</param>
/// <param name="Timed">Responses whose duration is known.</param>
/// <param name="Excluded">Responses taken out by a person; IndexWith counts them in again.</param>
public sealed record IntegrityFacts(
    IntegrityFact StraightLined, IntegrityFact TooFast, long Timed, IntegrityFact Bursts, IReadOnlyList<BurstHour> BurstHours, IntegrityFact Excluded);

/// <summary>A questionnaire version reported beside the main one because it cannot be pooled with it.</summary>
public sealed record OtherVersion(QuestionnaireDefinition Definition, SatisfactionIndex Index);
