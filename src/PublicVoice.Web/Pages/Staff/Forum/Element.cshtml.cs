using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>Which element of the survey a post is about.</summary>
[Needs(StaffTask.LinkPosts)]
public sealed class ElementModel(PostScope scope, PostElements choices, Moderating moderating, Wording w) : PageModel
{
    [FromRoute(Name = "post")]
    public int Id { get; set; }

    [BindProperty]
    public string? Element { get; set; }

    public ShownPost Shown { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Elements { get; private set; } = [];

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(Id, StaffTask.LinkPosts, HttpContext.RequestAborted) is not { } shown)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, Elements) = (shown, await choices.OfAsync(shown.Unit, HttpContext.RequestAborted));
        await next();
    }

    public void OnGet() => Element = Shown.Post.Element;

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Elements.Any(item => item.Value == (Element ?? "")))
        {
            ModelState.AddModelError(nameof(Element), w["Pilih unsur dari daftar", "Choose an element of the list"]);
            return this.Invalid();
        }

        await moderating.LinkAsync(Shown.Post, Shown.Unit, string.IsNullOrEmpty(Element) ? null : Element, HttpContext.RequestAborted);
        TempData["Notice"] = w["Unsur layanan disimpan.", "The element is saved."];
        return Redirect(w.Link(Shown.Path));
    }
}
