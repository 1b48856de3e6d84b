using PublicVoice.Reports.Indicators;

namespace PublicVoice.Reports.Evaluation;

/// <summary>Names of fixed values, the same on pages and in print.</summary>
public static class Terms
{
    public static LocalText Of(Channel channel) => channel switch
    {
        Channel.Self => new("Sendiri, gawai pribadi", "By themselves, own device"),
        Channel.Kiosk => new("Kios di kantor", "Kiosk at the office"),
        Channel.Assisted => new("Dibantu petugas", "Assisted by staff"),
        Channel.Paper => new("Kertas", "Paper"),
        _ => new("Impor data", "Imported"),
    };

    public static LocalText Of(Assurance assurance) => assurance switch
    {
        Assurance.VisitCode => new("Kode kunjungan", "Visit code"),
        Assurance.HumanCheck => new("Pemeriksaan otomatis", "Human check"),
        _ => new("Tanpa", "None"),
    };
}
