using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Consultations;

/// <summary>A public consultation with its unit.</summary>
public sealed record ConsultationPlace(Consultation Consultation, Unit Unit, UnitSettings Settings, DateOnly Today)
{
    public bool TakesRegistrations => Consultation.TakesRegistrations(Today);
}

/// <summary>A consultation in the public list.</summary>
/// <param name="Points">Agreed and still in the minutes.</param>
public sealed record PublicListing(Consultation Consultation, string UnitName, int Points, int Done, int Overdue);

/// <summary>What the public may read of consultations. Drafts, and drafts that were cancelled, are never among it.</summary>
public sealed class PublicConsultations(PublicVoiceDbContext context, UnitDirectory directory, TimeProvider clock)
{
    public const int PageSize = 20;

    /// <summary>Announced or under way; more are not shown at once.</summary>
    public const int MostComing = 100;

    /// <param name="unit">With everything below it; null for all.</param>
    /// <param name="today">For what is overdue.</param>
    public async Task<IReadOnlyList<PublicListing>> ComingAsync(Unit? unit, DateOnly today, CancellationToken cancellationToken)
    {
        var found = await Listed(Of(unit).Where(row => row.Status == ConsultationStatus.Announced || row.Status == ConsultationStatus.UnderWay).OrderBy(row => row.FirstDay).ThenBy(row => row.Id).Take(MostComing), today)
            .ToListAsync(cancellationToken);
        return [.. found.OrderBy(row => row.Consultation.FirstDay).ThenBy(row => row.Consultation.Id)];
    }

    /// <summary>Over or cancelled, newest first.</summary>
    /// <param name="before">Number of the last of the page before.</param>
    /// <returns>One more than a page where there are more.</returns>
    public async Task<IReadOnlyList<PublicListing>> PastAsync(Unit? unit, int? before, DateOnly today, CancellationToken cancellationToken)
    {
        var found = await Listed(
            Of(unit).Where(row => (row.Status == ConsultationStatus.Concluded || row.Status == ConsultationStatus.Cancelled) && (before == null || row.Number < before))
                .OrderByDescending(row => row.Number).Take(PageSize + 1),
            today).ToListAsync(cancellationToken);
        return [.. found.OrderByDescending(row => row.Consultation.Number)];
    }

    /// <returns>Null where there is none that the public may read.</returns>
    public async Task<ConsultationPlace?> FindAsync(int number, CancellationToken cancellationToken)
    {
        var found = await context.Consultations.AsNoTracking().Where(row => row.Number == number)
            .Join(context.Units.AsNoTracking(), row => row.UnitId, unit => unit.Id, (row, unit) => new { row, unit }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : await PlaceAsync(found.row, found.unit, cancellationToken);
    }

    public async Task<ConsultationPlace> PlaceAsync(Consultation consultation, Unit unit, CancellationToken cancellationToken)
    {
        var settings = await directory.SettingsAsync(unit, cancellationToken);
        return new ConsultationPlace(consultation, unit, settings, GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone));
    }

    public Task<string?> DocumentNameAsync(Consultation consultation, CancellationToken cancellationToken) =>
        context.ConsultationDocuments.Where(row => row.ConsultationId == consultation.Id).Select(row => row.Name).SingleOrDefaultAsync(cancellationToken);

    public Task<ConsultationDocument?> DocumentAsync(Consultation consultation, CancellationToken cancellationToken) =>
        context.ConsultationDocuments.AsNoTracking().SingleOrDefaultAsync(row => row.ConsultationId == consultation.Id, cancellationToken);

    /// <summary>What of the room is shown, oldest first.</summary>
    public Task<List<RoomMessage>> RoomAsync(Consultation consultation, CancellationToken cancellationToken) =>
        context.RoomMessages.AsNoTracking().Where(row => row.ConsultationId == consultation.Id && row.PublicText != null).OrderBy(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>Revisions of the minutes, newest first.</summary>
    public Task<List<PublishedMinutes>> MinutesAsync(Consultation consultation, CancellationToken cancellationToken) =>
        context.PublishedMinutes.AsNoTracking().Where(row => row.ConsultationId == consultation.Id).OrderByDescending(row => row.Revision).ToListAsync(cancellationToken);

    private IQueryable<Consultation> Of(Unit? unit)
    {
        var shown = context.Consultations.AsNoTracking().Where(row => row.Number != null);
        if (unit is null)
        {
            return shown;
        }

        var within = directory.Within(unit);
        return shown.Where(row => within.Any(below => below.Id == row.UnitId));
    }

    private IQueryable<PublicListing> Listed(IQueryable<Consultation> consultations, DateOnly today) => consultations.Join(
        context.Units, row => row.UnitId, unit => unit.Id,
        (row, unit) => new PublicListing(
            row, unit.Name,
            context.FollowUpItems.Count(item => item.ConsultationId == row.Id && item.Status != FollowUpStatus.Dropped),
            context.FollowUpItems.Count(item => item.ConsultationId == row.Id && item.Status == FollowUpStatus.Done),
            context.FollowUpItems.Count(item => item.ConsultationId == row.Id && item.DueOn < today && (item.Status == FollowUpStatus.NotStarted || item.Status == FollowUpStatus.InProgress))));
}
