using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>A batch with its unit.</summary>
public sealed record ShownBatch(Unit Unit, Service? Service, PaperContext Paper)
{
    public PaperBatch Batch => Paper.Batch;

    public string Path => $"/staff/units/{Unit.Code}/paper/{Batch.Id}";

    /// <summary>A sheet as it was typed, with what has to be mended put beside its fields.</summary>
    /// <param name="posted">The form as it was sent.</param>
    /// <param name="state">Of the page.</param>
    /// <param name="w">Language of the reader.</param>
    /// <param name="sheet">Null where something has to be mended first.</param>
    public PaperSheetForm Read(IFormCollection posted, ModelStateDictionary state, Wording w, out TypedSheet? sheet)
    {
        var form = PaperSheetForm.Read(Paper, posted.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal), out sheet);
        foreach (var (field, text) in form.Errors)
        {
            state.AddModelError(field, w[text]);
        }

        return form;
    }
}

/// <summary>
/// Loads the batch of a page's address for every handler of the page: not found unless it belongs to the unit in the address and the reader
/// may type in paper there.
/// </summary>
public sealed class PaperBatchScope(UnitScope scope, QuestionnaireVersions versions, AskedQuestions asked, PublicVoiceDbContext context) : IAsyncPageFilter
{
    public ShownBatch Shown { get; private set; } = null!;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (unit, batch) = ((string?)context.RouteData.Values["unit"] ?? "", (string?)context.RouteData.Values["batch"]);
        if (!int.TryParse(batch, out var id) || await FindAsync(unit, id, context.HttpContext.RequestAborted) is not { } found)
        {
            context.Result = new NotFoundResult();
            return;
        }

        Shown = found;
        await next();
    }

    /// <summary>It may have moved on meanwhile.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken) => Shown = (await FindAsync(Shown.Unit.Code, Shown.Batch.Id, cancellationToken))!;

    private async Task<ShownBatch?> FindAsync(string unitCode, int batchId, CancellationToken cancellationToken)
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
        return new(unit, service, new PaperContext(batch, version, services, await asked.FindAsync(PaperExtras.VersionsOf(batch), cancellationToken)));
    }
}
