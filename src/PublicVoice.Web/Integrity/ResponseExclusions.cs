using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Integrity;

/// <summary>
/// Takes responses out of the count and puts them back, by a person and with a reason. The tallies move in the same transaction, which holds
/// the lock that the writer of responses takes: SQLite's only one, or on PostgreSQL the row of the unit. A response changes once however
/// often it is asked for.
/// </summary>
public sealed class ResponseExclusions(
    PublicVoiceDbContext context, QuestionnaireVersions versions, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    /// <summary>In one decision, so that its record in the audit log can name them.</summary>
    public const int Most = 2000;

    /// <summary>
    /// Nobody decides about answers to their own office: an administrator decides from above it and holds no other role of it. Who leads or serves a whole
    /// government is not of one office; above it there is nobody.
    /// </summary>
    public bool MayDecide(Unit unit) =>
        staff.Roles.Any(held => held.Role.Has(StaffTask.ExcludeResponses) && held.Covers(unit.Path) && (held.UnitId != unit.Id || unit.ParentId is null))
        && !staff.Roles.Any(held => held.Role is StaffRole.UnitOfficer or StaffRole.CounterOfficer or StaffRole.Leader && held.Covers(unit.Path) && !held.IsWholeGovernment);

    /// <param name="ids">Responses of the unit; those that are out already, or of another unit, stay as they are.</param>
    /// <returns>How many were taken out.</returns>
    public async Task<int> ExcludeAsync(Unit unit, IReadOnlyCollection<long> ids, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        TallyRows.LockUnits(context, [unit.Id]);
        var rows = await FindAsync(unit, ids, excluded: false, cancellationToken);
        if (rows.Count == 0)
        {
            return 0;
        }

        var exclusion = new Exclusion
        {
            UnitId = unit.Id,
            MadeOn = clock.GetUtcNow().UtcDateTime,
            MadeBy = staff.Account?.Name ?? AuditLog.CommandLine,
            Reason = reason,
            Count = rows.Count,
        };
        context.Add(exclusion);
        await context.SaveChangesAsync(cancellationToken);
        await MoveAsync(rows, exclusion.Id, cancellationToken);
        await audit.SaveAsync(
            new(
                "responses.excluded", UnitAdministration.Named(unit), unit.Path, StaffTask.ExcludeResponses,
                After: new { decision = exclusion.Id, responses = rows.Count, reason, ids = Ranges(rows) }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows.Count;
    }

    /// <param name="ids">Responses of the unit; those that count already, or of another unit, stay as they are.</param>
    /// <returns>How many were put back.</returns>
    public async Task<int> RestoreAsync(Unit unit, IReadOnlyCollection<long> ids, string reason, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        TallyRows.LockUnits(context, [unit.Id]);
        var rows = await FindAsync(unit, ids, excluded: true, cancellationToken);
        if (rows.Count == 0)
        {
            return 0;
        }

        await MoveAsync(rows, null, cancellationToken);
        await audit.SaveAsync(
            new(
                "responses.restored", UnitAdministration.Named(unit), unit.Path, StaffTask.ExcludeResponses,
                After: new { responses = rows.Count, reason, ids = Ranges(rows) }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows.Count;
    }

    private async Task<List<SurveyResponse>> FindAsync(Unit unit, IReadOnlyCollection<long> ids, bool excluded, CancellationToken cancellationToken)
    {
        if (ids.Count > Most)
        {
            throw new ArgumentException($"{ids.Count} responses; at most {Most} at once.", nameof(ids));
        }

        return await context.SurveyResponses.AsNoTracking()
            .Where(response => response.UnitId == unit.Id && response.Excluded == excluded && ids.Contains(response.Id)).OrderBy(response => response.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Changes the responses first, so that a tally that must be counted anew counts them as they are now.</summary>
    private async Task MoveAsync(List<SurveyResponse> rows, int? exclusionId, CancellationToken cancellationToken)
    {
        var (ids, isOut) = (rows.ConvertAll(row => row.Id), exclusionId is not null);
        await context.SurveyResponses.Where(response => ids.Contains(response.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(response => response.Excluded, isOut).SetProperty(response => response.ExclusionId, exclusionId), cancellationToken);
        var known = await versions.AllAsync(cancellationToken);
        var counts = new Dictionary<TallyKey, AnswerTally>();
        foreach (var row in rows)
        {
            var counting = SurveyResponse.ClassOf(row.Signals);
            Of(row, isOut ? counting : ResponseClass.Excluded).Remove(row.Counted);
            Of(row, isOut ? ResponseClass.Excluded : counting).Add(row.Counted);
        }

        var check = new TallyCheck(context, versions);
        TallyRows.Add(context, counts, TallyRows.Read(context, [.. counts.Keys]), key => check.CountAsync(key, CancellationToken.None).GetAwaiter().GetResult());

        AnswerTally Of(SurveyResponse row, ResponseClass which)
        {
            var key = new TallyKey(row.UnitId, TallyKey.MonthOf(row.LocalDay), row.ServiceId ?? 0, row.QuestionnaireVersionId, which);
            if (!counts.TryGetValue(key, out var tally))
            {
                tally = new AnswerTally(TallyLayout.For(known[row.QuestionnaireVersionId].Definition));
                counts.Add(key, tally);
            }

            return tally;
        }
    }

    /// <summary>"3-7, 12": ids in a row are named by the first and the last.</summary>
    private static string Ranges(List<SurveyResponse> rows)
    {
        var ranges = new List<(long First, long Last)>();
        foreach (var id in rows.Select(row => row.Id))
        {
            if (ranges.Count > 0 && ranges[^1].Last == id - 1)
            {
                ranges[^1] = (ranges[^1].First, id);
            }
            else
            {
                ranges.Add((id, id));
            }
        }

        return string.Join(", ", ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));
    }
}
