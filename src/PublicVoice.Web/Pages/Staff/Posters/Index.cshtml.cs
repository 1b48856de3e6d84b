using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Options;
using PublicVoice.Reports.Pdf;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Posters;

/// <summary>Posters to print. They hold public addresses only, so everybody who sees the unit may have them.</summary>
[Needs(StaffTask.ReadUnits)]
public sealed class IndexModel(UnitScope scope, PosterSet posters, IOptions<PublicVoiceOptions> options, TimeProvider clock, Wording w) : PageModel
{
    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [FromQuery]
    public PosterScope Scope { get; set; }

    [FromQuery]
    public PosterSize Size { get; set; }

    [FromQuery]
    public string? Counter { get; set; }

    [FromQuery]
    public bool Archive { get; set; }

    public Unit Shown { get; private set; } = null!;

    /// <summary>As the QR codes on public pages: the configured address, else the one this page was asked for under.</summary>
    public Uri Root => options.Value.PublicAddress ?? new Uri($"{Request.Scheme}://{Request.Host}{Request.PathBase}");

    public IEnumerable<SelectListItem> ScopeItems =>
    [
        new(w["unit ini (warga memilih layanan di ponsel)", "this unit (citizens choose the service on their phone)"], nameof(PosterScope.Unit)),
        new(w["setiap layanan unit ini", "each service of this unit"], nameof(PosterScope.Services)),
        new(w["unit ini dan semua unit di bawahnya", "this unit and all units below it"], nameof(PosterScope.UnitsBelow)),
    ];

    public IEnumerable<SelectListItem> SizeItems => [new("A4", nameof(PosterSize.A4)), new("A5", nameof(PosterSize.A5))];

    public IEnumerable<SelectListItem> ArchiveItems => [new(w["satu PDF", "one PDF"], "False"), new(w["ZIP, satu PDF tiap poster", "ZIP, one PDF for each poster"], "True")];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(UnitCode, StaffTask.ReadUnits, HttpContext.RequestAborted) is not { } unit)
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        await next();
    }

    public async Task<IActionResult> OnGetFileAsync()
    {
        var counter = ImportText.OneLine(Counter ?? "");
        if (counter.Length > PosterSet.CounterMaxLength || ImportText.HasControlCharacters(counter))
        {
            ModelState.AddModelError(nameof(Counter), w[$"Paling banyak {PosterSet.CounterMaxLength} karakter", $"At most {PosterSet.CounterMaxLength} characters"]);
        }

        if (!ModelState.IsValid || !Enum.IsDefined(Scope) || !Enum.IsDefined(Size))
        {
            return this.Invalid();
        }

        var made = await posters.MakeAsync(Shown, Scope, counter.Length == 0 ? null : counter, Root, HttpContext.RequestAborted);
        if (made.Count == 0)
        {
            ModelState.AddModelError(nameof(Scope), w["Tidak ada yang sedang dibuka: unit ditutup, atau tidak punya layanan", "Nothing is open here: the unit is closed or has no services"]);
            return this.Invalid();
        }

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return Archive
            ? File(PosterSet.Zip(made, Size, today), "application/zip", $"poster-{Shown.Code}.zip")
            : File(PosterPdf.Render([.. made.Select(poster => poster.Poster)], Size, today), "application/pdf", $"poster-{Shown.Code}.pdf");
    }
}
