using PublicVoice.Reports;

namespace PublicVoice.Web.Accounts;

/// <summary>Roles in the words of the trade.</summary>
public static class RoleNames
{
    public static LocalText Of(StaffRole role) => role switch
    {
        StaffRole.Administrator => new("Administrator (Bagian Organisasi)", "Administrator (organisation bureau)"),
        StaffRole.Moderator => new("Moderator forum", "Forum moderator"),
        StaffRole.UnitOfficer => new("Pengelola unit", "Unit officer"),
        StaffRole.CounterOfficer => new("Petugas loket", "Counter officer"),
        StaffRole.Leader => new("Pimpinan", "Leader"),
        StaffRole.Auditor => new("Auditor", "Auditor"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>What the role may do, in one sentence.</summary>
    public static LocalText TaskOf(StaffRole role) => role switch
    {
        StaffRole.Administrator => new("Mengatur unit, kuesioner, dan akun.", "Sets up units, questionnaires and accounts."),
        StaffRole.Moderator => new("Memutuskan kiriman forum yang terbit.", "Decides what is published in the forums."),
        StaffRole.UnitOfficer => new("Mengurus survei, jawaban, dan konsultasi publik kantornya.", "Looks after survey, answers and public consultations of the office."),
        StaffRole.CounterOfficer => new("Mengumpulkan penilaian di loket.", "Collects ratings at the counter."),
        StaffRole.Leader => new("Membaca laporan dan menyatakan telah mengetahuinya.", "Reads and acknowledges reports."),
        StaffRole.Auditor => new("Membaca semuanya, tidak mengubah apa pun.", "Reads everything, changes nothing."),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };
}
