using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>Batches of a unit and of everything below it, so that whoever stands above finds those that wait for a second person.</summary>
[Needs(StaffTask.EnterPaper)]
public sealed class IndexModel(UnitScope scope, UnitDirectory directory, PublicVoiceDbContext context) : PageModel
{
    public const int Most = 200;

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public IReadOnlyList<(PaperBatch Batch, Unit Unit, string? Service, int Sheets)> Batches { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(UnitCode, StaffTask.EnterPaper, cancellationToken) is not { } unit)
        {
            return NotFound();
        }

        Shown = unit;
        var rows = await context.PaperBatches.AsNoTracking()
            .Join(directory.Within(unit), batch => batch.UnitId, within => within.Id, (batch, within) => new { Batch = batch, Unit = within })
            .OrderBy(row => row.Batch.ClosedOn != null).ThenByDescending(row => row.Batch.Id).Take(Most)
            .Select(row => new
            {
                row.Batch,
                row.Unit,
                Service = context.Services.Where(service => service.Id == row.Batch.ServiceId).Select(service => service.Name).SingleOrDefault(),
                Sheets = context.PaperSheets.Count(sheet => sheet.BatchId == row.Batch.Id),
            })
            .ToListAsync(cancellationToken);
        Batches = rows.ConvertAll(row => (row.Batch, row.Unit, row.Service, row.Batch.PostedSheets ?? row.Sheets));
        return Page();
    }
}
