using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Kiosks;

/// <summary>
/// Opened on the tablet by the one-time link. The code stands behind the # of the link, which no server or proxy gets to see; a script
/// puts it into the field.
/// </summary>
[Limited(Limit.SignIn)]
public sealed class PairModel(KioskPairing pairing, Wording w) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>What this tablet is paired for already.</summary>
    public Unit? PairedUnit { get; private set; }

    public async Task OnGetAsync()
    {
        if (await KioskCookie.FindAsync(HttpContext) is var (device, unit) && device.RevokedOn is null)
        {
            PairedUnit = unit;
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var code = (Code ?? "").Trim();
        var paired = code.Length is 0 or > ReceiptCodes.MaxTypedLength ? new Pairing(PairingOutcome.Unknown) : await pairing.PairAsync(code, HttpContext.RequestAborted);
        if (paired.Outcome == PairingOutcome.Paired)
        {
            KioskCookie.Set(HttpContext, paired.Token);
            return LocalRedirect(w.Link($"/kiosk/{paired.UnitCode}"));
        }

        ModelState.AddModelError(nameof(Code), paired.Outcome switch
        {
            PairingOutcome.Used => w["Kode ini sudah dipakai. Buat tautan baru di ruang kerja", "This code has been used. Make a new link in the workplace"],
            PairingOutcome.Expired => w["Masa berlaku kode ini sudah habis. Buat tautan baru di ruang kerja", "This code has expired. Make a new link in the workplace"],
            _ when code.Length == 0 => w["Isi kode pemasangan", "Enter the pairing code"],
            _ => w["Kode ini tidak dikenal. Periksa kedua belas huruf dan angkanya", "This code is unknown. Check its twelve letters and digits"],
        });
        return this.Invalid();
    }
}
