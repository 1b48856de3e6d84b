using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Issuing;

/// <summary>What staff do with reports that were issued, and with subscriptions.</summary>
public sealed class IssuedReports(PublicVoiceDbContext context, CurrentStaff staff, AuditLog audit, TimeProvider clock)
{
    /// <summary>The report with its unit, within the reader's scope.</summary>
    public async Task<(IssuedReport Report, Unit Unit)?> FindAsync(int id, CancellationToken cancellationToken) =>
        await context.IssuedReports.AsNoTracking().Where(report => report.Id == id)
            .Join(context.Units.AsNoTracking(), report => report.UnitId, unit => unit.Id, (report, unit) => new { report, unit }).SingleOrDefaultAsync(cancellationToken) is { } found
            && staff.Has(StaffTask.ReadReports, found.unit) ? (found.report, found.unit) : null;

    /// <summary>The file; that somebody took it is written down.</summary>
    public async Task<byte[]> FileAsync(IssuedReport report, Unit unit, CancellationToken cancellationToken)
    {
        var file = await context.IssuedReportFiles.Where(file => file.ReportId == report.Id).Select(file => file.Content).SingleAsync(cancellationToken);
        await audit.SaveAsync(new("report.downloaded", report.Code, unit.Path, StaffTask.ReadReports), cancellationToken);
        return file;
    }

    /// <summary>Once for each leader; a second time changes nothing.</summary>
    public async Task AcknowledgeAsync(IssuedReport report, Unit unit, string note, CancellationToken cancellationToken)
    {
        var (account, now) = (staff.Account!, clock.GetUtcNow().UtcDateTime);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var added = await context.Database.ExecuteSqlAsync(
            $"INSERT INTO report_acknowledgements (report_id, account_id, name, acknowledged_on, note) VALUES ({report.Id}, {account.Id}, {account.Name}, {now}, {note}) ON CONFLICT (report_id, account_id) DO NOTHING",
            cancellationToken);
        if (added == 1)
        {
            await audit.SaveAsync(new("report.acknowledged", report.Code, unit.Path, StaffTask.AcknowledgeReports), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public Task<ReportSubscription?> SubscriptionAsync(Unit unit, CancellationToken cancellationToken) =>
        context.ReportSubscriptions.AsNoTracking().SingleOrDefaultAsync(subscription => subscription.UnitId == unit.Id, cancellationToken);

    /// <param name="wanted">Null to end it.</param>
    public async Task SubscribeAsync(Unit unit, ReportSubscription? wanted, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var before = await SubscriptionAsync(unit, cancellationToken);
        await context.ReportSubscriptions.Where(subscription => subscription.UnitId == unit.Id).ExecuteDeleteAsync(cancellationToken);
        if (wanted is not null)
        {
            context.Add(wanted);
        }

        await audit.SaveAsync(new("reports.subscribed", UnitAdministration.Named(unit), unit.Path, StaffTask.ManageReports, Facts(before), Facts(wanted)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static object? Facts(ReportSubscription? subscription) => subscription is null
        ? null
        : new { first_month = $"{subscription.FirstMonth:yyyy-MM}", units_below = subscription.WithUnitsBelow, working_days_waited = subscription.WorkingDaysWaited };
}
