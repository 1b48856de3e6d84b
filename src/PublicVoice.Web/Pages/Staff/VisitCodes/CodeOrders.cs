using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Staff.VisitCodes;

/// <summary>
/// Orders codes at the unit of a page's address, which it loads for every handler of the page: not found unless the reader may issue codes
/// there.
/// </summary>
public sealed class CodeOrders(UnitScope scope, UnitDirectory units, VisitCodeIssue issue, IssuedCodesToken tokens, Wording w) : IAsyncPageFilter
{
    /// <summary>Name of the form field for the service.</summary>
    public const string ServiceField = "ServiceCode";

    private List<Service> services = [];

    public Unit Unit { get; private set; } = null!;

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = context.HttpContext.RequestAborted;
        if (await scope.FindAsync((string?)context.RouteData.Values["unit"] ?? "", StaffTask.IssueCodes, cancellationToken) is not { } unit)
        {
            context.Result = new NotFoundResult();
            return;
        }

        (Unit, services) = (unit, await units.ServicesAsync(unit.Id, cancellationToken));
        await next();
    }

    /// <param name="all">What stands for every service.</param>
    public IEnumerable<SelectListItem> ServiceItems(string all) => [new(all, ""), .. services.Select(service => new SelectListItem(service.Name, service.ShortCode))];

    public Service? Find(int? id) => services.Find(service => service.Id == id);

    /// <param name="state">Where it is said what has to be mended first.</param>
    /// <param name="serviceCode">Of one service; empty for all.</param>
    /// <param name="count">How many codes.</param>
    /// <param name="days">How long they are valid.</param>
    /// <param name="order">Made with the form: sending it again, as a reload does, shows the same codes and makes none.</param>
    /// <param name="cancellationToken">Of the request.</param>
    /// <returns>Null where something has to be mended first.</returns>
    public async Task<(Service? Service, IssuedCodes Issued)?> MakeAsync(
        ModelStateDictionary state, string? serviceCode, int count, int days, Guid order, CancellationToken cancellationToken)
    {
        var service = services.Find(service => service.ShortCode == serviceCode);
        if (service is null && !string.IsNullOrEmpty(serviceCode))
        {
            state.AddModelError(ServiceField, w["Pilih layanan", "Choose a service"]);
        }

        if (Unit.Status != UnitStatus.Active)
        {
            state.AddModelError("", w["Unit ini tidak menerima penilaian lagi.", "This unit takes no more ratings."]);
        }

        if (!state.IsValid)
        {
            return null;
        }

        var issued = await issue.MakeAsync(new VisitCodeOrder(Unit, service, count, days, Key: tokens.OrderKey(order)), cancellationToken);
        if (tokens.IsShown(issued))
        {
            return (service, issued);
        }

        state.AddModelError("", w["Kode ini tidak dapat ditampilkan lagi. Buat kode baru.", "These codes can no longer be shown. Make new ones."]);
        return null;
    }
}
