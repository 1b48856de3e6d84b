using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Consultations;

public enum ConsultationChange
{
    Done,

    /// <summary>Somebody was faster: nothing was changed.</summary>
    ChangedMeanwhile,

    /// <summary>It does not stand where this can be done.</summary>
    NotPossible,
}

/// <summary>A consultation in a list.</summary>
public sealed record ListedConsultation(Consultation Consultation, string UnitName, int Participants, int WaitingMessages);

/// <summary>Prepares consultations and carries them from draft to under way. Each change is saved with its audit entry.</summary>
public sealed class ConsultationAdministration(PublicVoiceDbContext context, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    public const int PageSize = 50;

    private const long NumberLock = 0x50_56_46_4B_50; // a number of our own, one per purpose

    public static string Named(Consultation consultation) => $"{consultation.Theme} (#{consultation.Id})";

    /// <summary>Newest first, within the reader's scope.</summary>
    /// <param name="before">Id of the last of the page before.</param>
    /// <returns>One more than a page where there are more.</returns>
    public Task<List<ListedConsultation>> ListAsync(ConsultationStatus? status, int? before, CancellationToken cancellationToken)
    {
        var scopes = staff.Scopes(StaffTask.ReadConsultations);
        return context.Consultations.AsNoTracking().Where(row => (status == null || row.Status == status) && (before == null || row.Id < before))
            .Join(context.Units.Where(unit => scopes.Any(scope => unit.Path.StartsWith(scope))), row => row.UnitId, unit => unit.Id, (row, unit) => new { row, unit.Name })
            .OrderByDescending(found => found.row.Id).Take(PageSize + 1)
            .Select(found => new ListedConsultation(
                found.row, found.Name, context.ConsultationParticipants.Count(person => person.ConsultationId == found.row.Id),
                context.RoomMessages.Count(message => message.ConsultationId == found.row.Id && message.DecidedOn == null)))
            .ToListAsync(cancellationToken);
    }

    public async Task<Consultation> CreateAsync(Unit unit, ConsultationPlan plan, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var consultation = new Consultation { UnitId = unit.Id, CreatedOn = clock.GetUtcNow().UtcDateTime };
        consultation.Change(plan);
        context.Add(consultation);
        await context.SaveChangesAsync(cancellationToken);
        await audit.SaveAsync(new("consultation.created", Named(consultation), unit.Path, StaffTask.RunConsultations, After: Facts(consultation)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return consultation;
    }

    public Task<ConsultationChange> ChangeAsync(int id, int seen, Unit unit, ConsultationPlan plan, CancellationToken cancellationToken) =>
        SaveAsync("consultation.changed", id, seen, unit, row => row.MayBeChanged, row => row.Change(plan), Facts, cancellationToken);

    public async Task<ConsultationChange> AnnounceAsync(int id, int seen, Unit unit, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({NumberLock})", cancellationToken); // SQLite has one writer at a time anyway
        }

        var number = (await context.Consultations.MaxAsync(row => row.Number, cancellationToken) ?? 0) + 1;
        var result = await SaveAsync(
            "consultation.announced", id, seen, unit, row => row.Status == ConsultationStatus.Draft, row => row.Announce(number), row => new { number = row.Number }, cancellationToken);
        if (result == ConsultationChange.Done)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return result;
    }

    public Task<ConsultationChange> BeginAsync(int id, int seen, Unit unit, CancellationToken cancellationToken) =>
        SaveAsync("consultation.begun", id, seen, unit, row => row.Status == ConsultationStatus.Announced, row => row.Begin(), null, cancellationToken);

    public Task<ConsultationChange> CancelAsync(int id, int seen, Unit unit, string reason, CancellationToken cancellationToken) =>
        SaveAsync("consultation.cancelled", id, seen, unit, row => row.MayBeChanged, row => row.Cancel(reason), row => new { reason = row.CancelReason }, cancellationToken);

    public Task<ConsultationChange> SetRoomAsync(int id, int seen, Unit unit, RoomAccess access, bool showsAtOnce, CancellationToken cancellationToken) =>
        SaveAsync(
            "consultation.room-changed", id, seen, unit, row => row.MayBeChanged, row => row.SetRoom(access, showsAtOnce),
            row => new { room = row.Room.ToString(), shows_at_once = row.ShowsAtOnce }, cancellationToken);

    public Task<List<ConsultationInvitee>> InviteesAsync(int id, CancellationToken cancellationToken) =>
        context.ConsultationInvitees.AsNoTracking().Where(row => row.ConsultationId == id).OrderBy(row => row.Group).ThenBy(row => row.Name).ToListAsync(cancellationToken);

    public async Task<ConsultationChange> InviteAsync(int id, int seen, Unit unit, IReadOnlyCollection<(ParticipantGroup Group, string Name)> invited, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await SaveAsync(
            "consultation.invitees-changed", id, seen, unit, row => row.MayBeChanged, row => row.CountChange(),
            null, cancellationToken, new { count = invited.Count, names = string.Join("; ", invited.Select(row => row.Name)) });
        if (result == ConsultationChange.Done)
        {
            await context.ConsultationInvitees.Where(row => row.ConsultationId == id).ExecuteDeleteAsync(cancellationToken);
            context.AddRange(invited.Select(row => new ConsultationInvitee { ConsultationId = id, Group = row.Group, Name = row.Name }));
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return result;
    }

    /// <param name="document">Null to take it away.</param>
    public async Task<ConsultationChange> SetDocumentAsync(int id, int seen, Unit unit, ConsultationDocument? document, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await SaveAsync(
            "consultation.document-changed", id, seen, unit, row => row.MayBeChanged, row => row.CountChange(), null, cancellationToken, new { name = document?.Name, bytes = document?.Content.Length });
        if (result == ConsultationChange.Done)
        {
            await context.ConsultationDocuments.Where(row => row.ConsultationId == id).ExecuteDeleteAsync(cancellationToken);
            if (document is not null)
            {
                context.Add(document);
                await context.SaveChangesAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return result;
    }

    /// <summary>A change of one consultation with its entry, in the transaction that is open or in one of its own.</summary>
    /// <param name="facts">What the entry tells of it before and after.</param>
    /// <param name="after">What the entry tells where that is not of the consultation itself.</param>
    internal async Task<ConsultationChange> SaveAsync(
        string action, int id, int seen, Unit unit, Func<Consultation, bool> isPossible, Action<Consultation> change, Func<Consultation, object>? facts, CancellationToken cancellationToken,
        object? after = null)
    {
        var consultation = await context.Consultations.SingleAsync(row => row.Id == id, cancellationToken);
        if (consultation.Version != seen)
        {
            return ConsultationChange.ChangedMeanwhile;
        }

        if (!isPossible(consultation))
        {
            return ConsultationChange.NotPossible;
        }

        var before = facts?.Invoke(consultation);
        change(consultation);
        try
        {
            await audit.SaveAsync(new(action, Named(consultation), unit.Path, StaffTask.RunConsultations, before, facts?.Invoke(consultation) ?? after), cancellationToken);
            return ConsultationChange.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear();
            return ConsultationChange.ChangedMeanwhile;
        }
    }

    private static object Facts(Consultation row) => new
    {
        theme = row.Theme,
        material_length = row.Material.Length,
        material_link = row.MaterialLink,
        days = $"{row.FirstDay:yyyy-MM-dd} {row.LastDay:yyyy-MM-dd}",
        times = $"{row.BeginsAt:HH\\:mm} {row.EndsAt:HH\\:mm}",
        place = row.Place,
        meeting_link = row.MeetingLink,
        register_until = $"{row.RegisterUntil:yyyy-MM-dd}",
    };
}
