using System.Net;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Comments;

/// <summary>Comments as a report shows them: masked, without noise, each with the element its writer rated lowest.</summary>
public static class CommentSummaries
{
    public static CommentSummary Of(QuestionnaireDefinition definition, IReadOnlyList<CommentFacts> comments)
    {
        var listed = comments
            .Select(comment => comment with { Text = WebUtility.HtmlDecode(comment.Text) }) // imported texts often hold "&amp;" and the like
            .Where(comment => !CommentWords.IsNoise(comment.Text))
            .Select(comment => Masked(definition, comment))
            .OrderBy(comment => comment.LowestScore ?? int.MaxValue)
            .ThenByDescending(comment => comment.Day)
            .ThenBy(comment => comment.MaskedText, StringComparer.Ordinal)
            .ThenBy(comment => comment.ServiceName, StringComparer.Ordinal)
            .ToList();
        return new CommentSummary(comments.Count, comments.Count - listed.Count, listed, CommentThemes.Of([.. listed.Select(comment => comment.MaskedText)]));
    }

    private static ReportComment Masked(QuestionnaireDefinition definition, CommentFacts comment)
    {
        var (element, score) = Lowest(definition, comment.Answers);
        return new ReportComment(comment.Day, comment.ServiceName, element, score, PersonalData.Mask(comment.Text.Trim()));
    }

    private static (string? ElementCode, int? Score) Lowest(QuestionnaireDefinition definition, string answers)
    {
        var scored = Enumerable.Range(0, Math.Min(answers.Length, definition.Questions.Count)).Where(q => char.IsAsciiDigit(answers[q])).ToList();
        if (scored.Count == 0)
        {
            return (null, null);
        }

        var lowest = scored.Min(q => answers[q]);
        var element = definition.Elements.First(known => scored.Exists(q => answers[q] == lowest && definition.Questions[q].ElementCode == known.Code)).Code;
        return (scored.TrueForAll(q => answers[q] == lowest) ? null : element, lowest - '0');
    }
}
