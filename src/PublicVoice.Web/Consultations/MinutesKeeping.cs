using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Consultations;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Consultations;

/// <summary>The minutes as the office prepares them.</summary>
/// <param name="Missing">What they still need before they can be published.</param>
/// <param name="HasChanges">They differ from the last revision.</param>
public sealed record MinutesDraft(
    IReadOnlyList<AgreedPoint> Points, IReadOnlyList<ConsultationSigner> Signers, IReadOnlyList<ConsultationParticipant> Attended,
    IReadOnlyList<PublishedMinutes> Published, MinutesFacts Facts, IReadOnlyList<LocalText> Missing, bool HasChanges);

/// <summary>Points, signers and texts of the minutes; publishes them as revisions that never change.</summary>
public sealed class MinutesKeeping(PublicVoiceDbContext context, ConsultationAdministration administration, Attendance attendance, UnitDirectory directory, AuditLog audit, TimeProvider clock)
{
    public static MinutesFacts Read(PublishedMinutes minutes) =>
        JsonSerializer.Deserialize<MinutesFacts>(minutes.Content) ?? throw new InvalidDataException($"Revision {minutes.Revision} of consultation {minutes.ConsultationId} is empty.");

    public async Task<MinutesDraft> DraftAsync(Consultation consultation, Unit unit, CancellationToken cancellationToken)
    {
        var points = await PointsAsync(consultation.Id, cancellationToken);
        var signers = await context.ConsultationSigners.AsNoTracking().Where(row => row.ConsultationId == consultation.Id).OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var attended = (await attendance.ListAsync(consultation.Id, cancellationToken)).FindAll(person => person.Attended);
        var published = await context.PublishedMinutes.AsNoTracking().Where(row => row.ConsultationId == consultation.Id).OrderByDescending(row => row.Revision).ToListAsync(cancellationToken);
        var facts = Facts(consultation, unit, await directory.SettingsAsync(unit, cancellationToken), points, signers, attended);
        var last = published.FirstOrDefault();
        return new MinutesDraft(points, signers, attended, published, facts, [.. Missing(consultation, points, signers, attended)], last is null || Text(facts, last.Revision, last.Correction) != last.Content);
    }

    public Task<AgreedPoint?> PointAsync(Consultation consultation, int id, CancellationToken cancellationToken) =>
        context.AgreedPoints.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.ConsultationId == consultation.Id && !row.IsRemoved, cancellationToken);

    /// <param name="pointId">Null for another one.</param>
    public async Task<ConsultationChange> WriteAsync(Consultation consultation, Unit unit, int seen, int? pointId, AgreedPointTexts texts, CancellationToken cancellationToken)
    {
        var point = pointId is { } id ? await context.AgreedPoints.SingleAsync(row => row.Id == id && row.ConsultationId == consultation.Id, cancellationToken) : new AgreedPoint { ConsultationId = consultation.Id };
        var before = pointId is null ? null : Facts(point);
        point.Write(texts);
        if (pointId is null)
        {
            context.Add(point);
        }

        return await SaveAsync("consultation.point-written", consultation, unit, seen, before, Facts(point), cancellationToken);
    }

    public async Task<ConsultationChange> RemovePointAsync(Consultation consultation, Unit unit, int seen, int pointId, CancellationToken cancellationToken)
    {
        var point = await context.AgreedPoints.SingleAsync(row => row.Id == pointId && row.ConsultationId == consultation.Id, cancellationToken);
        point.Remove();
        return await SaveAsync("consultation.point-removed", consultation, unit, seen, Facts(point), null, cancellationToken);
    }

    public Task<ConsultationChange> AddSignerAsync(Consultation consultation, Unit unit, int seen, ConsultationSigner signer, CancellationToken cancellationToken)
    {
        context.Add(signer);
        return SaveAsync("consultation.signers-changed", consultation, unit, seen, null, new { added = signer.Position }, cancellationToken);
    }

    public async Task<ConsultationChange> RemoveSignerAsync(Consultation consultation, Unit unit, int seen, int signerId, CancellationToken cancellationToken)
    {
        var signer = await context.ConsultationSigners.SingleOrDefaultAsync(row => row.Id == signerId && row.ConsultationId == consultation.Id, cancellationToken);
        if (signer is null)
        {
            return ConsultationChange.ChangedMeanwhile;
        }

        context.Remove(signer);
        return await SaveAsync("consultation.signers-changed", consultation, unit, seen, new { removed = signer.Position }, null, cancellationToken);
    }

    public Task<ConsultationChange> WriteAsync(Consultation consultation, Unit unit, int seen, MinutesTexts texts, CancellationToken cancellationToken) => administration.SaveAsync(
        "consultation.minutes-written", consultation.Id, seen, unit, row => row.HasMinutes, row => row.Write(texts),
        row => new { summary_length = row.Summary?.Length, unit_commitment = row.UnitCommitment, public_commitment = row.PublicCommitment, signed_at = row.SignedAt, signed_on = $"{row.SignedOn:yyyy-MM-dd}" },
        cancellationToken);

    /// <summary>Publishes what was seen as the next revision: the copy that never changes, the follow-up of each point, and no number of anybody who did not come.</summary>
    /// <param name="correction">Why there is another revision; null for the first.</param>
    public async Task<ConsultationChange> PublishAsync(Consultation consultation, Unit unit, int seen, string? correction, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.Consultations.Where(row => row.Id == consultation.Id && row.Version == seen).ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, seen + 1), cancellationToken) == 0)
        {
            return ConsultationChange.ChangedMeanwhile; // the row stays locked for the others until this is done
        }

        context.ChangeTracker.Clear(); // lest a version from before be taken for the one of now
        var draft = await DraftAsync(consultation, unit, cancellationToken);
        var revision = draft.Published.Count + 1;
        if (draft.Missing.Count > 0 || !draft.HasChanges || (revision > 1) != (correction is not null))
        {
            return ConsultationChange.NotPossible;
        }

        context.Add(new PublishedMinutes
        {
            ConsultationId = consultation.Id,
            Revision = revision,
            PublishedOn = clock.GetUtcNow().UtcDateTime,
            Correction = correction,
            Content = Text(draft.Facts, revision, correction),
        });
        await FollowAsync(consultation.Id, draft.Points, cancellationToken);
        await context.ConsultationParticipants.Where(row => row.ConsultationId == consultation.Id && !row.Attended)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Phone, (string?)null), cancellationToken);
        var result = await administration.SaveAsync(
            "consultation.minutes-published", consultation.Id, seen + 1, unit, row => row.HasMinutes, row => row.Conclude(), null, cancellationToken, new { revision, correction, points = draft.Points.Count });
        if (result == ConsultationChange.Done)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return result;
    }

    /// <summary>Somebody takes the copy with phone numbers.</summary>
    public Task NoteFullCopyAsync(Consultation consultation, Unit unit, int revision, CancellationToken cancellationToken) => audit.SaveAsync(
        new("consultation.minutes-downloaded", ConsultationAdministration.Named(consultation), unit.Path, StaffTask.RunConsultations, After: new { revision }), cancellationToken);

    private Task<List<AgreedPoint>> PointsAsync(int consultationId, CancellationToken cancellationToken) =>
        context.AgreedPoints.AsNoTracking().Where(row => row.ConsultationId == consultationId && !row.IsRemoved).OrderBy(row => row.Id).ToListAsync(cancellationToken);

    private async Task FollowAsync(int consultationId, IReadOnlyList<AgreedPoint> points, CancellationToken cancellationToken)
    {
        var items = await context.FollowUpItems.Where(row => row.ConsultationId == consultationId).ToDictionaryAsync(row => row.PointId, cancellationToken);
        foreach (var point in points)
        {
            if (!items.Remove(point.Id, out var item))
            {
                item = new FollowUpItem { ConsultationId = consultationId, PointId = point.Id };
                context.Add(item);
            }

            item.Agree(point);
        }

        foreach (var dropped in items.Values.Where(item => item.Status != FollowUpStatus.Dropped))
        {
            dropped.Drop();
        }
    }

    private async Task<ConsultationChange> SaveAsync(string action, Consultation consultation, Unit unit, int seen, object? before, object? after, CancellationToken cancellationToken)
    {
        var row = await context.Consultations.SingleAsync(row => row.Id == consultation.Id, cancellationToken);
        if (row.Version != seen || !row.HasMinutes)
        {
            context.ChangeTracker.Clear();
            return row.HasMinutes ? ConsultationChange.ChangedMeanwhile : ConsultationChange.NotPossible;
        }

        row.CountMinutesChange();
        try
        {
            await audit.SaveAsync(new(action, ConsultationAdministration.Named(row), unit.Path, StaffTask.RunConsultations, before, after), cancellationToken);
            return ConsultationChange.Done;
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear();
            return ConsultationChange.ChangedMeanwhile;
        }
    }

    private static IEnumerable<LocalText> Missing(Consultation row, List<AgreedPoint> points, List<ConsultationSigner> signers, List<ConsultationParticipant> attended)
    {
        if (attended.Count == 0)
        {
            yield return new("Centang siapa yang hadir.", "Tick who came.");
        }

        if (points.Count == 0)
        {
            yield return new("Tulis sedikitnya satu masalah dengan rekomendasi dan jangka waktunya.", "Write at least one problem with its recommendation and time limit.");
        }

        if (row.UnitCommitment is null || row.PublicCommitment is null || row.SignedAt is null || row.SignedOn is null)
        {
            yield return new("Isi komitmen, tempat, dan tanggal tanda tangan.", "Fill in the commitments, and place and day of signing.");
        }

        if (signers.Count == 0)
        {
            yield return new("Tulis siapa yang menandatangani.", "Write who signs.");
        }
    }

    private static string Text(MinutesFacts facts, int revision, string? correction) => JsonSerializer.Serialize(facts with { Revision = revision, Correction = correction });

    private static object Facts(AgreedPoint point) => new { problem = point.Problem, recommendation = point.Recommendation, due_on = $"{point.DueOn:yyyy-MM-dd}", owner = point.Owner };

    private static MinutesFacts Facts(
        Consultation row, Unit unit, UnitSettings settings, List<AgreedPoint> points, List<ConsultationSigner> signers, List<ConsultationParticipant> attended) => new()
        {
            Letterhead = new Letterhead(
            settings.Root.Name, settings.LetterheadName, settings.LetterheadAddress, settings.CoatOfArms, null, settings.SignerName, settings.SignerNip, settings.SignerTitle ?? unit.HeadTitle),
            UnitName = unit.Name,
            Theme = row.Theme,
            FirstDay = row.FirstDay,
            LastDay = row.LastDay,
            BeginsAt = row.BeginsAt,
            EndsAt = row.EndsAt,
            TimeZone = ConsultationWords.ZoneOf(row, settings.TimeZone),
            Place = row.Place,
            IsOnline = row.MeetingLink is not null,
            Attendance = [.. ConsultationWords.Groups.Select(group => new GroupAttendance(ConsultationWords.Group(group), attended.Count(person => person.Group == group)))],
            Summary = row.Summary,
            Points = [.. points.Select(point => new MinutesPoint(point.Id, point.Problem, point.Recommendation, point.DueOn))],
            UnitCommitment = row.UnitCommitment ?? "…",
            PublicCommitment = row.PublicCommitment ?? "…",
            SignedAt = row.SignedAt ?? "…",
            SignedOn = row.SignedOn ?? row.LastDay,
            Signers = [.. signers.Select(signer => new MinutesSigner(signer.Name, signer.Phone, signer.Sex, signer.Position))],
            Attendees = [.. attended.Select(person => new MinutesAttendee(person.Name, person.Phone, person.Sex, ConsultationWords.Group(person.Group), person.Organisation))],
            Revision = 0,
            Correction = null,
        };
}
