using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Consultations;

/// <summary>An item with what was told about it, newest first.</summary>
public sealed record FollowedItem(FollowUpItem Item, IReadOnlyList<FollowUpProgress> Progress);

/// <param name="Owner">Who is responsible from now on.</param>
/// <param name="Seen">Version of the item that was seen.</param>
public sealed record NewProgress(FollowUpStatus Status, string Note, string Owner, int Seen);

/// <summary>What becomes of the agreed points, told in public.</summary>
public sealed class FollowUps(PublicVoiceDbContext context, AuditLog audit, TimeProvider clock)
{
    public async Task<IReadOnlyList<FollowedItem>> OfAsync(int consultationId, CancellationToken cancellationToken)
    {
        var items = await context.FollowUpItems.AsNoTracking().Where(item => item.ConsultationId == consultationId).OrderBy(item => item.PointId).ToListAsync(cancellationToken);
        var progress = (await context.FollowUpProgress.AsNoTracking().Where(row => context.FollowUpItems.Any(item => item.Id == row.ItemId && item.ConsultationId == consultationId))
            .OrderByDescending(row => row.Id).ToListAsync(cancellationToken)).ToLookup(row => row.ItemId);
        return items.ConvertAll(item => new FollowedItem(item, [.. progress[item.Id]]));
    }

    /// <returns>False when there is no such item, or somebody else was faster.</returns>
    public async Task<bool> AdvanceAsync(Consultation consultation, Unit unit, int itemId, NewProgress told, CancellationToken cancellationToken)
    {
        var item = await context.FollowUpItems.SingleOrDefaultAsync(row => row.Id == itemId && row.ConsultationId == consultation.Id && row.Status != FollowUpStatus.Dropped, cancellationToken);
        if (item is null || item.Version != told.Seen)
        {
            return false;
        }

        var before = new { status = item.Status.ToString(), owner = item.Owner };
        item.Advance(told.Status, told.Owner);
        context.Add(new FollowUpProgress { ItemId = item.Id, Status = told.Status, Note = told.Note, WrittenOn = clock.GetUtcNow().UtcDateTime });
        try
        {
            await audit.SaveAsync(
                new("consultation.progress-told", $"{ConsultationAdministration.Named(consultation)}, {item.PointId}", unit.Path, StaffTask.RunConsultations, before, new { status = told.Status.ToString(), owner = told.Owner, note = told.Note }),
                cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear();
            return false;
        }
    }
}
