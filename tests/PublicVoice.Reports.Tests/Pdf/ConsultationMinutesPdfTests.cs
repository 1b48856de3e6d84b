using PublicVoice.Reports.Consultations;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Pdf;

namespace PublicVoice.Reports.Tests.Pdf;

public class ConsultationMinutesPdfTests
{
    private const string Phone = "0812-3456-7890";

    private static MinutesFacts Create(int points = 3, int signers = 4, int attendees = 6, string text = "Warga menunggu lebih dari dua jam.") => new()
    {
        Letterhead = new Letterhead("Pemerintah Kota Palembang", "Dinas Kependudukan dan Pencatatan Sipil", "Jalan Lunjuk Jaya", null, null, "Ratna Dewi", "198001012005011001", "Kepala Dinas"),
        UnitName = "Dinas Kependudukan dan Pencatatan Sipil",
        Theme = "Waktu pelayanan KTP-el",
        FirstDay = new DateOnly(2026, 11, 23),
        LastDay = new DateOnly(2026, 11, 23),
        BeginsAt = new TimeOnly(9, 0),
        EndsAt = new TimeOnly(11, 30),
        TimeZone = "WIB",
        Place = "Aula Dinas",
        IsOnline = true,
        Attendance = [new(new("Pengguna layanan", "Service users"), attendees), new(new("Media massa", "Mass media"), 0)],
        Summary = "Dinas memaparkan hasil survei.\nPeserta mengusulkan perbaikan.",
        Points = [.. Enumerable.Range(1, points).Select(at => new MinutesPoint(at, $"{text} ({at})", "Membuka dua loket tambahan.", new DateOnly(2026, 12, 31)))],
        UnitCommitment = "Kepala Dinas melaksanakan rekomendasi.",
        PublicCommitment = "Masyarakat mengawasi pelaksanaannya.",
        SignedAt = "Palembang",
        SignedOn = new DateOnly(2026, 11, 23),
        Signers = [.. Enumerable.Range(1, signers).Select(at => new MinutesSigner($"Penanda Tangan {at}", Phone, at % 2 == 0 ? "L" : "P", $"Ketua RT {at}"))],
        Attendees = [.. Enumerable.Range(1, attendees).Select(at => new MinutesAttendee($"Peserta Hadir {at}", Phone, "P", new("Pengguna layanan", "Service users"), null))],
        Revision = 1,
        Correction = null,
    };

    [Theory]
    [InlineData(Language.Indonesian, "Pada hari ini, Senin, 23 November 2026, pukul 09.00–11.30 WIB, bertempat di Aula Dinas dan secara daring")]
    [InlineData(Language.English, "On this day, Monday, 23 November 2026, from 09:00 to 11:30 WIB, at Aula Dinas and online")]
    public void Render_Public_HasTheFormWithoutAnyPhoneNumberOrAttendee(Language language, string opening)
    {
        using var printed = new PrintedReport(ConsultationMinutesPdf.Render(Create(), language, MinutesEdition.Public));
        printed.Check();
        var text = printed.Text.Replace('\u00a0', ' ');
        Assert.Contains(opening, text, StringComparison.Ordinal);
        Assert.Contains(language == Language.English ? "Recommended improvement" : "Usulan Rekomendasi Perbaikan", text, StringComparison.Ordinal);
        Assert.Contains(language == Language.English ? "ON WAKTU PELAYANAN KTP-EL" : "TENTANG WAKTU PELAYANAN KTP-EL", text, StringComparison.Ordinal);
        Assert.Contains("Penanda Tangan 4", text, StringComparison.Ordinal);
        Assert.Contains("NIP 19800101 200501 1 001", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0812", text, StringComparison.Ordinal);
        Assert.DoesNotContain("7890", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Peserta Hadir", text, StringComparison.Ordinal);
        Assert.Contains(printed.Structure, line => line.Trim().StartsWith("Table", StringComparison.Ordinal));
        Assert.Contains(printed.Structure, line => line.Trim().StartsWith("H1", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_Full_NamesEverybodyWithTheirNumbers()
    {
        using var printed = new PrintedReport(ConsultationMinutesPdf.Render(Create(points: 40, signers: 60, attendees: 120), Language.Indonesian, MinutesEdition.Full));
        printed.Check();
        Assert.Contains("Penanda Tangan 60", printed.Text, StringComparison.Ordinal);
        Assert.Contains("Peserta Hadir 120, 0812-3456-7890", printed.Text, StringComparison.Ordinal);
        Assert.Contains("Arsip kantor: memuat nomor telepon", printed.Text, StringComparison.Ordinal);
        Assert.True(printed.Pages.Count > 5);
    }

    [Fact]
    public void Render_Correction_SaysWhatItReplaces()
    {
        using var printed = new PrintedReport(ConsultationMinutesPdf.Render(Create() with { Revision = 2, Correction = "Jangka waktu butir 1" }, Language.Indonesian, MinutesEdition.Public));
        Assert.Contains("Revisi 2, menggantikan revisi 1. Yang diperbaiki: Jangka waktu butir 1", printed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_HostileAndLongText_StaysTextOnItsPages()
    {
        var hostile = string.Join(' ', Enumerable.Repeat("<script>alert(1)</script> (\\) %PDF 💥 Ünïcödé", 40));
        using var printed = new PrintedReport(ConsultationMinutesPdf.Render(Create(text: hostile) with { Theme = hostile[..200], Attendance = [] }, Language.Indonesian, MinutesEdition.Full));
        printed.Check();
        Assert.Contains("<script>alert(1)</script>", printed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(printed.Objects, item => item.ToString().Contains("/JavaScript", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_SameFacts_GivesTheSameBytes() => Assert.Equal(
        ConsultationMinutesPdf.Render(Create(), Language.Indonesian, MinutesEdition.Public), ConsultationMinutesPdf.Render(Create(), Language.Indonesian, MinutesEdition.Public));
}
