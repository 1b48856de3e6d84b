using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Reports;

/// <summary>Reports of the reader's units, a month at a time, and those that are still to come.</summary>
[Needs(StaffTask.ReadReports)]
public sealed class IndexModel(PublicVoiceDbContext context, UnitDirectory directory, DueReports due, CurrentStaff staff) : PageModel
{
    public sealed record Listing(int Id, string UnitName, string DocumentNumber, long N, decimal? Index, string? Grade, bool Headline, DateTime IssuedOn, IReadOnlyList<string> KnownBy);

    /// <summary>As 2026-11; the newest that there is where it is left out.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Month { get; set; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<DateOnly> Months { get; private set; } = [];

    public DateOnly? Shown { get; private set; }

    public IReadOnlyList<Listing> Reports { get; private set; } = [];

    public IReadOnlyList<DueReport> Due { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var (scopes, cancellationToken) = (staff.Scopes(StaffTask.ReadReports), HttpContext.RequestAborted);
        var within = directory.Within(scopes);
        var reports = context.IssuedReports.AsNoTracking().Join(within, report => report.UnitId, unit => unit.Id, (report, unit) => new { report, unit.Path });
        Months = await reports.Select(row => row.report.Month).Distinct().OrderDescending().ToListAsync(cancellationToken);
        Shown = DateOnly.TryParseExact(Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : Months.Count > 0 ? Months[0] : null;
        var shown = await reports.Where(row => row.report.Month == Shown).OrderBy(row => row.Path)
            .Select(row => new
            {
                row.report.Id,
                row.report.UnitName,
                row.report.DocumentNumber,
                row.report.N,
                row.report.Index,
                row.report.Grade,
                row.report.Headline,
                row.report.IssuedOn,
                KnownBy = context.ReportAcknowledgements.Where(known => known.ReportId == row.report.Id).OrderBy(known => known.Id).Select(known => known.Name).ToList(),
            }).ToListAsync(cancellationToken);
        Reports = [.. shown.Select(row => new Listing(row.Id, row.UnitName, row.DocumentNumber, row.N, row.Index, row.Grade, row.Headline, row.IssuedOn, row.KnownBy))];
        var governments = scopes.Select(path => path[..path.IndexOf('/', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal);
        var coming = new List<DueReport>();
        foreach (var root in await context.Units.AsNoTracking().Where(unit => unit.ParentId == null && governments.Contains(unit.Code)).ToListAsync(cancellationToken))
        {
            coming.AddRange((await due.OfAsync(root, cancellationToken)).Where(report => staff.Has(StaffTask.ReadReports, report.Unit)));
        }

        Due = [.. coming.OrderBy(report => report.From).ThenBy(report => report.Unit.Path, StringComparer.Ordinal)];
    }
}
