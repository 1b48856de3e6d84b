using PublicVoice.Reports;
using PublicVoice.Web.Delivery;

namespace PublicVoice.Web.Accounts;

/// <summary>What mails about accounts say, in the language of the account.</summary>
public static class AccountMails
{
    public static readonly LocalText NewPasswordSubject = new("Buat kata sandi baru", "Choose a new password");

    public static OutgoingMail Invitation(Account account, Uri link, DateTime now) => To(
        account, now,
        new("Undangan ke PublicVoice", "Invitation to PublicVoice"),
        new(
            $"Anda diundang memakai PublicVoice, layanan survei kepuasan dan suara warga pemerintah daerah Anda.\n\nBuka tautan ini dan buat kata sandi Anda sendiri:\n{link}\n\nTautan berlaku tujuh hari dan hanya dapat dipakai sekali. Bila Anda tidak mengenal undangan ini, abaikan saja.",
            $"You are invited to use PublicVoice, the satisfaction survey and citizens’ voice of your local government.\n\nOpen this link and choose a password of your own:\n{link}\n\nThe link is valid for seven days and works once. If you do not know of this invitation, simply ignore it."));

    public static OutgoingMail SignInReset(Account account, Uri link, DateTime now) => To(
        account, now,
        new("Buat lagi cara masuk Anda", "Set up your sign-in again"),
        new(
            $"Administrator menghapus kata sandi dan verifikasi dua langkah akun PublicVoice Anda, dan semua perangkat telah dikeluarkan. Peran Anda tetap.\n\nBuka tautan ini dan buat kata sandi baru:\n{link}\n\nTautan berlaku tujuh hari dan hanya dapat dipakai sekali. Bila Anda tidak memintanya, hubungi administrator di Bagian Organisasi.",
            $"An administrator removed the password and the second factor of your PublicVoice account, and all devices were signed out. Your roles stay.\n\nOpen this link and choose a new password:\n{link}\n\nThe link is valid for seven days and works once. If you did not ask for this, contact the administrator in the organisation bureau."));

    public static OutgoingMail NewPassword(Account account, Uri link, DateTime now) => To(
        account, now,
        NewPasswordSubject,
        new(
            $"Seseorang, mungkin Anda, meminta kata sandi baru untuk akun PublicVoice ini. Buka tautan ini untuk membuatnya:\n{link}\n\nTautan berlaku dua jam dan hanya dapat dipakai sekali. Bila bukan Anda yang meminta, abaikan saja: kata sandi Anda tidak berubah.",
            $"Somebody, perhaps you, asked for a new password of this PublicVoice account. Open this link to choose it:\n{link}\n\nThe link is valid for two hours and works once. If it was not you, simply ignore it: your password stays as it is."));

    public static OutgoingMail PasswordChanged(Account account, DateTime now) => To(
        account, now,
        new("Kata sandi Anda telah diganti", "Your password was changed"),
        new(
            "Kata sandi akun PublicVoice Anda baru saja diganti dan semua perangkat lain telah dikeluarkan. Bila bukan Anda yang menggantinya, segera hubungi administrator di Bagian Organisasi.",
            "The password of your PublicVoice account was changed just now, and all other devices were signed out. If it was not you, contact the administrator in the organisation bureau at once."));

    public static OutgoingMail TwoFactorChanged(Account account, DateTime now) => To(
        account, now,
        new("Verifikasi dua langkah Anda telah diubah", "Your two-step verification was changed"),
        new(
            "Aplikasi autentikator atau kode pemulihan akun PublicVoice Anda baru saja diubah dan semua perangkat lain telah dikeluarkan. Bila bukan Anda yang mengubahnya, segera hubungi administrator di Bagian Organisasi.",
            "The authenticator app or the recovery codes of your PublicVoice account were changed just now, and all other devices were signed out. If it was not you, contact the administrator in the organisation bureau at once."));

    public static OutgoingMail RoleGranted(Account account, LocalText role, string unit, Uri link, DateTime now) => To(
        account, now,
        new("Peran baru di PublicVoice", "New role in PublicVoice"),
        new(
            $"Anda mendapat peran baru di PublicVoice: {role.Indonesian} untuk {unit}.\n\nMasuk di {link}",
            $"You have a new role in PublicVoice: {role.English} for {unit}.\n\nSign in at {link}"));

    public static OutgoingMail InactivityWarning(Account account, DateOnly day, Uri link, DateTime now) => To(
        account, now,
        new("Akun Anda akan dinonaktifkan", "Your account will be disabled"),
        new(
            $"Akun PublicVoice Anda lama tidak dipakai dan akan dinonaktifkan pada {Formats.Day(day, Language.Indonesian)}. Agar tetap aktif, masuklah sebelum hari itu: {link}",
            $"Your PublicVoice account has not been used for long and will be disabled on {Formats.Day(day, Language.English)}. To keep it, sign in before that day: {link}"));

    public static OutgoingMail Disabled(Account account, DateTime now) => To(
        account, now,
        new("Akun Anda telah dinonaktifkan", "Your account was disabled"),
        new(
            "Akun PublicVoice Anda telah dinonaktifkan. Bila Anda masih memerlukannya, hubungi administrator di Bagian Organisasi.",
            "Your PublicVoice account was disabled. If you still need it, contact the administrator in the organisation bureau."));

    internal static OutgoingMail To(Account account, DateTime now, LocalText subject, LocalText body)
    {
        var language = account.Language == "en" ? Language.English : Language.Indonesian;
        var greeting = language == Language.English ? $"Dear {account.Name}," : $"Yth. {account.Name},";
        return new OutgoingMail
        {
            Recipient = account.Email!,
            Subject = subject.In(language),
            Body = $"{greeting}\n\n{body.In(language)}\n",
            CreatedOn = now,
            DueOn = now,
        };
    }
}
