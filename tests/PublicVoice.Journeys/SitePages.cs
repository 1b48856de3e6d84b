namespace PublicVoice.Journeys;

/// <summary>The public pages, over the demonstration city.</summary>
public static class SitePages
{
    public const string Missing = "/s/tidak-ada";

    public static readonly string[] All =
    [
        "/",
        "/?q=kecamatan",
        "/s/plg",
        "/s/plg-disdukcapil",
        Visit.Survey,
        "/s/plg-disdukcapil/tidak-ada",
        Missing,
        "/terima-kasih/K7QF-3M9X-TR4W",
        "/hasil/plg",
        "/hasil/plg-disdukcapil",
        "/metode",
        "/privasi",
        "/kiosk",
        "/forum",
        "/forum/plg-disdukcapil/tulis",
        "/forum/aturan",
        "/forum/tanda-terima",
        "/konsultasi",
        "/konsultasi/1",
        "/konsultasi/2",
        "/konsultasi/2/daftar",
        "/konsultasi/2/tulis",
        "/konsultasi/pendaftaran",
    ];
}
