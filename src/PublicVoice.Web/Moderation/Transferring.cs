using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Moderation;

/// <summary>An office passes a post to one of its own units, or back to where it came from. No moderator decides anew, and the deadline stays.</summary>
public sealed class Transferring(PublicVoiceDbContext context, UnitDirectory units, PostMails mails, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    /// <summary>Units that a post can go to: first the one it came from, then those below its own.</summary>
    public async Task<IReadOnlyList<Unit>> TargetsAsync(Post post, Unit unit, CancellationToken cancellationToken)
    {
        var from = await context.PostTransfers.Where(transfer => transfer.PostId == post.Id && transfer.ToUnitId == unit.Id)
            .OrderByDescending(transfer => transfer.Id).Select(transfer => (int?)transfer.FromUnitId).FirstOrDefaultAsync(cancellationToken);
        var back = await context.Units.AsNoTracking().Where(other => other.Id == from && other.Status == UnitStatus.Active).ToListAsync(cancellationToken);
        var below = await units.Within(unit).AsNoTracking().Where(other => other.Id != unit.Id && other.Status == UnitStatus.Active).OrderBy(other => other.Path).ToListAsync(cancellationToken);
        return [.. back.Where(other => other.RootCode == unit.RootCode), .. below.Where(other => other.Id != from)];
    }

    /// <param name="seenVersion">Version of the post that the officer saw.</param>
    /// <param name="to">One of <see cref="TargetsAsync"/>.</param>
    public async Task<VerdictResult> PassAsync(int postId, int seenVersion, Unit unit, Unit to, string? note, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var post = await context.Posts.SingleAsync(post => post.Id == postId, cancellationToken);
        if (post.Version != seenVersion || post.UnitId != unit.Id)
        {
            return VerdictResult.DecidedMeanwhile;
        }

        if (!post.IsOpenAtOffice)
        {
            return VerdictResult.NotPossible;
        }

        post.Transfer(to.Id);
        context.Add(new PostTransfer
        {
            PostId = post.Id,
            FromUnitId = unit.Id,
            ToUnitId = to.Id,
            PassedOn = clock.GetUtcNow().UtcDateTime,
            PassedById = staff.Account!.Id,
            PassedBy = staff.Account.Name,
            Note = note,
        });
        await mails.TellOfTransferAsync(post, to, cancellationToken);
        try
        {
            await audit.SaveAsync(new("post.transferred", $"#{post.Id}", unit.Path, StaffTask.AnswerPosts, new { unit = unit.Code }, new { unit = to.Code }), cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return VerdictResult.DecidedMeanwhile;
        }

        await transaction.CommitAsync(cancellationToken);
        return VerdictResult.Done;
    }
}
