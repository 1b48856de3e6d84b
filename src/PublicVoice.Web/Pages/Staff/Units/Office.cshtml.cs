using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>What is needed to show which responses came out of hours or from the office itself.</summary>
[Needs(StaffTask.EditUnits)]
public sealed class OfficeModel(UnitScope scope, UnitDirectory directory, UnitAdministration units, Wording w) : PageModel
{
    private static readonly string[] Days = [nameof(Monday), nameof(Tuesday), nameof(Wednesday), nameof(Thursday), nameof(Friday), nameof(Saturday), nameof(Sunday)];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public string? Monday { get; set; }

    [BindProperty]
    public string? Tuesday { get; set; }

    [BindProperty]
    public string? Wednesday { get; set; }

    [BindProperty]
    public string? Thursday { get; set; }

    [BindProperty]
    public string? Friday { get; set; }

    [BindProperty]
    public string? Saturday { get; set; }

    [BindProperty]
    public string? Sunday { get; set; }

    [BindProperty]
    public string? Networks { get; set; }

    public Unit Shown { get; private set; } = null!;

    /// <summary>Hours that hold here without being entered here.</summary>
    public string? InheritedHours { get; private set; }

    private string[] Typed => [.. new[] { Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday }.Select(day => (day ?? "").Trim())];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        var hours = (await directory.SettingsAsync(unit, HttpContext.RequestAborted)).OpeningHours;
        InheritedHours = unit.OpeningHours is null && hours is not null
            ? string.Join(", ", hours.Days.Select((day, at) => (day, at)).Where(row => row.day is not null).Select(row => $"{DayName(row.at)} {row.day}")) : null;
        await next();
    }

    public void OnGet()
    {
        var days = OpeningHours.Read(Shown.OpeningHours)?.Days.Select(day => day?.ToString()).ToArray() ?? new string?[7];
        (Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday) = (days[0], days[1], days[2], days[3], days[4], days[5], days[6]);
        Networks = Shown.OfficeNetworks;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var spans = Typed.Select(OpenSpan.Read).ToList();
        for (var day = 0; day < Days.Length; day++)
        {
            if (spans[day] is null && Typed[day].Length > 0)
            {
                ModelState.AddModelError(Days[day], w[$"{DayName(day)}: tulis seperti 08.00-16.00, atau kosongkan", $"{DayName(day)}: write it as 08:00-16:00, or leave it empty"]);
            }
        }

        var typed = Networks ?? "";
        if (OfficeNetworks.Unreadable(typed) is [var wrong, ..])
        {
            ModelState.AddModelError(nameof(Networks), w[$"Bukan alamat atau jaringan: {wrong}", $"This is no address or network: {wrong}"]);
        }

        var networks = OfficeNetworks.Read(typed);
        if (networks.Networks.Count > OfficeNetworks.Most || networks.ToString().Length > Unit.OfficeNetworksMaxLength)
        {
            ModelState.AddModelError(nameof(Networks), w[$"Paling banyak {OfficeNetworks.Most} jaringan", $"At most {OfficeNetworks.Most} networks"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        await units.ChangeAsync(
            Shown.Id,
            from: null,
            unit =>
            {
                unit.OpeningHours = spans.Exists(span => span is not null) ? new OpeningHours(spans).ToString() : null;
                unit.OfficeNetworks = networks.Networks.Count > 0 ? networks.ToString() : null;
                return true;
            },
            HttpContext.RequestAborted);
        TempData["Notice"] = w["Jam buka dan jaringan kantor sudah disimpan.", "Opening hours and office networks have been saved."];
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}"));
    }

    private string DayName(int day) => w.Language == PublicVoice.Reports.Language.English
        ? Days[day]
        : new[] { "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu" }[day];
}
