using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Moderation;

public enum AnswerResult
{
    Saved,
    Published,

    /// <summary>Somebody changed the draft or the post meanwhile: nothing was stored.</summary>
    ChangedMeanwhile,

    /// <summary>The unit wants a second person to publish it.</summary>
    NeedsAnotherPerson,

    /// <summary>The post does not stand where it can be answered.</summary>
    NotPossible,
}

/// <summary>What an office writes.</summary>
/// <param name="SeenVersion">Version of the draft that the writer saw; 0 for a new one.</param>
public sealed record AnswerDraft(AnswerOutcome Outcome, string Text, DateOnly? DoneBy, int SeenVersion)
{
    public string? Evidence { get; init; }
    public string? EvidenceLink { get; init; }
}

/// <summary>Official answers: drafted, approved by a second person where the unit wants it, published.</summary>
public sealed class Answering(PublicVoiceDbContext context, ForumRules rules, PostMails mails, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public Task<OfficialAnswer?> DraftAsync(int postId, CancellationToken cancellationToken) =>
        context.OfficialAnswers.AsNoTracking().Where(answer => answer.PostId == postId && answer.PublishedOn == null).OrderBy(answer => answer.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Stores a draft; the person who changes it last is the one who may not approve it.</summary>
    public async Task<AnswerResult> SaveAsync(Post post, Unit unit, AnswerDraft draft, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(post.Id, cancellationToken);
        var current = await context.Posts.AsNoTracking().SingleAsync(other => other.Id == post.Id, cancellationToken);
        var answer = await context.OfficialAnswers.SingleOrDefaultAsync(answer => answer.PostId == post.Id && answer.PublishedOn == null, cancellationToken);
        if (!current.IsWithOffice)
        {
            return AnswerResult.NotPossible;
        }

        if ((answer?.Version ?? 0) != draft.SeenVersion || current.UnitId != unit.Id)
        {
            return AnswerResult.ChangedMeanwhile;
        }

        if (answer is null)
        {
            answer = new OfficialAnswer { PostId = post.Id, Outcome = draft.Outcome, Text = draft.Text, DraftedById = staff.Account!.Id, DraftedOn = Now };
            context.Add(answer);
        }
        else
        {
            (answer.Outcome, answer.Text, answer.DraftedById, answer.DraftedOn) = (draft.Outcome, draft.Text, staff.Account!.Id, Now);
            answer.Version++;
        }

        (answer.DoneBy, answer.Evidence, answer.EvidenceLink) = (draft.DoneBy, draft.Evidence, draft.EvidenceLink);

        await audit.SaveAsync(new("answer.drafted", $"#{post.Id}", unit.Path, StaffTask.AnswerPosts, After: new { outcome = draft.Outcome.ToString() }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return AnswerResult.Saved;
    }

    /// <summary>Publishes the draft.</summary>
    public async Task<AnswerResult> PublishAsync(Post post, Unit unit, int seenVersion, StaffTask task, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(post.Id, cancellationToken);
        var current = await context.Posts.SingleAsync(other => other.Id == post.Id, cancellationToken);
        var answer = await context.OfficialAnswers.SingleOrDefaultAsync(answer => answer.PostId == post.Id && answer.PublishedOn == null, cancellationToken);
        if (!current.IsWithOffice)
        {
            return AnswerResult.NotPossible;
        }

        if (answer is null || answer.Version != seenVersion || current.UnitId != unit.Id) // passed to another unit meanwhile
        {
            return AnswerResult.ChangedMeanwhile;
        }

        if ((await rules.OfAsync(unit, cancellationToken)).NeedsApproval && answer.DraftedById == staff.Account!.Id)
        {
            return AnswerResult.NeedsAnotherPerson;
        }

        (answer.PublishedOn, answer.ApprovedById) = (Now, staff.Account!.Id);
        answer.Version++;
        current.Answer(answer.Outcome, Now);
        await mails.TellAsync(current, cancellationToken);
        try
        {
            await audit.SaveAsync(new("answer.published", $"#{post.Id}", unit.Path, task, After: new { outcome = answer.Outcome.ToString() }), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return AnswerResult.ChangedMeanwhile;
        }

        await transaction.CommitAsync(cancellationToken);
        return AnswerResult.Published;
    }

    /// <summary>One at a time for each post: there is one draft.</summary>
    private async Task LockAsync(int postId, CancellationToken cancellationToken)
    {
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT id FROM posts WHERE id = {postId} FOR NO KEY UPDATE", cancellationToken);
        }
    }
}
