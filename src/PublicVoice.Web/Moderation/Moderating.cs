using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Moderation;

/// <summary>What a moderator wants to do with a post.</summary>
public sealed record Verdict(DecisionOutcome Outcome)
{
    /// <summary>Passages to hide; see <see cref="Masking"/>.</summary>
    public IReadOnlyList<string> Masked { get; init; } = [];
    public RejectionReason? Reason { get; init; }
    public string? Words { get; init; }

    /// <summary>Where it is passed on to.</summary>
    public Unit? To { get; init; }

    /// <summary>The post it becomes a part of.</summary>
    public Post? Into { get; init; }
    public string? TrackingNumber { get; init; }
    public string? Element { get; init; }

    /// <summary>Positions of the pictures that the public may see; none where nobody looked at them.</summary>
    public IReadOnlyCollection<int> Pictures { get; init; } = [];
}

public enum VerdictResult
{
    Done,

    /// <summary>Somebody was faster: nothing was changed.</summary>
    DecidedMeanwhile,

    /// <summary>The post does not stand where this can be done.</summary>
    NotPossible,

    /// <summary>An appeal is decided by somebody else than who rejected.</summary>
    NeedsAnotherModerator,
}

/// <summary>Carries out decisions of moderators: post, decision, index, mails and audit entry in one transaction.</summary>
public sealed class Moderating(
    PublicVoiceDbContext context, ForumRules rules, PostIndex index, PostMails mails, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes a post in hand, so that others see it.</summary>
    /// <param name="seenVersion">Version of the post that the moderator saw.</param>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> ClaimAsync(int postId, int seenVersion, CancellationToken cancellationToken)
    {
        var post = await context.Posts.SingleAsync(post => post.Id == postId, cancellationToken);
        if (post.Version != seenVersion || !post.IsWaiting)
        {
            return false;
        }

        post.Claim(staff.Account!.Id, Now);
        return await SavedAsync(() => context.SaveChangesAsync(cancellationToken));
    }

    /// <summary>Gives back what the moderator took in hand.</summary>
    /// <returns>False where it is no longer in their hands.</returns>
    public async Task<bool> ReleaseAsync(int postId, int seenVersion, CancellationToken cancellationToken)
    {
        var post = await context.Posts.SingleAsync(post => post.Id == postId, cancellationToken);
        if (post.Version != seenVersion || post.ClaimedById != staff.Account!.Id || post.Status != PostStatus.InReview)
        {
            return false;
        }

        post.Release();
        return await SavedAsync(() => context.SaveChangesAsync(cancellationToken));
    }

    /// <summary>Whether the moderator rejected what is appealed, and somebody else is there to decide on it.</summary>
    public async Task<bool> IsForAnotherAsync(Post post, Unit unit, CancellationToken cancellationToken)
    {
        if (post.AppealedOn is null)
        {
            return false;
        }

        var (own, codes) = (staff.Account!.Id, unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var rejectedBy = await context.ModerationDecisions.Where(decision => decision.PostId == post.Id && (decision.Outcome == DecisionOutcome.Reject || decision.Outcome == DecisionOutcome.Hide))
            .OrderByDescending(decision => decision.Id).Select(decision => (int?)decision.ModeratorId).FirstOrDefaultAsync(cancellationToken);
        return rejectedBy == own && await context.RoleAssignments.AnyAsync(
            held => held.Role == StaffRole.Moderator && held.AccountId != own && context.Units.Any(above => above.Id == held.UnitId && codes.Contains(above.Code))
                && context.Accounts.Any(account => account.Id == held.AccountId && account.DisabledOn == null && account.PasswordHash != null),
            cancellationToken);
    }

    public async Task<VerdictResult> DecideAsync(int postId, int seenVersion, Verdict verdict, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var post = await context.Posts.SingleAsync(post => post.Id == postId, cancellationToken);
        if (post.Version != seenVersion)
        {
            return VerdictResult.DecidedMeanwhile;
        }

        var unit = await context.Units.AsNoTracking().SingleAsync(unit => unit.Id == post.UnitId, cancellationToken);
        if (verdict.Outcome is not (DecisionOutcome.PassOn or DecisionOutcome.HandOver) && await IsForAnotherAsync(post, unit, cancellationToken))
        {
            return VerdictResult.NeedsAnotherModerator;
        }

        var before = PostState.Of(post);
        if (!await ApplyAsync(post, unit, verdict, cancellationToken))
        {
            return VerdictResult.NotPossible;
        }

        context.Add(new ModerationDecision
        {
            PostId = post.Id,
            UnitId = unit.Id,
            DecidedOn = Now,
            ModeratorId = staff.Account!.Id,
            Moderator = staff.Account.Name,
            Outcome = verdict.Outcome,
            Reason = verdict.Reason,
            Words = verdict.Words,
            Before = JsonSerializer.Serialize(before),
            PostVersion = post.Version,
        });
        if (post.IsPublic)
        {
            await index.PutAsync(post, cancellationToken);
        }
        else if (before.PublicationNumber is not null)
        {
            await index.RemoveAsync(post, cancellationToken);
        }

        await mails.TellAsync(post, cancellationToken);
        var after = new { outcome = verdict.Outcome.ToString(), reason = verdict.Reason?.ToString(), to = verdict.To?.Code, into = verdict.Into?.Id, tracking = verdict.TrackingNumber };
        var saved = await SavedAsync(() => audit.SaveAsync(new("post.decided", $"#{post.Id}", unit.Path, StaffTask.ModerateForum, new { status = before.Status.ToString() }, after), cancellationToken));
        if (saved)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return saved ? VerdictResult.Done : VerdictResult.DecidedMeanwhile;
    }

    /// <summary>Shows an addition of the writer to the public, personal data masked, or keeps it between the writer and the office.</summary>
    /// <returns>False when somebody else was faster.</returns>
    public async Task<bool> DecideMessageAsync(int messageId, bool publish, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var message = await context.PostMessages.AsNoTracking().SingleAsync(message => message.Id == messageId, cancellationToken);
        var place = await context.Posts.Where(post => post.Id == message.PostId).Join(context.Units, post => post.UnitId, unit => unit.Id, (_, unit) => unit.Path).SingleAsync(cancellationToken);
        var shown = publish ? Masking.Apply(message.Text, Masking.Found(message.Text)) : null;
        var decided = await context.PostMessages.Where(row => row.Id == messageId && row.DecidedOn == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DecidedOn, Now).SetProperty(row => row.PublicText, shown), cancellationToken);
        if (decided == 0)
        {
            return false;
        }

        await audit.SaveAsync(new("message.decided", $"#{message.PostId}", place, StaffTask.ModerateForum, After: new { kind = message.Kind.ToString(), published = publish }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Chooses anew which pictures of a public post everybody sees.</summary>
    public async Task ShowPicturesAsync(Post post, Unit unit, IReadOnlyCollection<int> positions, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ShowAsync(post, positions, null, cancellationToken);
        await audit.SaveAsync(new("pictures.chosen", $"#{post.Id}", unit.Path, StaffTask.ModerateForum, After: new { shown = string.Join(", ", positions.Order()) }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Says which element of the survey a post is about; nothing is decided with it.</summary>
    public async Task LinkAsync(Post post, Unit unit, string? element, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Posts.Where(row => row.Id == post.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Element, element), cancellationToken);
        await audit.SaveAsync(new("post.linked", $"#{post.Id}", unit.Path, StaffTask.LinkPosts, new { element = post.Element }, new { element }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Marks the notices of readers about a post as looked at.</summary>
    public async Task DismissFlagsAsync(Post post, Unit unit, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var count = await context.PostFlags.Where(flag => flag.PostId == post.Id && flag.DecidedOn == null).ExecuteUpdateAsync(set => set.SetProperty(flag => flag.DecidedOn, Now), cancellationToken);
        if (count > 0)
        {
            await audit.SaveAsync(new("flags.decided", $"#{post.Id}", unit.Path, StaffTask.ModerateForum, After: new { flags = count }), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Who decided last, for somebody who came too late.</summary>
    public Task<ModerationDecision?> LastAsync(int postId, CancellationToken cancellationToken) =>
        context.ModerationDecisions.AsNoTracking().Where(decision => decision.PostId == postId).OrderByDescending(decision => decision.Id).FirstOrDefaultAsync(cancellationToken);

    private async Task<bool> ApplyAsync(Post post, Unit unit, Verdict verdict, CancellationToken cancellationToken)
    {
        switch (verdict.Outcome)
        {
            case DecisionOutcome.Publish or DecisionOutcome.PublishMasked or DecisionOutcome.Accept when post.IsWaiting:
                post.Element = verdict.Element;
                post.Publish(
                    Masking.Apply(post.Title, verdict.Masked),
                    Masking.Apply(post.Text, verdict.Masked),
                    post.IsConfidential ? null : post.PublicationNumber ?? await index.NextNumberAsync(cancellationToken), // after an appeal it keeps its address
                    Now,
                    await rules.DeadlineAsync(unit, rule => rule.AnswerDays(post.Kind), cancellationToken));
                await ShowAsync(post, verdict.Pictures, verdict.Masked, cancellationToken);
                return true;
            case DecisionOutcome.Reject when post.IsWaiting:
                post.Reject();
                return true;
            case DecisionOutcome.Hide when post.IsPublic:
                post.Hide();
                return true;
            case DecisionOutcome.PassOn when post.IsWaiting || post.IsUnanswered:
                post.PassOn(verdict.To!.Id, await rules.DeadlineAsync(verdict.To, rule => rule.ReviewDays, cancellationToken));
                return true;
            case DecisionOutcome.Merge when (post.IsWaiting || post.IsPublic) && verdict.Into is { IsPublic: true } into && into.Id != post.Id:
                post.MergeInto(into.Id);
                await MoveAsync(post.Id, into.Id, cancellationToken);
                return true;
            case DecisionOutcome.HandOver when post.IsWaiting || post.IsWithOffice:
                post.HandOver(verdict.TrackingNumber!);
                return true;
            case DecisionOutcome.Reverse when await LastAsync(post.Id, cancellationToken) is { Outcome: not DecisionOutcome.Reverse } last && last.PostVersion == post.Version:
                if (post.MergedIntoId is { } target)
                {
                    await MoveBackAsync(post.Id, target, cancellationToken);
                }

                await index.RemoveAsync(post, cancellationToken); // put back below where it stays public
                post.Restore(JsonSerializer.Deserialize<PostState>(last.Before)!);
                return true;
            default:
                return false;
        }
    }

    /// <param name="masked">Passages to hide in what the writer says of the pictures; null leaves that as it is.</param>
    private async Task ShowAsync(Post post, IReadOnlyCollection<int> positions, IReadOnlyList<string>? masked, CancellationToken cancellationToken)
    {
        foreach (var picture in await context.PostPictures.Where(picture => picture.PostId == post.Id).ToListAsync(cancellationToken))
        {
            picture.IsShown = positions.Contains(picture.Position);
            if (masked is not null)
            {
                // What goes with a picture that nobody looked at now may be shown later: what was found in it is hidden all the same.
                picture.PublicAlt = picture.Alt is null ? null : Masking.Apply(picture.Alt, picture.IsShown ? masked : masked.Concat(Masking.Found(picture.Alt)));
            }
        }
    }

    /// <summary>Supports and followers go with the post. The rows keep their times, by which they are found again when the merging is taken back.</summary>
    private async Task MoveAsync(int from, int to, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO post_followers (post_id, email, is_writer, language, asked_on, confirmed_on)
            SELECT {to}, email, {false}, language, asked_on, confirmed_on FROM post_followers WHERE post_id = {from}
            ON CONFLICT (post_id, email) DO NOTHING
            """,
            cancellationToken);
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO post_supports (post_id, supporter, given_on)
            SELECT {to}, supporter, given_on FROM post_supports WHERE post_id = {from}
            ON CONFLICT (post_id, supporter) DO NOTHING
            """,
            cancellationToken);
        await CountSupportsAsync(to, cancellationToken);
    }

    private async Task MoveBackAsync(int from, int to, CancellationToken cancellationToken)
    {
        await context.PostFollowers.Where(row => row.PostId == to && context.PostFollowers.Any(own => own.PostId == from && own.Email == row.Email && own.AskedOn == row.AskedOn))
            .ExecuteDeleteAsync(cancellationToken);
        await context.PostSupports.Where(row => row.PostId == to && context.PostSupports.Any(own => own.PostId == from && own.Supporter == row.Supporter && own.GivenOn == row.GivenOn))
            .ExecuteDeleteAsync(cancellationToken);
        await CountSupportsAsync(to, cancellationToken);
    }

    private Task<int> CountSupportsAsync(int postId, CancellationToken cancellationToken) =>
        context.Posts.Where(post => post.Id == postId).ExecuteUpdateAsync(
            set => set.SetProperty(post => post.Supports, post => context.PostSupports.Count(support => support.PostId == post.Id)), cancellationToken);

    private async Task<bool> SavedAsync(Func<Task> save)
    {
        try
        {
            await save();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear();
            return false;
        }
    }
}
