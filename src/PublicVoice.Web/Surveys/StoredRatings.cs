using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Surveys;

/// <summary>What the holder of a receipt code may see: where and when, never the answers.</summary>
public sealed record StoredRating(string UnitCode, string Unit, string? Service, string Government, DateOnly Day)
{
    /// <summary>Results of a month are published once it is over.</summary>
    public DateOnly ResultsFrom => new DateOnly(Day.Year, Day.Month, 1).AddMonths(1);
}

/// <summary>Looks ratings up by receipt code.</summary>
public sealed class StoredRatings(PublicVoiceDbContext context, ReceiptCodes receipts)
{
    /// <summary>Deletes what was written in a rating in own words; the answers stay, since nothing in them tells who gave them.</summary>
    /// <returns>False when the code is unknown or nothing was written.</returns>
    public async Task<bool> DeleteCommentAsync(string receipt, CancellationToken cancellationToken)
    {
        var hash = receipts.Hash(receipt);
        var responses = context.SurveyResponses.Where(response => response.ReceiptHash == hash).Select(response => response.Id);
        var comments = await context.SurveyComments.Where(comment => responses.Contains(comment.SurveyResponseId)).ExecuteDeleteAsync(cancellationToken);
        var texts = await context.ExtraAnswers.Where(answer => answer.Text != null && responses.Contains(answer.SurveyResponseId)).ExecuteDeleteAsync(cancellationToken);
        return comments + texts > 0;
    }

    public async Task<StoredRating?> FindAsync(string receipt, CancellationToken cancellationToken)
    {
        if (receipt.Length > ReceiptCodes.MaxTypedLength)
        {
            return null;
        }

        var hash = receipts.Hash(receipt);
        return await (
            from response in context.SurveyResponses
            where response.ReceiptHash == hash
            join unit in context.Units on response.UnitId equals unit.Id
            select new StoredRating(
                unit.Code,
                unit.Name,
                context.Services.Where(service => service.Id == response.ServiceId).Select(service => service.Name).FirstOrDefault(),
                context.Units.Where(root => root.ParentId == null && unit.Path.StartsWith(root.Path)).Select(root => root.Name).FirstOrDefault() ?? "",
                response.LocalDay)).FirstOrDefaultAsync(cancellationToken);
    }
}
