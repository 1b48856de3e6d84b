using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>The official answer to one post: draft, then published.</summary>
[Needs(StaffTask.ApproveAnswers)]
public sealed class AnswerModel(PostScope scope, Answering answering, ForumRules rules, ReplyTemplates templates, ReaderTime times, CurrentStaff staff, TimeProvider clock, Wording w) : PageModel
{
    private OfficialAnswer? draft;

    [FromRoute(Name = "post")]
    public int Id { get; set; }

    [BindProperty]
    public AnswerForm Form { get; set; } = new();

    public ShownPost Shown { get; private set; } = null!;

    public ForumRule Rule { get; private set; } = ForumRule.Default;

    public IReadOnlyList<(ReplyTemplate Template, Unit From)> Templates { get; private set; } = [];

    public bool HasDraft => draft is not null;

    public bool MayDraft => staff.Has(StaffTask.AnswerPosts, Shown.Unit);

    /// <summary>Whoever wrote the draft may publish it only where no second person is wanted.</summary>
    public bool MayPublish => draft is not null && (Rule.NeedsApproval ? staff.Has(StaffTask.ApproveAnswers, Shown.Unit) && draft.DraftedById != staff.Account!.Id : MayDraft);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(Id, StaffTask.ApproveAnswers, cancellationToken) is not { } shown)
        {
            context.Result = NotFound();
            return;
        }

        Shown = shown;
        Rule = await rules.OfAsync(shown.Unit, cancellationToken);
        draft = await answering.DraftAsync(Id, cancellationToken);
        Templates = MayDraft ? await templates.UsableAsync(shown.Unit, shown.Post.Kind, cancellationToken) : [];
        await next();
    }

    public void OnGet() => Form = AnswerForm.Of(draft);

    /// <summary>Puts a template after what is typed; nothing is stored.</summary>
    public IActionResult OnPostInsert()
    {
        if (!MayDraft)
        {
            return NotFound();
        }

        ModelState.Clear(); // the fields show what the form now holds
        if (Templates.FirstOrDefault(row => row.Template.Id == Form.Template).Template is not { } template)
        {
            ModelState.AddModelError(nameof(Form.Template), w["Pilih templat dahulu", "Choose a template first"]);
            return this.Invalid();
        }

        Form.Add(template.For(Shown.Post, Shown.Unit));
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!MayDraft)
        {
            return NotFound();
        }

        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, await times.ZoneAsync(HttpContext.RequestAborted));
        if (Form.Read(today, ModelState, w) is not { } read)
        {
            return this.Invalid();
        }

        var result = await answering.SaveAsync(Shown.Post, Shown.Unit, read, HttpContext.RequestAborted);
        return result == AnswerResult.Saved
            ? Done(w["Rancangan tanggapan disimpan. Belum terbit.", "The draft is saved. It is not published yet."], $"{Shown.Path}/answer")
            : await RefusedAsync(result);
    }

    public async Task<IActionResult> OnPostPublishAsync()
    {
        ModelState.Clear();
        if (!MayPublish)
        {
            return HasDraft && Rule.NeedsApproval ? await RefusedAsync(AnswerResult.NeedsAnotherPerson) : NotFound();
        }

        var result = await answering.PublishAsync(Shown.Post, Shown.Unit, Form.Seen, Rule.NeedsApproval ? StaffTask.ApproveAnswers : StaffTask.AnswerPosts, HttpContext.RequestAborted);
        return result == AnswerResult.Published ? Done(w["Tanggapan terbit dan penulis diberi tahu.", "The answer is published and the writer is told."], Shown.Path) : await RefusedAsync(result);
    }

    private RedirectResult Done(string notice, string path)
    {
        TempData["Notice"] = notice;
        return Redirect(w.Link(path));
    }

    private async Task<IActionResult> RefusedAsync(AnswerResult result)
    {
        ModelState.AddModelError("", result switch
        {
            AnswerResult.NeedsAnotherPerson => w["Unit ini meminta orang kedua menerbitkan tanggapan: mintalah rekan atau pimpinan.", "This unit wants a second person to publish answers: ask a colleague or the head."],
            AnswerResult.NotPossible => w["Topik ini tidak dapat ditanggapi pada keadaannya sekarang.", "This post cannot be answered as it stands now."],
            _ => w["Rancangan atau topik diubah orang lain sejak Anda membukanya. Salin tulisan Anda bila perlu, lalu muat ulang halaman.", "Somebody changed the draft or the post since you opened it. Copy your text if you need it, then reload the page."],
        });
        draft = await answering.DraftAsync(Id, HttpContext.RequestAborted);
        if (result == AnswerResult.NeedsAnotherPerson)
        {
            Form = AnswerForm.Of(draft);
        }

        Response.StatusCode = result == AnswerResult.ChangedMeanwhile ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        return Page();
    }
}
