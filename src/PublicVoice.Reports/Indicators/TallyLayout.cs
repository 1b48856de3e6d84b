using System.Runtime.CompilerServices;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Indicators;

/// <summary>
/// Where each count of an <see cref="AnswerTally"/> lies. Derived from the questionnaire version alone, which is frozen by its
/// first answer, so a stored tally can always be read again.
/// </summary>
public sealed class TallyLayout
{
    public const int ChannelCount = 5;
    public const int AssuranceCount = 3;
    public const int HoursPerMonth = 31 * 24;

    private static readonly ConditionalWeakTable<QuestionnaireDefinition, TallyLayout> Known = [];

    private TallyLayout(QuestionnaireDefinition definition)
    {
        Definition = definition;
        QuestionCount = definition.Questions.Count;
        ElementQuestions = [.. definition.Elements.Select(element => definition.QuestionsOf(element.Code).ToArray())];
        var next = 1;
        Elements = Take(ElementQuestions.Count);
        Scores = Take(QuestionCount * ScoreSlots);
        Head = next;
        Channels = Take(ChannelCount);
        Assurances = Take(AssuranceCount);
        StraightLined = Take(1);
        TooFast = Take(1);
        Timed = Take(1);
        ProfileStarts = [.. definition.Profile.Select(field => Take(field.Options.Count + 1))];
        Pairs = Take(QuestionCount * (QuestionCount + 1) / 2 * 4);
        Hours = Take(HoursPerMonth);
        Length = next;

        int Take(int count)
        {
            var start = next;
            next += count;
            return start;
        }
    }

    /// <summary>Slots per question: 0 left out, 1–9 scores, 10 not applicable.</summary>
    public const int ScoreSlots = 11;
    public const int LeftOut = 0;
    public const int NotApplicable = 10;

    public QuestionnaireDefinition Definition { get; }
    public int QuestionCount { get; }

    /// <summary>For each element (definition order) the indices of its questions.</summary>
    public IReadOnlyList<int[]> ElementQuestions { get; }

    /// <summary>Number of leading slots that hold n, answers per element and answers per score: enough for an index without interval.</summary>
    public int Head { get; }
    public int Length { get; }

    internal int Elements { get; }
    internal int Scores { get; }
    internal int Channels { get; }
    internal int Assurances { get; }
    internal int StraightLined { get; }
    internal int TooFast { get; }
    internal int Timed { get; }
    internal IReadOnlyList<int> ProfileStarts { get; }
    internal int Pairs { get; }
    internal int Hours { get; }

    public static TallyLayout For(QuestionnaireDefinition definition) => Known.GetValue(definition, key => new TallyLayout(key));

    /// <summary>Start of the four sums (n, Σp, Σq, Σpq) of a question pair with p ≤ q.</summary>
    internal int Pair(int p, int q) => Pairs + (((p * QuestionCount) - (p * (p - 1) / 2) + (q - p)) * 4);
}
