using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Consultations;

/// <summary>One's own registration, by its code: where to come, the link to the meeting, and taking it back.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RegistrationModel(Registrations registrations, PublicConsultations consultations, RateLimits limits, VisitorAddresses addresses, Wording w) : PageModel
{
    [FromRoute(Name = "receipt")]
    public string? Receipt { get; set; }

    /// <summary>Typed by hand.</summary>
    [FromQuery(Name = "kode")]
    public string? Typed { get; set; }

    public FoundRegistration? Found { get; private set; }

    public ConsultationPlace Place { get; private set; } = null!;

    /// <summary>As people should write it down; empty where none was given.</summary>
    public string Code { get; private set; } = "";

    public bool IsNew => Request.Query.ContainsKey("baru") && Found is not null;

    public bool IsWithdrawn => Request.Query.ContainsKey("ditarik") && Receipt is null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await RefuseAsync(cancellationToken) is { } refused)
        {
            return refused;
        }

        if (Receipt is null && ReceiptCodes.Grouped(Typed ?? "") is { Length: > 0 and <= ReceiptCodes.MaxTypedLength } typed)
        {
            return Redirect(w.Link(ConsultationLinks.Registration(typed)));
        }

        Response.StatusCode = Receipt is not null && Found is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await RefuseAsync(cancellationToken) is { } refused)
        {
            return refused;
        }

        if (Found is null)
        {
            return NotFound();
        }

        if (await registrations.WithdrawAsync(Found, cancellationToken))
        {
            return Redirect(w.Link($"{ConsultationLinks.Registrations}?ditarik"));
        }

        ModelState.AddModelError("", w["Pendaftaran ini tidak dapat ditarik lagi: Anda tercatat hadir, atau konsultasi sudah selesai.", "This registration can no longer be taken back: you are noted as present, or the consultation is over."]);
        return this.Invalid();
    }

    private async Task<IActionResult?> RefuseAsync(CancellationToken cancellationToken)
    {
        if (limits.Take(Limit.Receipt, addresses.Of(HttpContext)) is { } wait)
        {
            Response.TooMany(wait);
            return new EmptyResult();
        }

        if (Receipt is not null)
        {
            Code = ReceiptCodes.Grouped(Receipt);
            Found = await registrations.FindAsync(Receipt, cancellationToken);
            Place = Found is null ? Place : await consultations.PlaceAsync(Found.Consultation, Found.Unit, cancellationToken);
        }

        return null;
    }
}
