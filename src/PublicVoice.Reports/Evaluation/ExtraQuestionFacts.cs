using PublicVoice.Reports.Comments;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Evaluation;

/// <summary>Answers to one version of a question of the office's own. Nothing of it counts in the index or is ever shown in public.</summary>
/// <param name="Code">Of the question, the same in all versions.</param>
/// <param name="Answered">Responses that answered it.</param>
/// <param name="Counts">One for each choice; those of a question with several choices may add up to more than <paramref name="Answered"/>.</param>
/// <param name="Texts">As citizens wrote them; they are masked before they go into a report.</param>
public sealed record ExtraQuestionFacts(
    string Code, int Version, ExtraQuestionContent Content, long Answered, IReadOnlyList<long> Counts, IReadOnlyList<ExtraText> Texts);

public sealed record ExtraText(DateOnly Day, string? ServiceName, string Text);

public sealed record ExtraChoiceCount(LocalText Label, long Count, decimal SharePercent);

/// <param name="Noise">Texts without content: counted, not listed.</param>
/// <param name="Texts">Masked, newest first.</param>
public sealed record ExtraQuestionResult(
    string Code, int Version, ExtraQuestionContent Content, long Answered, IReadOnlyList<ExtraChoiceCount> Choices, int Noise, IReadOnlyList<ExtraText> Texts)
{
    public static ExtraQuestionResult Of(ExtraQuestionFacts facts)
    {
        var listed = facts.Texts.Where(text => !CommentWords.IsNoise(text.Text)).Select(text => text with { Text = PersonalData.Mask(text.Text.Trim()) })
            .OrderByDescending(text => text.Day).ThenBy(text => text.Text, StringComparer.Ordinal).ThenBy(text => text.ServiceName, StringComparer.Ordinal).ToList();
        return new ExtraQuestionResult(
            facts.Code, facts.Version, facts.Content, facts.Answered,
            [.. facts.Content.Choices.Zip(facts.Counts, (label, count) => new ExtraChoiceCount(label, count, Shares.Percent(count, facts.Answered)))],
            facts.Texts.Count - listed.Count, listed);
    }
}
