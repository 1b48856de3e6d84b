using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>Rules of a unit's forum; what is left empty is inherited.</summary>
[Needs(StaffTask.ManageForum)]
public sealed class RulesModel(UnitScope scope, ForumAdministration administration, ForumRules rules, Wording w) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public bool? IsOpen { get; set; }

    [BindProperty]
    public string? ReviewDays { get; set; }

    [BindProperty]
    public string? InformationDays { get; set; }

    [BindProperty]
    public string? ComplaintDays { get; set; }

    [BindProperty]
    public string? HeadDays { get; set; }

    [BindProperty]
    public string? BureauDays { get; set; }

    [BindProperty]
    public bool? NeedsApproval { get; set; }

    [BindProperty]
    public bool? PublishesFirst { get; set; }

    public Unit Shown { get; private set; } = null!;

    /// <summary>What holds now.</summary>
    public ForumRule Rule { get; private set; } = ForumRule.Default;

    public IEnumerable<SelectListItem> YesNo => [new(w["seperti unit di atasnya", "as the unit above"], ""), new(w["ya", "yes"], "True"), new(w["tidak", "no"], "False")];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ManageForum, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, Rule) = (unit, await rules.OfAsync(unit, HttpContext.RequestAborted));
        await next();
    }

    public async Task OnGetAsync()
    {
        var settings = await administration.SettingsAsync(Shown, HttpContext.RequestAborted);
        (IsOpen, NeedsApproval, PublishesFirst) = (settings.IsOpen, settings.NeedsApproval, settings.PublishesFirst);
        (ReviewDays, InformationDays, ComplaintDays) = (Text(settings.ReviewDays), Text(settings.InformationDays), Text(settings.ComplaintDays));
        (HeadDays, BureauDays) = (Text(settings.HeadDays), Text(settings.BureauDays));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var (review, information, complaint) = (Days(nameof(ReviewDays), ReviewDays), Days(nameof(InformationDays), InformationDays), Days(nameof(ComplaintDays), ComplaintDays));
        var (head, bureau) = (Days(nameof(HeadDays), HeadDays), Days(nameof(BureauDays), BureauDays));
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        await administration.ChangeAsync(
            Shown,
            settings =>
            {
                (settings.IsOpen, settings.ReviewDays, settings.InformationDays, settings.ComplaintDays, settings.NeedsApproval) = (IsOpen, review, information, complaint, NeedsApproval);
                (settings.HeadDays, settings.BureauDays, settings.PublishesFirst) = (head, bureau, PublishesFirst);
            },
            HttpContext.RequestAborted);
        TempData["Notice"] = w["Aturan forum disimpan. Batas waktu yang sudah diberikan tidak berubah.", "The rules are saved. Deadlines given before stay as they are."];
        return Redirect(w.Link($"/staff/units/{Shown.Code}/forum"));
    }

    private int? Days(string field, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= ForumSettings.MostDays)
        {
            return days;
        }

        ModelState.AddModelError(field, w[$"Isi bilangan 1 sampai {ForumSettings.MostDays}, atau kosongkan", $"Enter a number from 1 to {ForumSettings.MostDays}, or leave it empty"]);
        return null;
    }

    private static string? Text(int? days) => days?.ToString(CultureInfo.InvariantCulture);
}
