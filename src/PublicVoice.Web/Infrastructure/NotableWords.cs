using PublicVoice.Reports;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Integrity;

namespace PublicVoice.Web.Infrastructure;

/// <summary>What is notable, in words, with why it may be harmless.</summary>
public static class NotableWords
{
    public static LocalText Name(Notable what) => what switch
    {
        Notable.Bursts => new("Jam dengan lonjakan isian", "Hours with bursts"),
        Notable.StraightLined => new("Semua jawaban sama", "All answers equal"),
        Notable.TooFast => new("Terlalu cepat untuk dibaca", "Too fast to have been read"),
        Notable.Trapped => new("Kotak tersembunyi terisi", "Hidden field filled in"),
        Notable.SameDevice => new("Peramban yang sama", "Same browser"),
        Notable.OfficeNetwork => new("Dari jaringan kantor", "From the office’s network"),
        Notable.OutOfHours => new("Di luar jam buka", "Out of opening hours"),
        Notable.CodesOutOfOrder => new("Kode jauh dari urutan cetak", "Codes far from the printed order"),
        Notable.CodesInARow => new("Banyak kode satu cetakan sekaligus", "Many codes of one batch at once"),
        _ => new("Dikeluarkan", "Excluded"),
    };

    public static LocalText Meaning(Notable what) => what switch
    {
        Notable.Bursts => new(
            "Satu jam membawa jauh lebih banyak isian daripada jam lain bulan itu. Wajar bila ada acara, layanan keliling, atau hari pengambilan massal.",
            "One hour brought far more responses than the others of its month. Harmless at an event, a mobile service or a day of mass collection."),
        Notable.StraightLined => new(
            "Lima jawaban atau lebih, semuanya bernilai sama. Warga yang benar-benar puas juga sering menjawab begitu.",
            "Five or more answers, all with the same score. Citizens who are really satisfied often answer like this too."),
        Notable.TooFast => new(
            "Kurang dari 1,5 detik per pertanyaan. Orang yang sering mengisi survei ini hafal pertanyaannya.",
            "Less than 1.5 seconds a question. Somebody who answers this survey often knows it by heart."),
        Notable.Trapped => new(
            "Kotak yang tidak terlihat oleh siapa pun terisi: biasanya oleh program. Pengisi otomatis peramban kadang melakukannya.",
            "A field that nobody sees was filled in, mostly by a program. The autofill of a browser sometimes does it."),
        Notable.SameDevice => new(
            "Peramban ini sudah menilai kantor yang sama dua kali atau lebih dalam dua belas jam. Wajar bila ponsel dipinjamkan atau petugas membantu warga. Kios tidak dihitung.",
            "This browser had rated the same office twice or more within twelve hours. Harmless where a phone is lent or staff help citizens. Kiosks do not count."),
        Notable.OfficeNetwork => new(
            "Dikirim lewat jaringan internet yang dicatat sebagai milik kantor. Pengunjung yang memakai Wi-Fi tamu juga terlihat begitu.",
            "Sent through an internet network that is entered as the office’s. Visitors on the guest Wi-Fi look the same."),
        Notable.OutOfHours => new(
            "Dikirim lebih dari satu jam sebelum buka atau sesudah tutup. Banyak warga mengisi di rumah pada malam hari.",
            "Sent more than an hour before opening or after closing. Many citizens answer at home in the evening."),
        Notable.CodesOutOfOrder => new(
            "Kode kunjungannya terletak jauh dari kode yang dipakai sebelumnya. Wajar bila dua loket berbagi satu cetakan; mencurigakan bila setumpuk kode diambil dari belakang.",
            "Its visit code lay far from the one used before it. Harmless where two counters share a batch; suspicious where a pile was taken from the end."),
        Notable.CodesInARow => new(
            $"{NotableResponses.FewestInARow} kode atau lebih dari satu cetakan dipakai dalam {NotableResponses.RowMinutes} menit. Wajar bila rombongan dilayani bersama.",
            $"{NotableResponses.FewestInARow} or more codes of one batch were used within {NotableResponses.RowMinutes} minutes. Harmless where a group was served together."),
        _ => new(
            "Dikeluarkan oleh administrator dengan alasan yang tercatat. Dapat dikembalikan.",
            "Taken out by an administrator with a recorded reason. It can be put back."),
    };

    public static IEnumerable<LocalText> Of(IntegritySignals signals) => Enum.GetValues<Notable>()
        .Where(what => NotableResponses.SignalOf(what) is { } signal && signals.HasFlag(signal)).Select(Name);
}
