using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>Takes a file, and lists what was imported before.</summary>
[Needs(StaffTask.ImportResponses)]
[LargeForm(MaxBytes = ResponseUpload.MaxBytes + PageRequestGuard.MaxBodyBytes)]
public sealed class IndexModel(UnitScope scope, ResponseUploads uploads, ReaderTime times, Wording w) : PageModel
{
    public const int Most = 50;
    private const int ShownReasons = 20;

    private static readonly Channel[] Channels = [Channel.Import, Channel.Self, Channel.Kiosk, Channel.Assisted, Channel.Paper];

    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public string? Way { get; set; }

    public Unit Shown { get; private set; } = null!;

    public IReadOnlyList<ResponseUpload> Uploads { get; private set; } = [];

    public IEnumerable<SelectListItem> WayItems => Channels.Select(channel => new SelectListItem(w[NameOf(channel)], channel.ToString()));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ImportResponses, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, zone) = (unit, await times.ZoneAsync(HttpContext.RequestAborted));
        Uploads = await uploads.OfAsync(unit, Most, HttpContext.RequestAborted);
        await next();
    }

    public void OnGet()
    {
        // The empty form.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var channel = Array.Find(Channels, channel => channel.ToString() == Way);
        if (!Channels.Any(known => known.ToString() == Way))
        {
            ModelState.AddModelError(nameof(Way), w["Pilih cara jawaban dikumpulkan", "Choose how the answers were collected"]);
        }

        if (Upload is null or { Length: 0 } or { Length: > ResponseUpload.MaxBytes })
        {
            ModelState.AddModelError(nameof(Upload), w[$"Pilih berkas CSV atau XLSX, paling besar {ResponseUpload.MaxBytes >> 20} MB", $"Choose a CSV or XLSX file of at most {ResponseUpload.MaxBytes >> 20} MB"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        try
        {
            using var content = new MemoryStream((int)Upload!.Length);
            await Upload.CopyToAsync(content, HttpContext.RequestAborted);
            var upload = await uploads.ReceiveAsync(Shown, NameOf(Upload.FileName), content.ToArray(), channel, HttpContext.RequestAborted);
            return LocalRedirect(w.Link($"/staff/units/{Shown.Code}/import/{upload.Id}/columns"));
        }
        catch (ImportRefusedException refused)
        {
            foreach (var reason in refused.Texts.Take(ShownReasons))
            {
                ModelState.AddModelError(nameof(Upload), w[reason]);
            }

            return this.Invalid();
        }
    }

    public string Time(DateTime utc) => times.Text(utc, zone);

    public static LocalText NameOf(Channel channel) => channel switch
    {
        Channel.Self => new("diisi sendiri secara daring (formulir web lain)", "filled in online by the citizen (another web form)"),
        Channel.Kiosk => new("tablet di loket", "tablet at the counter"),
        Channel.Assisted => new("dibantu petugas", "assisted by staff"),
        Channel.Paper => new("kertas", "paper"),
        _ => new("tidak diketahui atau campuran", "not known or mixed"),
    };

    /// <summary>The last part of what the browser calls the file, printable and short: it is only shown.</summary>
    private static string NameOf(string fileName)
    {
        var name = string.Concat(ImportText.OneLine(Path.GetFileName(fileName.Replace('\\', '/'))).Where(letter => !char.IsControl(letter)));
        return name.Length switch
        {
            0 => "?",
            > ResponseUpload.FileNameMaxLength => name[..ResponseUpload.FileNameMaxLength],
            _ => name,
        };
    }
}
