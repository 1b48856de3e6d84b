using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Csv;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Consultations;

/// <summary>Who came to a consultation: ticked on the list, written down at the door. The audit log counts people and names none.</summary>
public sealed class Attendance(PublicVoiceDbContext context, Registrations registrations, AuditLog audit)
{
    /// <summary>By name.</summary>
    public Task<List<ConsultationParticipant>> ListAsync(int consultationId, CancellationToken cancellationToken) =>
        context.ConsultationParticipants.AsNoTracking().Where(row => row.ConsultationId == consultationId).OrderBy(row => row.Name).ThenBy(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>Only what was changed on the form, so that two people at two doors do not undo each other.</summary>
    /// <param name="came">Ids that were newly ticked.</param>
    /// <param name="absent">Ids whose tick was taken away.</param>
    public async Task TickAsync(Consultation consultation, Unit unit, IReadOnlyCollection<int> came, IReadOnlyCollection<int> absent, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var (ticked, unticked) = (await SetAsync(came, true), await SetAsync(absent, false));
        if (ticked + unticked > 0)
        {
            await CountAsync(consultation.Id, cancellationToken);
            await audit.SaveAsync(Record("consultation.attendance-changed", consultation, unit, new { ticked, unticked }), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);

        Task<int> SetAsync(IReadOnlyCollection<int> ids, bool attended) => context.ConsultationParticipants
            .Where(row => row.ConsultationId == consultation.Id && ids.Contains(row.Id) && row.Attended != attended)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Attended, attended), cancellationToken);
    }

    /// <returns>Why not; null where the person is on the list and ticked.</returns>
    public async Task<Reports.LocalText?> AddWalkInAsync(Consultation consultation, Unit unit, RegistrationDraft draft, Guid key, CancellationToken cancellationToken)
    {
        var result = await registrations.AddAsync(consultation.Id, draft, key, consentedTo: null, cancellationToken);
        if (result.Refusal is null)
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            await CountAsync(consultation.Id, cancellationToken);
            await audit.SaveAsync(Record("consultation.walk-in-added", consultation, unit, new { group = draft.ChosenGroup.ToString() }), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return result.Refusal;
    }

    /// <summary>Takes somebody off the list: written down by mistake, or at their own wish.</summary>
    public async Task<bool> RemoveAsync(Consultation consultation, Unit unit, int participantId, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.ConsultationParticipants.Where(row => row.Id == participantId && row.ConsultationId == consultation.Id).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return false;
        }

        await CountAsync(consultation.Id, cancellationToken);
        await audit.SaveAsync(Record("consultation.participant-removed", consultation, unit, new { participant = participantId }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The list of attendance for a spreadsheet, formulas made harmless; leaves an audit entry.</summary>
    public async Task<byte[]> ExportAsync(Consultation consultation, Unit unit, CancellationToken cancellationToken)
    {
        var people = await ListAsync(consultation.Id, cancellationToken);
        using var file = new MemoryStream();
        using (var csv = SafeCsv.Open(file))
        {
            csv.Row("nama", "kelompok", "organisasi", "telepon", "l_p", "hadir", "tanpa_daftar");
            foreach (var person in people)
            {
                csv.Row(person.Name, ConsultationWords.Group(person.Group).Indonesian, person.Organisation, person.Phone, person.Sex, person.Attended ? "ya" : "tidak", person.IsWalkIn ? "ya" : "tidak");
            }
        }

        await audit.SaveAsync(Record("consultation.attendance-exported", consultation, unit, new { people = people.Count }), cancellationToken);
        return file.ToArray();
    }

    /// <summary>What the minutes will say has changed: whoever looks at an older state cannot publish it.</summary>
    private Task<int> CountAsync(int consultationId, CancellationToken cancellationToken) =>
        context.Consultations.Where(row => row.Id == consultationId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), cancellationToken);

    private static AuditRecord Record(string action, Consultation consultation, Unit unit, object after) =>
        new(action, ConsultationAdministration.Named(consultation), unit.Path, StaffTask.RunConsultations, After: after);
}
