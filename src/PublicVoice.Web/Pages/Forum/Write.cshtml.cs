using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Forum;

[LargeForm(MaxBytes = (PostPicture.Most * PostPicture.MaxBytes) + PageRequestGuard.MaxBodyBytes, MaxFields = 60, IsPublic = true)]
public sealed class WriteModel(ForumPlaces places, PostSubmissions submissions, PublicPosts posts, FormPictures pictures, PostLimits limits, TimeProvider clock, Wording w) : PageModel
{
    public const string StepField = "langkah";
    public const string Check = "periksa";
    public const string Change = "ubah";
    public const string Send = "kirim";

    [BindProperty(Name = SurveyForm.KeyField)]
    public string? Key { get; set; }

    [BindProperty(Name = StepField)]
    public string? Step { get; set; }

    [BindProperty(Name = SurveyForm.ProofField)]
    public string? Proof { get; set; }

    /// <summary>A field that people do not see.</summary>
    [BindProperty(Name = SurveyForm.TrapField)]
    public string? Trap { get; set; }

    [BindProperty]
    public PostDraft Draft { get; set; } = new() { NameShown = NameShown.Anonymous.ToString("D") };

    public ForumPlace Place { get; private set; } = null!;

    public FormPictures Pictures => pictures;

    /// <summary>Everything is filled in: it is shown once more before it is sent.</summary>
    public bool IsChecking { get; private set; }

    public IReadOnlyList<PostListing> Similar { get; private set; } = [];

    /// <summary>Not the address of the form itself: browsers forget a page once something was posted to its address, and the back button must find it.</summary>
    public string Action => w.Link($"{ForumLinks.Write(Place.Unit.Code)}?kirim");

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await places.FindAsync((string)RouteData.Values["unit"]!, HttpContext.RequestAborted) is not { } place)
        {
            context.Result = NotFound();
            return;
        }

        Place = place;
        if (!place.TakesPosts)
        {
            Response.StatusCode = place.Unit.Status != Web.Units.UnitStatus.Active ? StatusCodes.Status410Gone
                : HttpMethods.IsPost(Request.Method) ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
            context.Result = Page();
            return;
        }

        await next();
    }

    public void OnGet()
    {
        Key = Guid.CreateVersion7(clock.GetUtcNow()).ToString("D");
        Response.KeepForBackButton();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Draft.Tidy();
        if (PostSubmissions.KeyOf(Key) is not { } key)
        {
            Key = Guid.CreateVersion7(clock.GetUtcNow()).ToString("D");
            ModelState.Remove(SurveyForm.KeyField);
            ModelState.AddModelError("", w["Formulir ini tidak lengkap dan belum tersimpan. Periksa isinya, lalu kirim lagi.", "This form was incomplete and has not been saved. Check it and send again."]);
            return this.Invalid();
        }

        if (await pictures.TakeAsync(Request, key, Draft, cancellationToken) is { } problem)
        {
            ModelState.AddModelError($"{nameof(Draft)}.{nameof(Draft.Pictures)}", w[problem]);
        }

        if (Step == Change)
        {
            return Page();
        }

        foreach (var (field, message) in Draft.Errors(Place.Services))
        {
            ModelState.AddModelError($"{nameof(Draft)}.{field}", w[message]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (Step == Send)
        {
            var isChecked = await limits.IsCheckedAsync(HttpContext, key, Proof ?? "");
            if (limits.Take(HttpContext, isChecked ? Limit.CheckedPost : Limit.UncheckedPost) is not { } wait)
            {
                var receipt = await submissions.StoreAsync(Place, Draft, key, limits.SignalsOf(HttpContext, isChecked, Trap), w.Language, cancellationToken);
                return Redirect(w.Link($"{ForumLinks.Receipt(receipt)}?baru"));
            }

            ModelState.AddModelError("", w[wait]);
        }

        IsChecking = true;
        Similar = Draft.IsConfidential ? [] : await posts.SimilarAsync(Place.Unit, Draft.Title!, Draft.Text!, cancellationToken);
        return Page();
    }
}
