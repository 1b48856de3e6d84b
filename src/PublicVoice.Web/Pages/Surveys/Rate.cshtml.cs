using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Primitives;
using PublicVoice.Reports;
using PublicVoice.Web.HumanChecks;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Surveys;

public sealed class RateModel(SurveyPlaces places, SurveySubmissions submissions, IHumanCheck human, RatingLimits limits, Wording wording) : PageModel
{
    /// <summary>Name of the button that shows the same form in the other language.</summary>
    public const string LanguageField = "bahasa";

    private const int RetryAfterSeconds = 5;

    public SurveyPlace Place { get; private set; } = null!;

    /// <summary>Who took over from a place that is closed.</summary>
    public IReadOnlyList<SurveySuccessor> Successors { get; private set; } = [];

    /// <summary>Null where nothing can be rated here.</summary>
    public SurveyForm? Form { get; private set; }

    /// <summary>Why the form is shown again, where it is not about one field.</summary>
    public LocalText? Notice { get; private set; }

    public bool ShowsErrors { get; private set; }

    /// <summary>True when nobody has filled in anything yet, so that the browser may bring back what it kept.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>
    /// Not the address of the form itself: browsers forget a page once something was posted to its address, and the back button
    /// must find the same form with the same key.
    /// </summary>
    public string Action => wording.Link($"{Place.Path}?kirim");

    /// <summary>An address that keeps the visit code of this one.</summary>
    public string Link(string path) =>
        wording.Link(path + (Request.Query[SurveyForm.VisitCodeField].ToString() is { Length: > 0 } code ? $"?{SurveyForm.VisitCodeField}={Uri.EscapeDataString(code)}" : ""));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var (unit, service) = ((string)RouteData.Values["unit"]!, (string)RouteData.Values["service"]!);
        if (await places.FindAsync(unit, service, HttpContext.RequestAborted) is not { } place)
        {
            context.Result = NotFound();
            return;
        }

        Place = place;
        Successors = place is { IsOffered: false, IsKnown: true } ? await places.SuccessorsAsync(place, HttpContext.RequestAborted) : [];
        if (Successors.Count == 1 && HttpMethods.IsPost(Request.Method))
        {
            Place = place = Successors[0].Place; // the form was opened before the office became another one
        }
        else if (Successors.Count > 0)
        {
            context.Result = Successors.Count == 1 ? Redirect(Link(Successors[0].Address)) : Page();
            Response.StatusCode = HttpMethods.IsPost(Request.Method) ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
            return;
        }

        var key = Request.HasFormContentType ? Request.Form[SurveyForm.KeyField].ToString() : "";
        if (!place.IsOpen && !submissions.IsInGrace(place, key))
        {
            Response.StatusCode = !place.IsKnown ? StatusCodes.Status404NotFound
                : !place.IsOffered ? StatusCodes.Status410Gone
                : HttpMethods.IsPost(Request.Method) ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK;
            context.Result = Page();
            return;
        }

        await next();
    }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Form = await submissions.OpenAsync(Place, Request.Query[SurveyForm.VisitCodeField].ToString(), cancellationToken);
        IsFresh = true;
        Response.KeepForBackButton();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var posted = Request.Form.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        if (posted.ContainsKey(LanguageField))
        {
            Form = await submissions.ReopenAsync(Place, posted, cancellationToken);
            return Page();
        }

        var flood = limits.TakeAny(HttpContext); // before a human check, which may ask a third party
        var visitor = new Visitor(flood is null && await IsCheckedAsync(posted, cancellationToken), HttpContext.Connection.RemoteIpAddress, RatedBefore.Of(Request));
        if ((flood ?? limits.Take(HttpContext, Place.Unit, posted, visitor)) is { } limited)
        {
            Form = await submissions.ReopenAsync(Place, posted, cancellationToken);
            (Notice, ShowsErrors) = (limited.Notice, true);
            Response.TooMany(limited.Wait);
            return Page();
        }

        var submission = await submissions.SubmitAsync(Place, posted, visitor, cancellationToken);
        if (submission.IsWrongCode)
        {
            limits.CountWrongCode(HttpContext, Place.Unit);
        }

        if (submission.Outcome == SubmissionOutcome.Stored)
        {
            RatedBefore.Count(HttpContext, Place.Unit);
            return Redirect(wording.Link($"/terima-kasih/{submission.Receipt}"));
        }

        Form = submission.Form;
        Notice = submission.Notice;
        ShowsErrors = true;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        if (submission.Outcome == SubmissionOutcome.Busy)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Response.Headers.RetryAfter = new StringValues(RetryAfterSeconds.ToString());
        }

        return Page();
    }

    private async Task<bool> IsCheckedAsync(Dictionary<string, StringValues> posted, CancellationToken cancellationToken) =>
        SurveySubmissions.KeyOf(posted) is { } key
        && await human.PassesAsync(new HumanProof(posted.GetValueOrDefault(SurveyForm.ProofField).ToString(), key, HttpContext.Connection.RemoteIpAddress), cancellationToken);
}
