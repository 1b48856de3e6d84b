using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Tests.Staff;

namespace PublicVoice.Web.Tests.Consultations;

/// <summary>How an office prepares, holds and concludes a consultation.</summary>
public class ConsultationPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Canary = "\"'><canary onerror=x>&{{7*7}}";
    private readonly TestData data = new(app);

    [Fact]
    public async Task Consultation_FromDraftToProgress_IsPublicStepByStepAndRecorded()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        using var citizen = app.NewBrowser();
        var path = (await officer.SendAsync(
            await officer.OpenAsync("/staff/consultations/new"),
            ("UnitCode", world.Office.Code), ("Form.Theme", "Antrean KTP-el"), ("Form.Material", "Bahan **penting**"), ("Form.FirstDay", "2026-11-20"), ("Form.BeginsAt", "09:00"), ("Form.EndsAt", "11:30"),
            ("Form.Place", "Aula"))).Header("Location");
        var id = int.Parse(path.Split('/')[^1]);
        await officer.PressAsync($"{path}/invitees", "", ("Names[3]", "Forum Warga\nForum Warga\nLembaga Konsumen"));
        await officer.PressAsync(path, "Announce");
        await officer.PressAsync($"{path}/room", "Settings", ("Access", "Everyone"));
        var held = await FindAsync(id);
        Assert.Equal(ConsultationStatus.Announced, held.Status);
        var shown = await citizen.OpenAsync(ConsultationLinks.Public(held));
        Assert.Contains("Forum Warga; Lembaga Konsumen", shown.Text, StringComparison.Ordinal);
        Assert.Equal("penting", shown.One(".words strong").TextContent);

        var code = (await citizen.RegisterAsync(held)).Code();
        await citizen.RegisterAsync(held, "Tidak Datang", "0813-9999-8888");
        await citizen.WriteAsync(held, "Mengapa Budi di loket 2 lama?");
        await officer.PressAsync($"{path}/room", "Show", ("Passages", "budi"));
        await officer.PressAsync($"{path}/room", "Answer", ("Reply", "Kami tambah satu loket."));
        var room = (await citizen.OpenAsync(ConsultationLinks.Public(held))).One("#ruang").TextContent;
        Assert.Contains("Mengapa ••• di loket 2 lama?", room, StringComparison.Ordinal);
        Assert.Contains("Kami tambah satu loket.", room, StringComparison.Ordinal);

        await officer.PressAsync(path, "Begin");
        var people = await PeopleAsync(id);
        await officer.PressAsync($"{path}/participants", "Tick", ("Came", $"{people.Single(person => person.Name == "Budi Santoso").Id}"));
        await officer.PressAsync($"{path}/participants", "Add", ("Draft.Name", "Rina Wati"), ("Draft.Group", "5"), ("Draft.Phone", "0811-7777-6666"));
        await AddPointAsync(officer, path, "Antrean dua jam", "Dua loket lagi", "2026-11-25");
        await officer.PressAsync($"{path}/signers", "Add", ("Person", $"{people.Single(person => person.Name == "Budi Santoso").Id}"), ("Position", "Wakil warga"));
        HtmlAssert.Status(HttpStatusCode.Redirect, await officer.PressAsync($"{path}/minutes", "Texts", ("SignedAt", "Palembang")));
        HtmlAssert.Status(HttpStatusCode.Redirect, await officer.PressAsync($"{path}/minutes", "Publish"));

        shown = await citizen.OpenAsync(ConsultationLinks.Public(held));
        Assert.Contains("Hadir 2 peserta", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Belum dimulai", shown.Text, StringComparison.Ordinal);
        var printed = await citizen.TextOfPdfAsync($"{ConsultationLinks.Public(held)}/berita-acara");
        Assert.Contains("Antrean dua jam", printed, StringComparison.Ordinal);
        Assert.Contains("Budi Santoso", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Rina Wati", printed, StringComparison.Ordinal); // on the list of attendance, which is in the full copy only
        Assert.DoesNotContain("7890", printed + shown.Source, StringComparison.Ordinal);
        var full = Visitors.TextOf(await (await officer.PressAsync($"{path}/minutes", "Full")).Response.Content.ReadAsByteArrayAsync());
        Assert.Contains("Budi Santoso, 0812-3456-7890", full, StringComparison.Ordinal);
        Assert.Contains("Rina Wati, 0811-7777-6666", full, StringComparison.Ordinal);
        Assert.Null((await PeopleAsync(id)).Single(person => person.Name == "Tidak Datang").Phone);
        Assert.Contains("Tercatat hadir", (await citizen.OpenAsync(ConsultationLinks.Registration(code))).Text, StringComparison.Ordinal);

        await officer.PressAsync($"{path}/follow-up", "", ("Status", "InProgress"), ("Note", "Satu loket sudah dibuka."), ("Owner", "Kepala Bidang"));
        app.Clock.UtcNow += TimeSpan.FromDays(7);
        shown = await citizen.OpenAsync(ConsultationLinks.Public(held));
        app.Clock.UtcNow -= TimeSpan.FromDays(7);
        Assert.Contains("Sedang dikerjakan Lewat batas", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Satu loket sudah dibuka.", shown.Text, StringComparison.Ordinal);

        var entries = await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("consultation.")).OrderBy(entry => entry.Id).ToListAsync());
        Assert.Equal(
            [
                "created", "invitees-changed", "announced", "room-changed", "message-decided", "message-answered", "begun", "attendance-changed", "walk-in-added", "point-written", "signers-changed",
                "minutes-written", "minutes-published", "minutes-downloaded", "progress-told",
            ],
            entries.Select(entry => entry.Action["consultation.".Length..]));
        Assert.DoesNotContain(entries, entry => $"{entry.Subject}{entry.Before}{entry.After}" is var text && (text.Contains("Budi", StringComparison.Ordinal) || text.Contains("7890", StringComparison.Ordinal)));
        Assert.All(entries, entry => Assert.Contains(entry.Action, PublicVoice.Web.Audit.AuditActions.Names.Keys));
    }

    [Fact]
    public async Task Publish_Correction_IsANewRevisionAndTheOldStays()
    {
        var (officer, held, path) = await ReadyAsync();
        using var citizen = app.NewBrowser();
        await officer.PressAsync($"{path}/minutes", "Publish");
        var point = await app.WithContextAsync(context => context.AgreedPoints.SingleAsync(row => row.ConsultationId == held.Id));
        HtmlAssert.Status(HttpStatusCode.Redirect, await officer.PressAsync($"{path}/points/{point.Id}", "", ("Recommendation", "Tiga loket lagi"), ("DueOn", "2026-12-24")));
        await AddPointAsync(officer, path, "Papan petunjuk kurang", "Pasang papan", "2026-12-31");
        Assert.Contains("Dua loket lagi", (await citizen.OpenAsync(ConsultationLinks.Public(held))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Papan petunjuk", await citizen.TextOfPdfAsync($"{ConsultationLinks.Public(held)}/berita-acara"), StringComparison.Ordinal);
        HtmlAssert.HasError(await officer.PressAsync($"{path}/minutes", "Publish"), "Correction", "Isi dahulu bagian ini");
        HtmlAssert.Status(HttpStatusCode.Redirect, await officer.PressAsync($"{path}/minutes", "Publish", ("Correction", "Jumlah loket salah tulis")));

        var shown = await citizen.OpenAsync(ConsultationLinks.Public(held));
        Assert.Contains("Ini revisi 2. Yang diperbaiki: Jumlah loket salah tulis", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Tiga loket lagi", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Papan petunjuk kurang", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Revisi 2, menggantikan revisi 1", await citizen.TextOfPdfAsync($"{ConsultationLinks.Public(held)}/berita-acara"), StringComparison.Ordinal);
        Assert.Contains("Dua loket lagi", await citizen.TextOfPdfAsync($"{ConsultationLinks.Public(held)}/berita-acara/1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.OpenAsync($"{ConsultationLinks.Public(held)}/berita-acara/3")).Status);

        await officer.PressAsync($"{path}/points/{point.Id}", "Remove");
        await officer.PressAsync($"{path}/minutes", "Publish", ("Correction", "Butir satu ditarik"));
        Assert.Equal(
            [FollowUpStatus.Dropped, FollowUpStatus.NotStarted],
            await app.WithContextAsync(context => context.FollowUpItems.Where(item => item.ConsultationId == held.Id).OrderBy(item => item.PointId).Select(item => item.Status).ToListAsync()));
        Assert.Contains("Tidak ada yang berubah sejak revisi terakhir", (await officer.OpenAsync($"{path}/minutes")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_ManyAtTheSameInstant_PublishesOnce()
    {
        var (officer, held, path) = await ReadyAsync();
        var page = await officer.OpenAsync($"{path}/minutes");
        var form = (IHtmlFormElement)page.One("form[action$='handler=Publish']");
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => officer.PostAsync(page, form, page.Fields(form))));
        Assert.Single(results, result => result.Status == HttpStatusCode.Redirect);
        Assert.All(results.Where(result => result.Status != HttpStatusCode.Redirect), result => Assert.Contains(result.Status, new[] { HttpStatusCode.Conflict, HttpStatusCode.BadRequest }));
        Assert.Equal(1, await app.WithContextAsync(context => context.PublishedMinutes.CountAsync(row => row.ConsultationId == held.Id)));
        Assert.Equal(1, await app.WithContextAsync(context => context.FollowUpItems.CountAsync(row => row.ConsultationId == held.Id)));
    }

    [Fact]
    public async Task Publish_WhatWasChangedMeanwhile_IsRefused()
    {
        var (officer, held, path) = await ReadyAsync();
        var seen = await officer.OpenAsync($"{path}/minutes");
        await officer.PressAsync($"{path}/participants", "Add", ("Draft.Name", "Datang Terlambat"), ("Draft.Group", "1"));
        var form = (IHtmlFormElement)seen.One("form[action$='handler=Publish']");
        var late = await officer.PostAsync(seen, form, seen.Fields(form));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("baru saja diubah orang lain", late.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithContextAsync(context => context.PublishedMinutes.CountAsync(row => row.ConsultationId == held.Id)));
    }

    [Fact]
    public async Task Publish_WithoutWhatItNeeds_SaysWhatIsMissing()
    {
        var (officer, _, path) = await OfficerAsync(ConsultationStatus.UnderWay);
        var page = await officer.OpenAsync($"{path}/minutes");
        Assert.Contains("Centang siapa yang hadir. Tulis sedikitnya satu masalah", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("form[action$='handler=Publish']"));
        var form = (IHtmlFormElement)page.One("form[action$='handler=Texts']");
        form.Action = $"{path}/minutes?handler=Publish";
        HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.PostAsync(page, form, page.Fields(form)));
    }

    [Theory]
    [InlineData(StaffRole.Leader)]
    [InlineData(StaffRole.Auditor)]
    public async Task Reader_SeesEverythingButPhoneNumbersAndChangesNothing(StaffRole role)
    {
        var (officer, held, path) = await ReadyAsync();
        var unit = await app.WithContextAsync(context => context.Units.SingleAsync(unit => unit.Id == held.UnitId));
        var world = await StaffWorld.CreateAsync(app);
        using var reader = await world.SignInAsync(await world.CreatePersonAsync(role, unit));
        foreach (var part in new[] { "", "/participants", "/room", "/minutes", "/follow-up" })
        {
            var page = await reader.OpenAsync(path + part);
            HtmlAssert.Status(HttpStatusCode.OK, page);
            Assert.Empty(page.Document.QuerySelectorAll("main form[method=post]:not(#hadir)"));
            Assert.DoesNotContain("7890", page.Source, StringComparison.Ordinal);
        }

        var mine = await officer.OpenAsync($"{path}/participants");
        Assert.Contains("0812-3456-7890", mine.Text, StringComparison.Ordinal);
        var token = ((IHtmlInputElement)(await reader.OpenAsync("/staff")).One(".person input[name=__RequestVerificationToken]")).Value;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Seen", $"{held.Version}"), new("Revision", "1")]);
        foreach (var address in new[] { $"{path}?handler=Cancel", $"{path}/participants?handler=Export", $"{path}/minutes?handler=Full", $"{path}/minutes?handler=Publish", $"{path}/follow-up" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await reader.PostFormAsync(address, form)).Status);
        }
    }

    [Fact]
    public async Task Tick_TwoAtDifferentDoors_KeepEachOthersTicks()
    {
        var (officer, held, path) = await OfficerAsync(ConsultationStatus.UnderWay);
        using var citizen = app.NewBrowser();
        await citizen.RegisterAsync(held, "Ani");
        await citizen.RegisterAsync(held, "Beni", "0813-1234-5678");
        var (first, second) = (await officer.OpenAsync($"{path}/participants"), await officer.OpenAsync($"{path}/participants"));
        var people = await PeopleAsync(held.Id);
        await TickAsync(first, "Ani");
        await TickAsync(second, "Beni");
        Assert.All(await PeopleAsync(held.Id), person => Assert.True(person.Attended));

        Task<HtmlPage> TickAsync(HtmlPage page, string name)
        {
            var form = (IHtmlFormElement)page.One("#hadir");
            return officer.PostAsync(page, form, page.Fields(form).Append(new("Came", $"{people.Single(person => person.Name == name).Id}")));
        }
    }

    [Fact]
    public async Task Export_NamesThatLookLikeFormulas_AreHarmlessAndTheExportIsRecorded()
    {
        var (officer, held, path) = await OfficerAsync(ConsultationStatus.UnderWay);
        using var citizen = app.NewBrowser();
        await citizen.RegisterAsync(held, "=HYPERLINK(\"http://x\")", changes: ("Draft.Organisation", "@SUM(A1)"));
        var csv = await (await officer.PressAsync($"{path}/participants", "Export")).Response.Content.ReadAsStringAsync();
        Assert.Contains("\"'=HYPERLINK(\"\"http://x\"\")\"", csv, StringComparison.Ordinal);
        Assert.Contains("'@SUM(A1)", csv, StringComparison.Ordinal);
        Assert.Equal(1, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "consultation.attendance-exported" && entry.Subject.EndsWith($"(#{held.Id})"))));
    }

    [Fact]
    public async Task Document_OnlyPdfByContent_IsADownloadWithoutItsName()
    {
        var (officer, held, path) = await OfficerAsync();
        using var citizen = app.NewBrowser();
        var refused = await UploadAsync(officer, path, "bahan.pdf", "<svg onload=alert(1)>"u8.ToArray());
        HtmlAssert.HasError(refused, "Upload", "Pilih berkas PDF, paling besar 5 MB");
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.OpenAsync($"{ConsultationLinks.Public(held)}/bahan")).Status);
        HtmlAssert.Status(HttpStatusCode.Redirect, await UploadAsync(officer, path, "../../<canary onerror=x>.html", "%PDF-1.7 x"u8.ToArray()));
        HtmlAssert.HasNoMarkupOf(await citizen.OpenAsync(ConsultationLinks.Public(held)), "<canary");
        using var got = await citizen.GetAsync($"{ConsultationLinks.Public(held)}/bahan");
        Assert.Equal(("application/pdf", "attachment", $"bahan-konsultasi-{held.Number}.pdf"), (got.Content.Headers.ContentType!.MediaType, got.Content.Headers.ContentDisposition!.DispositionType, got.Content.Headers.ContentDisposition.FileName));
        Assert.Equal("nosniff", got.Headers.GetValues("X-Content-Type-Options").Single());
        await officer.PressAsync(path, "RemoveDocument");
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.OpenAsync($"{ConsultationLinks.Public(held)}/bahan")).Status);
    }

    [Fact]
    public async Task Cancel_WithReason_IsToldInPublicAndEndsEverything()
    {
        var (officer, held, path) = await OfficerAsync();
        using var citizen = app.NewBrowser();
        HtmlAssert.HasError(await officer.PressAsync(path, "Cancel"), "Reason", "Isi dahulu bagian ini");
        await officer.PressAsync(path, "Cancel", ("Reason", "Aula terendam banjir"));
        var page = await citizen.OpenAsync(ConsultationLinks.Public(held));
        Assert.Contains("Konsultasi ini dibatalkan. Aula terendam banjir", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("a[href$='/daftar'], a[href$='/tulis']"));
        var edit = await officer.SendAsync(await officer.OpenAsync($"{path}/edit"), ("Form.Theme", "Lain"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, edit);
        Assert.Equal("Standar pelayanan KTP-el", (await FindAsync(held.Id)).Theme);
    }

    [Theory]
    [InlineData("Form.Theme", "", "Isi dahulu bagian ini")]
    [InlineData("Form.FirstDay", "kemarin", "Isi tanggal, misalnya 2026-11-30")]
    [InlineData("Form.EndsAt", "08:00", "Waktu selesai harus sesudah waktu mulai")]
    [InlineData("Form.Place", "", "Isi tempat, atau tautan pertemuan daring")]
    [InlineData("Form.MaterialLink", "javascript:alert(1)", "Tulis alamat web lengkap, misalnya https://contoh.go.id/bahan")]
    [InlineData("Form.MeetingLink", "https://bank.example@jahat.example/", "Tulis alamat web lengkap, misalnya https://contoh.go.id/bahan")]
    [InlineData("Form.LastDay", "2026-11-01", "Hari terakhir harus pada atau sesudah hari pertama, paling lama 60 hari")]
    [InlineData("Form.RegisterUntil", "2026-12-01", "Pendaftaran ditutup paling lambat pada hari terakhir")]
    public async Task Edit_WrongInput_SaysWhatToDoAndStoresNothing(string field, string value, string message)
    {
        var (officer, held, path) = await OfficerAsync(ConsultationStatus.Draft);
        HtmlAssert.HasError(await officer.SendAsync(await officer.OpenAsync($"{path}/edit"), (field, value)), field, message);
        Assert.Equal(held.Version, (await FindAsync(held.Id)).Version);
    }

    [Fact]
    public async Task HostileText_Everywhere_StaysText()
    {
        var (officer, held, path) = await OfficerAsync(ConsultationStatus.UnderWay, $"Tema {Canary}");
        using var citizen = app.NewBrowser();
        await citizen.RegisterAsync(held, $"Nama {Canary}", changes: ("Draft.Organisation", $"Organisasi {Canary}"));
        await citizen.WriteAsync(held, $"Tulisan {Canary}", ("Name", $"Panggilan {Canary}"));
        await officer.PressAsync($"{path}/room", "Show");
        await officer.PressAsync($"{path}/room", "Answer", ("Reply", $"Jawaban {Canary}"));
        await officer.PressAsync($"{path}/participants", "Tick", ("Came", $"{(await PeopleAsync(held.Id))[0].Id}"));
        await AddPointAsync(officer, path, $"Masalah {Canary}", $"Rekomendasi {Canary}", "2026-12-31");
        await officer.PressAsync($"{path}/signers", "Add", ("Name", $"Penanda {Canary}"), ("Position", $"Jabatan {Canary}"));
        await officer.PressAsync($"{path}/minutes", "Texts", ("SignedAt", $"Kota {Canary}"), ("Summary", Canary));
        HtmlAssert.Status(HttpStatusCode.Redirect, await officer.PressAsync($"{path}/minutes", "Publish"));
        await officer.PressAsync($"{path}/follow-up", "", ("Note", $"Kabar {Canary}"), ("Owner", $"Pejabat {Canary}"));
        foreach (var address in new[] { "/konsultasi", ConsultationLinks.Public(held), $"{ConsultationLinks.Public(held)}/daftar" })
        {
            var page = await citizen.OpenAsync(address);
            Assert.Contains("<canary", page.Text, StringComparison.Ordinal);
            HtmlAssert.HasNoMarkupOf(page, "<canary");
        }

        foreach (var address in new[] { "/staff/consultations", path, $"{path}/participants", $"{path}/room", $"{path}/minutes", $"{path}/signers", $"{path}/follow-up" })
        {
            var page = await officer.OpenAsync(address);
            Assert.Contains("<canary", page.Text, StringComparison.Ordinal);
            HtmlAssert.HasNoMarkupOf(page, "<canary");
        }

        Assert.Contains("<canary", await citizen.TextOfPdfAsync($"{ConsultationLinks.Public(held)}/berita-acara"), StringComparison.Ordinal);
    }

    private async Task<(HttpClient Officer, Consultation Held, string Path)> OfficerAsync(ConsultationStatus status = ConsultationStatus.Announced, string theme = "Standar pelayanan KTP-el")
    {
        var world = await StaffWorld.CreateAsync(app);
        var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        var held = await data.CreateConsultationAsync(world.Office, status, theme);
        return (officer, held, ConsultationLinks.Staff(held));
    }

    /// <summary>Everything that minutes need.</summary>
    private async Task<(HttpClient Officer, Consultation Held, string Path)> ReadyAsync()
    {
        var (officer, held, path) = await OfficerAsync(ConsultationStatus.UnderWay);
        await officer.PressAsync($"{path}/participants", "Add", ("Draft.Name", "Budi Santoso"), ("Draft.Group", "1"), ("Draft.Phone", Visitors.Phone));
        await AddPointAsync(officer, path, "Antrean dua jam", "Dua loket lagi", "2026-12-31");
        await officer.PressAsync($"{path}/signers", "Add", ("Name", "Budi Santoso"), ("Position", "Ketua RT"), ("Phone", Visitors.Phone));
        await officer.PressAsync($"{path}/minutes", "Texts", ("SignedAt", "Palembang"));
        return (officer, held, path);
    }

    private static async Task AddPointAsync(HttpClient officer, string path, string problem, string recommendation, string dueOn) => HtmlAssert.Status(
        HttpStatusCode.Redirect, await officer.PressAsync($"{path}/points/new", "", ("Problem", problem), ("Recommendation", recommendation), ("DueOn", dueOn), ("Owner", "Kepala Seksi")));

    private static async Task<HtmlPage> UploadAsync(HttpClient officer, string path, string name, byte[] content)
    {
        var page = await officer.OpenAsync(path);
        using var form = new MultipartFormDataContent();
        using var token = new StringContent(((IHtmlInputElement)page.One("form[enctype] input[name=__RequestVerificationToken]")).Value);
        using var seen = new StringContent(((IHtmlInputElement)page.One("form[enctype] input[name=Seen]")).Value);
        using var file = new ByteArrayContent(content);
        form.Add(token, "__RequestVerificationToken");
        form.Add(seen, "Seen");
        form.Add(file, "Upload", name);
        return await officer.PostFormAsync($"{path}?handler=Upload", form);
    }

    private Task<Consultation> FindAsync(int id) => app.WithContextAsync(context => context.Consultations.AsNoTracking().SingleAsync(row => row.Id == id));

    private Task<List<ConsultationParticipant>> PeopleAsync(int id) => app.WithContextAsync(context => context.ConsultationParticipants.AsNoTracking().Where(row => row.ConsultationId == id).ToListAsync());
}
