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

/// <summary>One template of a unit, or a new one.</summary>
[Needs(StaffTask.WriteTemplates)]
public sealed class TemplateModel(UnitScope scope, ReplyTemplates templates, Wording w) : PageModel
{
    /// <summary>Number of the template, or "new".</summary>
    [FromRoute(Name = "template")]
    public string Which { get; set; } = "";

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public PostKind? Kind { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public Unit Shown { get; private set; } = null!;

    /// <summary>Null for a new one.</summary>
    public ReplyTemplate? Known { get; private set; }

    public string List => $"/staff/units/{Shown.Code}/forum/templates";

    public IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<PostKind>().Select(kind => new SelectListItem(w[ForumWords.Kind(kind)], kind.ToString())).Prepend(new(w["Semua jenis", "All kinds"], ""));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var unit = await scope.FindAsync((string)RouteData.Values["unit"]!, StaffTask.WriteTemplates, HttpContext.RequestAborted);
        var id = int.TryParse(Which, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (int?)null;
        Known = unit is not null && id is not null ? await templates.FindAsync(unit, id.Value, HttpContext.RequestAborted) : null;
        if (unit is null || (Which != "new" && Known is null))
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        await next();
    }

    public void OnGet() => (Seen, Name, Kind, Text) = (Known?.Version ?? 0, Known?.Name, Known?.Kind, Known?.Text);

    public async Task<IActionResult> OnPostAsync()
    {
        var (name, text) = (ForumText.OneLine(Name), ForumText.Plain(Text));
        if (name.Length is 0 or > ReplyTemplate.NameMaxLength)
        {
            ModelState.AddModelError(nameof(Name), w[$"Isi nama, paling banyak {ReplyTemplate.NameMaxLength} huruf", $"Enter a name, at most {ReplyTemplate.NameMaxLength} letters"]);
        }

        if (text.Length is 0 or > OfficialAnswer.TextMaxLength)
        {
            ModelState.AddModelError(nameof(Text), w[$"Isi teks, paling banyak {OfficialAnswer.TextMaxLength} huruf", $"Enter the text, at most {OfficialAnswer.TextMaxLength} letters"]);
        }
        else if (ReplyTemplate.Unknown(text) is [var unknown, ..])
        {
            ModelState.AddModelError(nameof(Text), w[$"{unknown} tidak dikenal; yang dapat dipakai: {{nomor}}, {{judul}}, {{unit}}", $"{unknown} is not known; you can use {{nomor}}, {{judul}}, {{unit}}"]);
        }

        return ModelState.IsValid
            ? Answer(await templates.SaveAsync(Shown, Known, new TemplateText(name, Kind, text, Seen), HttpContext.RequestAborted), w["Templat disimpan.", "The template is saved."])
            : this.Invalid();
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        ModelState.Clear();
        return Known is null ? NotFound() : Answer(await templates.RemoveAsync(Shown, Known, Seen, HttpContext.RequestAborted), w["Templat dihapus.", "The template is removed."]);
    }

    private IActionResult Answer(TemplateResult result, string notice)
    {
        if (result == TemplateResult.Saved)
        {
            TempData["Notice"] = notice;
            return Redirect(w.Link(List));
        }

        var taken = result == TemplateResult.NameTaken;
        ModelState.AddModelError(taken ? nameof(Name) : "", taken
            ? w["Unit ini sudah punya templat dengan nama itu", "This unit has a template of that name already"]
            : w["Templat ini diubah atau dihapus orang lain sejak Anda membukanya. Buka lagi dari daftar.", "Somebody changed or removed this template since you opened it. Open it again from the list."]);
        Response.StatusCode = taken ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict;
        return Page();
    }
}
