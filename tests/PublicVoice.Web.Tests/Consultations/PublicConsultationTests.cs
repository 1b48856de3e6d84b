using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Consultations;

namespace PublicVoice.Web.Tests.Consultations;

/// <summary>What citizens see and do around a consultation.</summary>
public class PublicConsultationTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Canary = "\"'><canary onerror=x>&{{7*7}}";
    private readonly TestData data = new(app);

    [Fact]
    public async Task List_UnitAndWhatItHolds_ShowsOnlyWhatIsPublic()
    {
        var (unit, other) = (await data.CreateUnitAsync(), await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        Assert.Contains("Belum ada konsultasi yang diumumkan", (await browser.OpenAsync($"/konsultasi?unit={unit.Code}")).Text, StringComparison.Ordinal);
        await data.CreateConsultationAsync(unit, ConsultationStatus.Draft, "Masih rancangan");
        await data.CreateConsultationAsync(unit, theme: "Diumumkan hari ini");
        await data.CreateConsultationAsync(other, theme: "Kantor lain");
        var page = await browser.OpenAsync($"/konsultasi?unit={unit.Code}");
        Assert.Equal(["Diumumkan hari ini"], page.Document.QuerySelectorAll(".topics h3").Select(heading => heading.TextContent));
        Assert.Contains("Jumat, 20 November 2026, 09.00–11.30 WIB", page.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        foreach (var address in new[] { "/konsultasi?unit=tidak-ada", "/konsultasi/999999", "/konsultasi/999999/daftar", "/konsultasi/999999/tulis", "/konsultasi/999999/bahan", "/konsultasi/999999/berita-acara" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(address)).Status);
        }
    }

    [Fact]
    public async Task Register_Once_StoresAPersonAndShowsTheMeetingOnlyToThem()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync(), meetingLink: "https://rapat.example/rahasia");
        using var browser = app.NewBrowser();
        Assert.DoesNotContain("rapat.example", (await browser.OpenAsync(ConsultationLinks.Public(held))).Source, StringComparison.Ordinal);
        var form = await browser.OpenAsync($"{ConsultationLinks.Public(held)}/daftar");
        (string, string?)[] fields = [("Draft.Name", " Budi   Santoso "), ("Draft.Group", "4"), ("Draft.Organisation", "Forum Warga"), ("Draft.Phone", "0812-3456-7890"), ("Draft.Sex", "L"), ("Consent", "ya")];
        var code = (await browser.SendAsync(form, fields)).Code();
        Assert.Equal(code, (await browser.SendAsync(form, fields)).Code()); // the same form again
        var stored = await app.WithContextAsync(context => context.ConsultationParticipants.SingleAsync(person => person.ConsultationId == held.Id));
        Assert.Equal(("Budi Santoso", ParticipantGroup.CivilSociety, "Forum Warga", "0812-3456-7890", "L", 1, false), (stored.Name, stored.Group, stored.Organisation, stored.Phone, stored.Sex, stored.ConsentedTo, stored.Attended));
        var mine = await browser.OpenAsync(ConsultationLinks.Registration(code));
        Assert.Contains("https://rapat.example/rahasia", mine.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("7890", mine.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", mine.Header("Cache-Control").Split(',')[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync(ConsultationLinks.Registration("AAAA-AAAA-AAAA"))).Status);
    }

    [Fact]
    public async Task Register_SamePhoneManyAtOnce_StoresOne()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        await browser.OpenAsync($"{ConsultationLinks.Public(held)}/daftar"); // gets its cookie before the rush
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(at => browser.RegisterAsync(held, $"Budi {(char)('A' + at)}", at % 2 == 0 ? "0812 3456 7890" : "+62 812-3456-7890")));
        Assert.Single(results, result => result.Status == HttpStatusCode.Redirect);
        Assert.All(results.Where(result => result.Status != HttpStatusCode.Redirect), result => HtmlAssert.HasError(result, "Draft.Phone", "Nomor telepon ini sudah terdaftar untuk konsultasi ini. Buka pendaftaran Anda dengan kode yang Anda terima."));
        Assert.Equal(1, await app.WithContextAsync(context => context.ConsultationParticipants.CountAsync(person => person.ConsultationId == held.Id)));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.RegisterAsync(await data.CreateConsultationAsync(await data.CreateUnitAsync()))).Status); // another consultation
    }

    [Theory]
    [InlineData("Draft.Name", "", "Tulis nama, paling banyak 100 karakter.")]
    [InlineData("Draft.Group", "9", "Pilih satu kelompok.")]
    [InlineData("Draft.Phone", "nomor saya", "Tulis nomor telepon, misalnya 0812-3456-7890.")]
    [InlineData("Consent", null, "Centang persetujuan agar data Anda dapat disimpan.")]
    public async Task Register_WithoutWhatIsNeeded_SaysItAndStoresNothing(string field, string? value, string message)
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        var page = await browser.RegisterAsync(held, changes: (field, value));
        HtmlAssert.HasError(page, field, message);
        Assert.Equal(0, await app.WithContextAsync(context => context.ConsultationParticipants.CountAsync(person => person.ConsultationId == held.Id)));
    }

    [Theory]
    [InlineData(ConsultationStatus.Cancelled)]
    [InlineData(ConsultationStatus.Concluded)]
    public async Task Register_WhenItIsOver_IsRefused(ConsultationStatus status)
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        var form = await browser.OpenAsync($"{ConsultationLinks.Public(held)}/daftar");
        await app.WithContextAsync(context => context.Consultations.Where(row => row.Id == held.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, status)));
        var page = await browser.SendAsync(form, ("Draft.Name", "Budi"), ("Draft.Group", "1"), ("Draft.Phone", Visitors.Phone), ("Consent", "ya"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Contains("Pendaftaran sudah ditutup. Belum ada yang tersimpan.", page.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithContextAsync(context => context.ConsultationParticipants.CountAsync(person => person.ConsultationId == held.Id)));
    }

    [Fact]
    public async Task Register_AfterTheLastDay_SaysThatOneCanStillCome()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        app.Clock.UtcNow += TimeSpan.FromDays(1);
        var page = await browser.OpenAsync($"{ConsultationLinks.Public(held)}/daftar");
        app.Clock.UtcNow -= TimeSpan.FromDays(1);
        Assert.Contains("Pendaftaran sudah ditutup. Anda masih dapat datang", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
    }

    [Fact]
    public async Task Withdraw_BeforeComing_DeletesEverythingAndAfterwardsNothing()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        var (first, second) = ((await browser.RegisterAsync(held)).Code(), (await browser.RegisterAsync(held, "Siti", "0813-1111-2222")).Code());
        var gone = await browser.SendAsync(await browser.OpenAsync(ConsultationLinks.Registration(first)));
        Assert.Contains("data Anda dihapus", (await browser.FollowAsync(gone)).Text, StringComparison.Ordinal);
        Assert.Equal(["Siti"], await app.WithContextAsync(context => context.ConsultationParticipants.Where(person => person.ConsultationId == held.Id).Select(person => person.Name).ToListAsync()));
        var form = await browser.OpenAsync(ConsultationLinks.Registration(second));
        await app.WithContextAsync(context => context.ConsultationParticipants.Where(person => person.ConsultationId == held.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.Attended, true)));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.SendAsync(form));
        Assert.Equal(1, await app.WithContextAsync(context => context.ConsultationParticipants.CountAsync(person => person.ConsultationId == held.Id)));
    }

    [Fact]
    public async Task Room_StaffReadFirst_NothingIsPublicUnseen()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"{ConsultationLinks.Public(held)}/tulis");
        var warned = await browser.SendAsync(page, ("Text", "Hubungi 0812-3456-7890"));
        HtmlAssert.Status(HttpStatusCode.OK, warned);
        Assert.Equal("0812-3456-7890", warned.One(".found mark").TextContent);
        Assert.Equal(0, await CountAsync(held));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(warned)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(warned)).Status); // once more
        Assert.Equal(1, await CountAsync(held));
        Assert.DoesNotContain("Hubungi", (await browser.OpenAsync(ConsultationLinks.Public(held))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Room_OpenedForAll_MasksAndHoldsBackWhatProgramsSend()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync(), ConsultationStatus.UnderWay, showsAtOnce: true);
        using var browser = app.NewBrowser();
        await browser.WriteAsync(held, $"Telepon 0812-3456-7890 {Canary}", ("Name", $"Budi {Canary}"));
        await browser.WriteAsync(held, "Beli di sini", ("situs", "https://spam.example"));
        var page = await browser.OpenAsync(ConsultationLinks.Public(held));
        Assert.Contains("Telepon ••• \"'><canary", page.Text, StringComparison.Ordinal);
        Assert.Contains("Selama konsultasi", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Beli di sini", page.Text, StringComparison.Ordinal);
        HtmlAssert.HasNoMarkupOf(page, "<canary");
    }

    [Fact]
    public async Task Room_ForParticipants_AsksForTheirCode()
    {
        var unit = await data.CreateUnitAsync();
        var (held, other) = (await data.CreateConsultationAsync(unit, room: RoomAccess.Registered, showsAtOnce: true), await data.CreateConsultationAsync(unit));
        using var browser = app.NewBrowser();
        var (code, foreign) = ((await browser.RegisterAsync(held)).Code(), (await browser.RegisterAsync(other)).Code());
        HtmlAssert.HasError(await browser.WriteAsync(held, "Tanpa kode"), "Code", "Tulis kode pendaftaran Anda.");
        HtmlAssert.HasError(await browser.WriteAsync(held, "Kode lain", ("Code", foreign)), "Code", "Kode ini bukan kode pendaftaran konsultasi ini. Periksa lagi.");
#pragma warning disable CA1308 // as people type it
        Assert.Equal(HttpStatusCode.Redirect, (await browser.WriteAsync(held, "Dengan kode", ("Code", code.ToLowerInvariant()))).Status);
#pragma warning restore CA1308
        Assert.Contains("Warga · Pengguna layanan · Pertanyaan sebelum konsultasi", (await browser.OpenAsync(ConsultationLinks.Public(held))).Text, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(held));
    }

    [Fact]
    public async Task Room_Closed_TakesNothing()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = app.NewBrowser();
        var form = await browser.OpenAsync($"{ConsultationLinks.Public(held)}/tulis");
        await app.WithContextAsync(context => context.Consultations.Where(row => row.Id == held.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Room, RoomAccess.Closed)));
        var page = await browser.SendAsync(form, ("Text", "Terlambat"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Equal(0, await CountAsync(held));
        Assert.Empty((await browser.OpenAsync($"{ConsultationLinks.Public(held)}/tulis")).Document.QuerySelectorAll("main textarea"));
    }

    [Fact]
    public async Task EveryPage_InEnglish_HasNoIndonesianHeading()
    {
        var held = await data.CreateConsultationAsync(await data.CreateUnitAsync());
        using var browser = app.NewBrowser("en");
        foreach (var (address, heading) in new[]
        {
            ("/konsultasi", "Public consultations"), ($"{ConsultationLinks.Public(held)}/daftar", "Register for the consultation"), ($"{ConsultationLinks.Public(held)}/tulis", "Write a question"),
            (ConsultationLinks.Registrations, "See your registration"),
        })
        {
            Assert.Equal(heading, (await browser.OpenAsync(address)).One("h1").TextContent);
        }
    }

    private Task<int> CountAsync(Consultation held) => app.WithContextAsync(context => context.RoomMessages.CountAsync(message => message.ConsultationId == held.Id));
}
