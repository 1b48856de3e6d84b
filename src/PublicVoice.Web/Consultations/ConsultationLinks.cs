namespace PublicVoice.Web.Consultations;

/// <summary>Addresses of consultations.</summary>
public static class ConsultationLinks
{
    public const string All = "/konsultasi";
    public const string Registrations = "/konsultasi/pendaftaran";

    public static string Public(Consultation consultation) => $"{All}/{consultation.Number}";

    public static string Registration(string receipt) => $"{Registrations}/{receipt}";

    public static string Staff(Consultation consultation) => $"/staff/consultations/{consultation.Id}";

    /// <summary>A link that staff give is followed by a person's click only, and only where it is one of the web.</summary>
    public static bool IsWebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.UserInfo.Length == 0 && !text.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter));
}
