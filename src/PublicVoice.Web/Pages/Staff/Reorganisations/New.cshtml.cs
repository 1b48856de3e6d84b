using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
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

    /// <summary>Fields with something wrong, in their order.</summary>
    public IReadOnlyList<string> Wrong { get; private set; } = [];

    /// <summary>Services of the unit that is split.</summary>
    public IReadOnlyList<Service> Services { get; private set; } = [];

    public IEnumerable<SelectListItem> UnitItems => UnitChoices.ById(Units.Where(unit => unit.ParentId is not null), w["Pilih unit", "Choose a unit"]);

    public IEnumerable<SelectListItem> ParentItems => UnitChoices.ById(Units, w["Pilih unit", "Choose a unit"]);

    public IEnumerable<SelectListItem> ContinueItems => UnitChoices.ById(Units.Where(unit => unit.ParentId is not null), w["Unit baru", "A new unit"]);

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
        Form.Fill();
        return Page();
    }

    public async Task<IActionResult> OnPostCheckAsync()
    {
        var (government, plan) = Read();
        if (!IsSound(await planning.CheckAsync(government, plan, HttpContext.RequestAborted)))
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
        var (government, plan) = Read();
        var (id, problems) = ModelState.IsValid ? await planning.PlanAsync(government, plan, HttpContext.RequestAborted) : (0, []);
        if (!IsSound(problems))
        {
            return this.Invalid();
        }

        gate.LookSoon();
        await gate.PassAsync(HttpContext.RequestAborted); // what is due today happens now
        TempData["Notice"] = w["Rencana tersimpan.", "The plan is stored."];
        return LocalRedirect(w.Link($"/staff/reorganisations/{id}"));
    }

    /// <summary>Back to the form with everything in it.</summary>
    public IActionResult OnPostBack()
    {
        ModelState.Clear();
        Chosen = Form.Kind;
        Form.Fill();
        return Page();
    }

    private (Unit Government, ReorganisationPlan Plan) Read()
    {
        Chosen = Form.Kind;
        Form.Fill();
        ModelState.Remove("Form.Day"); // what the framework says of a day that is none
        var known = Units.ToDictionary(unit => unit.Id);
        var plan = Form.Read(known);
        var first = plan.Predecessors.Concat(plan.Successors.Select(unit => unit.ParentId ?? 0)).Select(id => known.GetValueOrDefault(id)).OfType<Unit>().FirstOrDefault();
        return (Units.First(unit => unit.ParentId is null && unit.RootCode == (first?.RootCode ?? unit.RootCode)), plan);
    }

    private bool IsSound(IReadOnlyList<PlanProblem> problems)
    {
        foreach (var problem in problems)
        {
            ModelState.AddModelError(Form.FieldOf(problem), Form.PartOf(problem) is { } part ? $"{w["Bagian", "Part"]} {part}: {w[problem.Message]}" : w[problem.Message]);
        }

        Wrong = [.. problems.Select(Form.FieldOf)];
        return ModelState.IsValid;
    }
}
