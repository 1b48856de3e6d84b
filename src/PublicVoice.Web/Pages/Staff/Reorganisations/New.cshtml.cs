using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Reorganisations;

/// <summary>Plans a change step by step: which kind, which units and day, a look at what will happen, then it is planned.</summary>
[Needs(StaffTask.PlanReorganisations)]
public sealed class NewModel(
    UnitDirectory directory, ReorganisationPlanning planning, ReorganisationPreview preview, ReorganisationGate gate, CurrentStaff staff, Wording w) : PageModel
{
    /// <summary>Null at the first step.</summary>
    [FromQuery(Name = "kind")]
    public ReorganisationKind? Chosen { get; set; }

    [BindProperty]
    public PlanForm Form { get; set; } = new();

    /// <summary>Active units of the reader's governments in the order of the tree.</summary>
    public IReadOnlyList<Unit> Units { get; private set; } = [];

    /// <summary>What will happen; null until it was asked for.</summary>
    public IReadOnlyList<LocalText>? Effects { get; private set; }

    /// <summary>Services of the unit that is split.</summary>
    public IReadOnlyList<Service> Services { get; private set; } = [];

    public IEnumerable<SelectListItem> UnitItems => Items(w["Pilih unit", "Choose a unit"], Units.Where(unit => unit.ParentId is not null));

    public IEnumerable<SelectListItem> ParentItems => Items(w["Pilih unit", "Choose a unit"], Units);

    public IEnumerable<SelectListItem> ContinueItems => Items(w["Unit baru", "A new unit"], Units.Where(unit => unit.ParentId is not null));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        List<string> governments = [.. staff.Scopes(StaffTask.PlanReorganisations).Where(ReorganisationList.IsGovernment)];
        if (governments.Count == 0)
        {
            context.Result = NotFound();
            return;
        }

        Units = await directory.Within(governments).AsNoTracking().Where(unit => unit.Status == UnitStatus.Active).OrderBy(unit => unit.Path).ToListAsync(HttpContext.RequestAborted);
        await next();
    }

    public IActionResult OnGet()
    {
        if (!ModelState.IsValid)
        {
            return NotFound(); // no such kind
        }

        Form.Kind = Chosen ?? default;
        Form.Parts = [.. Enumerable.Range(0, Form.Kind == ReorganisationKind.Split ? ReorganisationPlan.MostParts : 1).Select(_ => new PartForm())];
        return Page();
    }

    public async Task<IActionResult> OnPostCheckAsync()
    {
        if (await ReadAsync() is not var (government, plan))
        {
            return this.Invalid();
        }

        Effects = await preview.OfAsync(government, plan, HttpContext.RequestAborted);
        if (Form.Kind == ReorganisationKind.Split)
        {
            Services = await directory.ServicesAsync(plan.Predecessors[0], HttpContext.RequestAborted);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        if (await ReadAsync() is not var (government, plan))
        {
            return this.Invalid();
        }

        var id = await planning.PlanAsync(government, plan, HttpContext.RequestAborted);
        gate.LookSoon();
        await gate.PassAsync(HttpContext.RequestAborted); // what is due today happens now
        TempData["Notice"] = w["Perubahan sudah direncanakan.", "The change is planned."];
        return LocalRedirect(w.Link($"/staff/reorganisations/{id}"));
    }

    /// <summary>Back to the form with everything in it.</summary>
    public IActionResult OnPostBack()
    {
        ModelState.Clear();
        Chosen = Form.Kind;
        return Page();
    }

    private async Task<(Unit, ReorganisationPlan)?> ReadAsync()
    {
        Chosen = Form.Kind;
        ModelState.Remove("Form.Day"); // what the framework says of a day that is none
        var known = Units.ToDictionary(unit => unit.Id);
        var plan = Form.Read(known);
        var first = plan.Predecessors.Concat(plan.Successors.Select(unit => unit.ParentId ?? 0)).Select(id => known.GetValueOrDefault(id)).OfType<Unit>().FirstOrDefault();
        var government = Units.First(unit => unit.ParentId is null && unit.RootCode == (first?.RootCode ?? unit.RootCode));
        foreach (var problem in await planning.CheckAsync(government, plan, HttpContext.RequestAborted))
        {
            ModelState.AddModelError(Field(problem), w[problem.Message]);
        }

        return ModelState.IsValid ? (government, plan) : null;
    }

    private string Field(PlanProblem problem) => problem.Field switch
    {
        "Day" => "Form.Day",
        "Basis" => "Form.Basis",
        "Units" => Form.Kind == ReorganisationKind.Merge ? "Form.Units" : "Form.Unit",
        "Successor" => "Form.Continues",
        _ => $"Form.Parts[{Form.Parts.IndexOf(Form.Kind == ReorganisationKind.Split ? Form.Used[problem.Part] : Form.Parts[0])}].{problem.Field}",
    };

    private static IEnumerable<SelectListItem> Items(string none, IEnumerable<Unit> units) =>
        [new(none, ""), .. units.Select(unit => new SelectListItem(new string('\u2003', unit.Path.Count(letter => letter == '/') - 1) + unit.Name, unit.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)))];
}
