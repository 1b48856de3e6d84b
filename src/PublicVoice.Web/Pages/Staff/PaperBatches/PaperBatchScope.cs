using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>A batch with its unit.</summary>
public sealed record ShownBatch(Unit Unit, Service? Service, PaperContext Paper)
{
    public PaperBatch Batch => Paper.Batch;

    public string Path => $"/staff/units/{Unit.Code}/paper/{Batch.Id}";
}

/// <summary>The batch of a page's address, where it belongs to the unit in it and the reader may type in paper there.</summary>
public sealed class PaperBatchScope(UnitScope scope, QuestionnaireVersions versions, PublicVoiceDbContext context)
{
    public async Task<ShownBatch?> FindAsync(string unitCode, int batchId, CancellationToken cancellationToken)
    {
        if (await scope.FindAsync(unitCode, StaffTask.EnterPaper, cancellationToken) is not { } unit
            || await context.PaperBatches.AsNoTracking().SingleOrDefaultAsync(batch => batch.Id == batchId && batch.UnitId == unit.Id, cancellationToken) is not { } batch)
        {
            return null;
        }

        var service = await context.Services.AsNoTracking().SingleOrDefaultAsync(service => service.Id == batch.ServiceId, cancellationToken);
        var version = (await versions.FindAsync(batch.QuestionnaireVersionId, cancellationToken))!;
        var services = batch.ServiceId is not null ? [] : await context.Services.AsNoTracking()
            .Where(service => service.UnitId == unit.Id && (!service.Archived || context.PaperSheets.Any(sheet =>
                sheet.BatchId == batch.Id && (sheet.ServiceId == service.Id || sheet.SecondServiceId == service.Id)))) // archived since it was typed
            .OrderBy(service => service.Name).ToListAsync(cancellationToken);
        return new(unit, service, new PaperContext(batch, version, services));
    }
}
