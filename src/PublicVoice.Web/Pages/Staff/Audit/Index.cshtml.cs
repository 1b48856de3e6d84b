using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Audit;

[Needs(StaffTask.ReadAudit)]
public sealed class IndexModel(AuditSearch search, PublicVoiceDbContext context, ReaderTime time, Wording w) : PageModel
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;
    private Dictionary<string, string> units = [];

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Person { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Action { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Unit { get; set; }

    [FromQuery]
    public string? Before { get; set; }

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    public bool More { get; private set; }

    public bool IsFiltered => new[] { From, To, Person, Action, Unit }.Any(text => !string.IsNullOrWhiteSpace(text));

    public IEnumerable<SelectListItem> Actions =>
        AuditActions.Names.Select(action => new SelectListItem(w[action.Value], action.Key)).OrderBy(item => item.Text, StringComparer.Ordinal).Prepend(new(w["Semua", "All"], ""));

    public string Time(DateTime utc) => time.Text(utc, zone);

    public string ActorOf(AuditEntry entry) => Enum.TryParse<StaffRole>(entry.Role, out var role) ? $"{entry.Actor}, {w[RoleNames.Of(role)]}"
        : entry.Actor == AuditLog.CommandLine ? w["(baris perintah)", AuditLog.CommandLine] : entry.Actor;

    public string UnitOf(AuditEntry entry) => units.GetValueOrDefault(CodeOf(entry)) ?? CodeOf(entry);

    public string LinkTo(long? before, string? handler = null)
    {
        var query = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["from"] = From,
            ["to"] = To,
            ["person"] = Person,
            ["action"] = Action,
            ["unit"] = Unit,
            ["before"] = before?.ToString(CultureInfo.InvariantCulture),
            ["handler"] = handler,
        };
        return w.Link("/staff/audit" + QueryString.Create(query.Where(pair => !string.IsNullOrWhiteSpace(pair.Value))));
    }

    public async Task<IActionResult> OnGetAsync()
    {
        zone = await time.ZoneAsync(HttpContext.RequestAborted);
        if (Filter() is not { } filter)
        {
            return this.Invalid();
        }

        long? before = long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        (Entries, More) = await search.FindAsync(filter, before, HttpContext.RequestAborted);
        var codes = Entries.Select(CodeOf).Distinct(StringComparer.Ordinal).ToList();
        units = await context.Units.Where(unit => codes.Contains(unit.Code)).ToDictionaryAsync(unit => unit.Code, unit => unit.Name, StringComparer.Ordinal, HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>By POST, since it leaves an entry.</summary>
    public async Task<IActionResult> OnPostExportAsync()
    {
        zone = await time.ZoneAsync(HttpContext.RequestAborted);
        if (Filter() is not { } filter)
        {
            return this.Invalid();
        }

        var file = OpenTemporary();
        await search.ExportAsync(filter, file, HttpContext.RequestAborted);
        file.Position = 0;
        return File(file, "text/csv; charset=utf-8", "audit.csv");
    }

    /// <summary>Gone when it is closed; nobody else on the machine can read it.</summary>
    private static FileStream OpenTemporary()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
    }

    /// <summary>Days are those of the government.</summary>
    /// <returns>Null where a date cannot be read; the form says so.</returns>
    private AuditFilter? Filter()
    {
        var (from, to) = (Day(nameof(From), From), Day(nameof(To), To));
        if (from > to)
        {
            ModelState.AddModelError(nameof(To), w["Tanggal akhir harus sama dengan atau sesudah tanggal awal", "The last day must not be before the first"]);
        }

        return !ModelState.IsValid ? null : new AuditFilter
        {
            From = from is { } first ? GovernmentTime.Utc(first, TimeOnly.MinValue, zone) : null,
            Until = to is { } last ? GovernmentTime.Utc(last.AddDays(1), TimeOnly.MinValue, zone) : null,
            Person = Person,
            Action = string.IsNullOrWhiteSpace(Action) ? null : Action,
            Unit = Unit,
        };
    }

    private DateOnly? Day(string field, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000)
        {
            return day;
        }

        ModelState.AddModelError(field, w["Tulis tanggal seperti 2026-11-22", "Write the date as 2026-11-22"]);
        return null;
    }

    private static string CodeOf(AuditEntry entry) => entry.UnitPath.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
}
