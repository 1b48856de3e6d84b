using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Forum;

[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ActModel(WrittenPosts written, PostLimits limits, TimeProvider clock, Wording w) : PageModel
{
    [BindProperty(Name = SurveyForm.KeyField)]
    public string? Key { get; set; }

    /// <summary>Version of the post that the writer saw.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public ReceiptAct Act { get; private set; } = null!;

    public WrittenPost Shown { get; private set; } = null!;

    public string Code { get; private set; } = "";

    public string Back => w.Link(ForumLinks.Receipt(Code));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (receipt, act) = ((string)RouteData.Values["receipt"]!, ReceiptActs.Find((string)RouteData.Values["act"]!));
        var isSent = HttpMethods.IsPost(Request.Method);
        var limited = limits.Take(HttpContext, isSent ? Limit.PostMessage : Limit.Receipt);
        if (limited is not null && !isSent)
        {
            context.Result = new EmptyResult();
            return;
        }

        if (act is null || await written.FindAsync(receipt, HttpContext.RequestAborted) is not { } shown)
        {
            context.Result = NotFound();
            return;
        }

        (Act, Shown, Code) = (act, shown, ReceiptCodes.Grouped(receipt));
        if (limited is not null)
        {
            ModelState.AddModelError("", w[limited]);
            context.Result = Page();
            return;
        }

        await next();
    }

    public IActionResult OnGet()
    {
        if (!Act.IsPossible(Shown))
        {
            return Redirect(Back); // the status page says where it stands
        }

        (Key, Version, Text) = (Guid.CreateVersion7(clock.GetUtcNow()).ToString("D"), Shown.Post.Version, Act.Kind == MessageKind.Correction ? Shown.Post.Text : null);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Text = ForumText.Plain(Text);
        if (PostSubmissions.KeyOf(Key) is not { } key)
        {
            (Key, Version) = (Guid.CreateVersion7(clock.GetUtcNow()).ToString("D"), Shown.Post.Version);
            ModelState.Clear();
            ModelState.AddModelError("", w["Formulir ini tidak lengkap dan belum tersimpan. Kirim lagi.", "This form was incomplete and has not been saved. Send it again."]);
            return this.Invalid();
        }

        if (Act.NeedsText && Text.Length == 0)
        {
            ModelState.AddModelError(nameof(Text), w["Tulis dulu isinya.", "Write something first."]);
        }
        else if (Text.Length > Post.TextMaxLength)
        {
            ModelState.AddModelError(nameof(Text), w[PostDraft.TooLong("Isi", "The text", Text.Length, Post.TextMaxLength)]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var refusal = Act.Kind is { } kind
            ? await written.AddAsync(Shown.Post.Id, Version, kind, Text, key, cancellationToken)
            : await written.WithdrawAsync(Shown.Post.Id, Version, cancellationToken);
        if (refusal is null)
        {
            return Redirect(w.Link($"{ForumLinks.Receipt(Code)}?sudah={Act.Name}"));
        }

        ModelState.Remove(nameof(Version)); // what is shown now is what the next try has seen
        Version = (await written.FindAsync(Code, cancellationToken))!.Post.Version;
        ModelState.AddModelError("", w[refusal]);
        return this.Invalid();
    }
}
