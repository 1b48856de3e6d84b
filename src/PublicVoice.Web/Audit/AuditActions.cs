using PublicVoice.Reports;

namespace PublicVoice.Web.Audit;

/// <summary>Actions in words.</summary>
public static class AuditActions
{
    public static readonly IReadOnlyDictionary<string, LocalText> Names = new Dictionary<string, LocalText>(StringComparer.Ordinal)
    {
        ["role.granted"] = new("Peran diberikan", "Role given"),
        ["role.revoked"] = new("Peran dicabut", "Role taken away"),
        ["invitation.accepted"] = new("Undangan diterima", "Invitation accepted"),
        ["account.changed"] = new("Data akun diubah", "Account details changed"),
        ["account.warned"] = new("Peringatan akun tidak dipakai", "Warned of an unused account"),
        ["account.disabled"] = new("Akun dinonaktifkan", "Account disabled"),
        ["account.enabled"] = new("Akun diaktifkan kembali", "Account enabled again"),
        ["password.changed"] = new("Kata sandi diganti", "Password changed"),
        ["two-factor.set"] = new("Aplikasi autentikator dipasang", "Authenticator app set up"),
        ["two-factor.removed"] = new("Verifikasi dua langkah dimatikan", "Two-step verification switched off"),
        ["recovery-codes.renewed"] = new("Kode pemulihan dibuat baru", "Recovery codes made anew"),
        ["sign-in.reset"] = new("Cara masuk dihapus dan undangan dikirim", "Sign-in removed and invitation sent"),
        ["sessions.ended"] = new("Perangkat dikeluarkan", "Devices signed out"),
        ["unit.created"] = new("Unit dibuat", "Unit created"),
        ["unit.changed"] = new("Unit diubah", "Unit changed"),
        ["unit.moved"] = new("Unit dipindahkan", "Unit moved"),
        ["unit.opening-changed"] = new("Waktu survei unit diubah", "Survey times of a unit changed"),
        ["period.added"] = new("Periode survei ditambahkan", "Survey period added"),
        ["period.changed"] = new("Periode survei diubah", "Survey period changed"),
        ["period.removed"] = new("Periode survei dihapus", "Survey period removed"),
        ["units.imported"] = new("Unit diimpor", "Units imported"),
        ["services.imported"] = new("Layanan diimpor", "Services imported"),
        ["service.moved"] = new("Layanan dipindahkan", "Service moved"),
        ["services.merged"] = new("Layanan digabung", "Services merged"),
        ["reorganisation.planned"] = new("Perubahan susunan direncanakan", "Reorganisation planned"),
        ["reorganisation.cancelled"] = new("Perubahan susunan dibatalkan", "Reorganisation cancelled"),
        ["reorganisation.carried-out"] = new("Perubahan susunan berlaku", "Reorganisation took effect"),
        ["extra-question.added"] = new("Pertanyaan tambahan dibuat", "Extra question added"),
        ["extra-question.changed"] = new("Pertanyaan tambahan diubah", "Extra question changed"),
        ["extra-question.retired"] = new("Pertanyaan tambahan dihentikan", "Extra question no longer asked"),
        ["extra-question.taken-up"] = new("Pertanyaan tambahan ditanyakan lagi", "Extra question asked again"),
        ["service.created"] = new("Layanan dibuat", "Service created"),
        ["service.changed"] = new("Layanan diubah", "Service changed"),
        ["unit.questionnaire-changed"] = new("Kuesioner unit diganti", "Questionnaire of a unit changed"),
        ["questionnaire.created"] = new("Kuesioner dibuat", "Questionnaire created"),
        ["questionnaire.draft-started"] = new("Draf kuesioner dimulai", "Draft of a questionnaire begun"),
        ["questionnaire.draft-changed"] = new("Draf kuesioner diubah", "Draft of a questionnaire changed"),
        ["questionnaire.draft-discarded"] = new("Draf kuesioner dibuang", "Draft of a questionnaire discarded"),
        ["questionnaire.published"] = new("Kuesioner diterbitkan", "Questionnaire published"),
        ["questionnaire.retired"] = new("Kuesioner tidak dipakai lagi", "Questionnaire retired"),
        ["questionnaire.taken-up"] = new("Kuesioner ditawarkan kembali", "Questionnaire offered again"),
        ["visit-codes.made"] = new("Kode kunjungan dibuat", "Visit codes made"),
        ["visit-codes.downloaded"] = new("Kode kunjungan diunduh", "Visit codes downloaded"),
        ["paper.made"] = new("Batch kertas dibuat", "Paper batch made"),
        ["paper.changed"] = new("Jumlah yang dinyatakan untuk batch kertas diubah", "Declared numbers of a paper batch changed"),
        ["paper.posted"] = new("Batch kertas dibukukan", "Paper batch posted"),
        ["paper.discarded"] = new("Batch kertas dibuang", "Paper batch discarded"),
        ["api-key.made"] = new("Kunci API dibuat", "API key made"),
        ["api-key.revoked"] = new("Kunci API dicabut", "API key revoked"),
        ["responses.excluded"] = new("Isian dikeluarkan", "Responses excluded"),
        ["responses.restored"] = new("Isian dikembalikan", "Responses put back"),
        ["kiosk.made"] = new("Tautan tablet loket dibuat", "Link for a counter tablet made"),
        ["kiosk.paired"] = new("Tablet loket dipasang", "Counter tablet paired"),
        ["kiosk.revoked"] = new("Tablet loket dicabut", "Counter tablet revoked"),
        ["kiosk.reinstated"] = new("Pencabutan tablet loket dibatalkan", "Counter tablet reinstated"),
        ["responses.imported"] = new("Berkas jawaban diimpor", "File of answers imported"),
        ["audit.exported"] = new("Catatan audit diekspor", "Audit log exported"),
    };

    /// <summary>An action without a name, of an older or newer version, is shown as it is stored.</summary>
    public static LocalText Of(string action) => Names.TryGetValue(action, out var name) ? name : new(action, action);
}
