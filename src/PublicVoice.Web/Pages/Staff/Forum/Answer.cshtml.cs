using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>The official answer to one post: draft, then published.</summary>
[Needs(StaffTask.ApproveAnswers)]
public sealed class AnswerModel(PostScope scope, Answering answering, ForumRules rules, CurrentStaff staff, TimeProvider clock, Wording w) : PageModel
{
    private OfficialAnswer? draft;

    [FromRoute(Name = "post")]
    public int Id { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public AnswerOutcome? Outcome { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? DoneBy { get; set; }

    public ShownPost Shown { get; private set; } = null!;

    public ForumRule Rule { get; private set; } = ForumRule.Default;

    public bool HasDraft => draft is not null;

    public bool MayDraft => staff.Has(StaffTask.AnswerPosts, Shown.Unit);

    /// <summary>Whoever wrote the draft may publish it only where no second person is wanted.</summary>
    public bool MayPublish => draft is not null && (Rule.NeedsApproval ? staff.Has(StaffTask.ApproveAnswers, Shown.Unit) && draft.DraftedById != staff.Account!.Id : MayDraft);

    public IEnumerable<SelectListItem> Outcomes =>
        Enum.GetValues<AnswerOutcome>().Select(outcome => new SelectListItem(w[ForumWords.Outcome(outcome)], outcome.ToString())).Prepend(new(w["Pilih", "Choose"], ""));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await scope.FindAsync(Id, StaffTask.ApproveAnswers, HttpContext.RequestAborted) is not { } shown)
        {
            context.Result = NotFound();
            return;
        }

        Shown = shown;
        Rule = await rules.OfAsync(shown.Unit, HttpContext.RequestAborted);
        draft = await answering.DraftAsync(Id, HttpContext.RequestAborted);
        await next();
    }

    public void OnGet() => Fill();

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!MayDraft)
        {
            return NotFound();
        }

        var text = CommentText.Plain(Text ?? "").Trim();
        if (text.Length is 0 or > OfficialAnswer.TextMaxLength)
        {
            ModelState.AddModelError(nameof(Text), text.Length == 0 ? w["Tulis tanggapan", "Write the answer"] : w[$"Paling banyak {OfficialAnswer.TextMaxLength} huruf", $"At most {OfficialAnswer.TextMaxLength} letters"]);
        }

        if (Outcome is null || !Enum.IsDefined(Outcome.Value))
        {
            ModelState.AddModelError(nameof(Outcome), w["Pilih apa arti tanggapan ini bagi topik", "Choose what the answer means for the post"]);
        }

        var doneBy = Day();
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var result = await answering.SaveAsync(Shown.Post, Shown.Unit, new AnswerDraft(Outcome!.Value, text, doneBy, Seen), HttpContext.RequestAborted);
        if (result == AnswerResult.Saved)
        {
            TempData["Notice"] = w["Rancangan tanggapan disimpan. Belum terbit.", "The draft is saved. It is not published yet."];
            return Redirect(w.Link($"{Shown.Path}/answer"));
        }

        return await RefusedAsync(result);
    }

    public async Task<IActionResult> OnPostPublishAsync()
    {
        ModelState.Clear();
        if (!MayPublish)
        {
            return HasDraft && Rule.NeedsApproval ? await RefusedAsync(AnswerResult.NeedsAnotherPerson) : NotFound();
        }

        var result = await answering.PublishAsync(Shown.Post, Shown.Unit, Seen, Rule.NeedsApproval ? StaffTask.ApproveAnswers : StaffTask.AnswerPosts, HttpContext.RequestAborted);
        if (result == AnswerResult.Published)
        {
            TempData["Notice"] = w["Tanggapan terbit dan penulis diberi tahu.", "The answer is published and the writer is told."];
            return Redirect(w.Link(Shown.Path));
        }

        return await RefusedAsync(result);
    }

    private void Fill()
    {
        if (draft is not null)
        {
            (Outcome, Text, DoneBy) = (draft.Outcome, draft.Text, draft.DoneBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        Seen = draft?.Version ?? 0;
    }

    private DateOnly? Day()
    {
        if (Outcome != AnswerOutcome.InProgress)
        {
            return null;
        }

        if (DateOnly.TryParseExact((DoneBy ?? "").Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) && day.Year < 2100)
        {
            return day;
        }

        ModelState.AddModelError(nameof(DoneBy), w["Isi kapan selesai, hari ini atau sesudahnya", "Enter when it will be done, today or later"]);
        return null;
    }

    private async Task<IActionResult> RefusedAsync(AnswerResult result)
    {
        ModelState.AddModelError("", result switch
        {
            AnswerResult.NeedsAnotherPerson => w["Unit ini meminta orang kedua menerbitkan tanggapan: mintalah rekan atau pimpinan.", "This unit wants a second person to publish answers: ask a colleague or the head."],
            AnswerResult.NotPossible => w["Topik ini tidak dapat ditanggapi pada keadaannya sekarang.", "This post cannot be answered as it stands now."],
            _ => w["Rancangan diubah orang lain sejak Anda membukanya. Salin tulisan Anda bila perlu, lalu muat ulang halaman.", "Somebody changed the draft since you opened it. Copy your text if you need it, then reload the page."],
        });
        if (result == AnswerResult.NeedsAnotherPerson)
        {
            Fill();
        }

        Response.StatusCode = result == AnswerResult.ChangedMeanwhile ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest;
        draft = await answering.DraftAsync(Id, HttpContext.RequestAborted);
        return Page();
    }
}
