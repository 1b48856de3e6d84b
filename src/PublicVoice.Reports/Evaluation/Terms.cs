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

    public static LocalText Of(ChangeDirection direction) => direction switch
    {
        ChangeDirection.Up => new("naik", "up"),
        ChangeDirection.Down => new("turun", "down"),
        ChangeDirection.TooCloseToSay => new("tidak berbeda nyata", "too close to say"),
        _ => new("tidak dapat dibandingkan", "not comparable"),
    };

    /// <summary>What comments are filed under where no element was rated lowest.</summary>
    /// <param name="score">The score that all elements have.</param>
    public static LocalText Of(CommentStanding standing, int? score) => standing switch
    {
        CommentStanding.AllHighest => new("Semua unsur dinilai tertinggi", "All elements rated highest"),
        CommentStanding.AllEqual => new($"Semua unsur dinilai sama, nilai {score}", $"All elements rated the same, score {score}"),
        _ => new("Tanpa nilai", "Without scores"),
    };

    public static LocalText Of(Assurance assurance) => assurance switch
    {
        Assurance.VisitCode => new("Kode kunjungan", "Visit code"),
        Assurance.HumanCheck => new("Pemeriksaan otomatis", "Human check"),
        _ => new("Tanpa", "None"),
    };
}
