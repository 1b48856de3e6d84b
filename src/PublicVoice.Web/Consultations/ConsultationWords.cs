using PublicVoice.Reports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Consultations;

/// <summary>The words that citizens and staff read for what consultations count.</summary>
public static class ConsultationWords
{
    /// <summary>In the order of PermenPANRB 16/2017.</summary>
    public static readonly IReadOnlyList<ParticipantGroup> Groups = Enum.GetValues<ParticipantGroup>();

    public static LocalText Group(ParticipantGroup group) => group switch
    {
        ParticipantGroup.ServiceUser => new("Pengguna layanan", "Service users"),
        ParticipantGroup.Expert => new("Ahli atau akademisi", "Experts or academics"),
        ParticipantGroup.Agency => new("Instansi terkait", "Related agencies"),
        ParticipantGroup.CivilSociety => new("Organisasi masyarakat sipil", "Civil-society organisations"),
        ParticipantGroup.Media => new("Media massa", "Mass media"),
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, null),
    };

    public static LocalText Status(ConsultationStatus status) => status switch
    {
        ConsultationStatus.Draft => new("Rancangan", "Draft"),
        ConsultationStatus.Announced => new("Diumumkan", "Announced"),
        ConsultationStatus.UnderWay => new("Sedang berlangsung", "Under way"),
        ConsultationStatus.Concluded => new("Berita acara terbit", "Minutes published"),
        ConsultationStatus.Cancelled => new("Dibatalkan", "Cancelled"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static LocalText Room(RoomAccess access) => access switch
    {
        RoomAccess.Closed => new("Tutup: tidak ada yang dapat menulis", "Closed: nobody can write"),
        RoomAccess.Registered => new("Terbuka untuk yang mendaftar", "Open to those who registered"),
        RoomAccess.Everyone => new("Terbuka untuk semua orang", "Open to everybody"),
        _ => throw new ArgumentOutOfRangeException(nameof(access), access, null),
    };

    public static LocalText Part(RoomPart part) => part switch
    {
        RoomPart.Question => new("Pertanyaan sebelum konsultasi", "Question before the consultation"),
        RoomPart.Discussion => new("Selama konsultasi", "During the consultation"),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    public static LocalText FollowUp(FollowUpStatus status) => status switch
    {
        FollowUpStatus.NotStarted => new("Belum dimulai", "Not started"),
        FollowUpStatus.InProgress => new("Sedang dikerjakan", "In progress"),
        FollowUpStatus.Done => new("Selesai", "Done"),
        FollowUpStatus.NotPossible => new("Belum dapat", "Not possible yet"),
        FollowUpStatus.Dropped => new("Tidak lagi dalam berita acara", "No longer in the minutes"),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    /// <summary>What a person who registers agrees to; <see cref="ConsultationParticipant.ConsentVersion"/> counts its versions.</summary>
    public static LocalText Consent(string unit) => new(
        $"Saya setuju {unit} menyimpan data di atas untuk daftar hadir dan berita acara konsultasi ini. Nomor telepon hanya untuk arsip kantor dan tidak pernah ditampilkan untuk umum; bila saya tidak hadir, nomor dihapus saat berita acara terbit.",
        $"I agree that {unit} keeps the data above for the list of attendance and the minutes of this consultation. The phone number is for the office’s file only and is never shown to the public; if I do not come, it is deleted when the minutes are published.");

    /// <summary>Senin, 23 November 2026, 09.00–11.30 WIB.</summary>
    public static string When(Consultation consultation, TimeZoneInfo zone, Language language)
    {
        var day = Day(consultation.FirstDay);
        var days = consultation.LastDay == consultation.FirstDay ? day : $"{day} – {Day(consultation.LastDay)}";
        return $"{days}, {Formats.Time(consultation.BeginsAt, language)}–{Formats.Time(consultation.EndsAt, language)} {ZoneOf(consultation, zone)}";

        string Day(DateOnly on) => $"{Formats.Weekday(on, language)}, {Formats.Day(on, language)}";
    }

    /// <summary>Such as WIB.</summary>
    public static string ZoneOf(Consultation consultation, TimeZoneInfo zone) =>
        GovernmentTime.Abbreviation(zone.GetUtcOffset(consultation.FirstDay.ToDateTime(consultation.BeginsAt)));
}
