using PublicVoice.Web.Audit;
using PublicVoice.Web.Scheduling;

namespace PublicVoice.Web.Issuing;

/// <summary>Looks once an hour for reports that are due and issues them.</summary>
public sealed class ReportIssuer(IServiceScopeFactory scopes, ILogger<ReportIssuer> logger) : Rounds(TimeSpan.FromHours(1), logger)
{
    /// <summary>One after the other, each in a scope of its own: what one report needs is let go before the next. One that fails never stops the others.</summary>
    /// <param name="month">Only of this month; null for all that are due.</param>
    /// <returns>How many were issued, and which failed and why.</returns>
    public static async Task<(int Issued, IReadOnlyList<(DueReport Report, Exception Failure)> Failed)> IssueDueAsync(
        IServiceScopeFactory scopes, DateOnly? month, string actor, CancellationToken cancellationToken)
    {
        IReadOnlyList<DueReport> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            due = await scope.ServiceProvider.GetRequiredService<DueReports>().FindAsync(month, cancellationToken);
        }

        var (issued, failed) = (0, new List<(DueReport, Exception)>());
        foreach (var report in due)
        {
            await using var scope = scopes.CreateAsyncScope();
            try
            {
                issued += await scope.ServiceProvider.GetRequiredService<ReportIssuing>().IssueAsync(report.Unit, report.Month, actor, cancellationToken) is null ? 0 : 1;
            }
#pragma warning disable CA1031 // One unit's report never stops the others; the reason is told.
            catch (Exception failure) when (failure is not OperationCanceledException)
#pragma warning restore CA1031
            {
                failed.Add((report, failure));
            }
        }

        return (issued, failed);
    }

    protected override Task RoundAsync(CancellationToken stoppingToken) => TryAsync(
        nameof(ReportIssuer),
        async () =>
        {
            var (_, failed) = await IssueDueAsync(scopes, month: null, AuditLog.Product, stoppingToken);
            foreach (var (report, failure) in failed)
            {
                logger.LogError(failure, "The report of {Unit} for {Month} could not be issued", report.Unit.Code, report.Month);
            }
        },
        stoppingToken);
}
