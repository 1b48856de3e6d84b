using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>Holidays and shared leave of a government, a year at a time: pasted from the decree as lines of day and name.</summary>
[Needs(StaffTask.ManageForum)]
public sealed class HolidaysModel(UnitScope scope, ForumAdministration administration, TimeProvider clock, Wording w) : PageModel
{
    private const int MaxLength = 10_000;

    [FromRoute(Name = "government")]
    public string UnitCode { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int Year { get; set; }

    [BindProperty]
    public string? Days { get; set; }

    public Unit Shown { get; private set; } = null!;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ManageForum, HttpContext.RequestAborted) is not { ParentId: null } root)
        {
            context.Result = NotFound();
            return;
        }

        Shown = root;
        Year = Year is >= 2000 and < 2100 ? Year : clock.GetUtcNow().Year;
        await next();
    }

    public async Task OnGetAsync() =>
        Days = string.Join('\n', (await administration.HolidaysAsync(Shown, Year, HttpContext.RequestAborted)).Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd} {day.Name}")));

    public async Task<IActionResult> OnPostAsync()
    {
        var days = new Dictionary<DateOnly, string>();
        var text = CommentText.Plain(Days ?? "");
        foreach (var line in text[..Math.Min(text.Length, MaxLength)].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (day, name) = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var first, var rest] ? (first, rest) : (line, "");
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) || read.Year != Year || name.Length is 0 or > Holiday.NameMaxLength)
            {
                ModelState.AddModelError(nameof(Days), w[$"“{line}”: tulis hari dalam {Year} lalu namanya, misalnya {Year}-12-25 Hari Natal", $"“{line}”: write a day of {Year} and its name, such as {Year}-12-25 Christmas Day"]);
            }
            else if (!days.TryAdd(read, name))
            {
                ModelState.AddModelError(nameof(Days), w[$"{day} tertulis dua kali", $"{day} stands there twice"]);
            }
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        await administration.SetHolidaysAsync(Shown, Year, days, HttpContext.RequestAborted);
        TempData["Notice"] = w[$"{days.Count} hari libur {Year} disimpan.", $"{days.Count} holidays of {Year} saved."];
        return Redirect(w.Link($"/staff/units/{Shown.Code}/holidays?year={Year}"));
    }
}
