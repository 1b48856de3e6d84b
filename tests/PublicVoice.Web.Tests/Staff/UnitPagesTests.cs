using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

public class UnitPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task List_ShowsTheScopeOnly()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Leader, world.Office));
        Assert.Equal([world.Office.Name], (await browser.OpenAsync("/staff/units")).Document.QuerySelectorAll("tbody th a").Select(link => link.TextContent));
        Assert.Empty((await browser.OpenAsync($"/staff/units?q={world.OtherOffice.Code}")).Document.QuerySelectorAll("tbody tr"));
        var page = await browser.OpenAsync($"/staff/units/{world.Office.Code}");
        Assert.Empty(page.Document.QuerySelectorAll("a[href$='/edit'], a[href$='/move'], a[href$='/new']"));
        Assert.Empty(page.Document.QuerySelectorAll($"a[href$='/staff/units/{world.City.Code}']")); // above the scope
    }

    [Fact]
    public async Task Edit_ChangesTheUnitAndSaysSoInTheAuditLog()
    {
        var (world, browser) = await OpenWorldAsync();
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit");
        var done = await browser.FollowAsync(await browser.SendAsync(
            form, ("Name", "Dinas <i>Baru</i>"), ("Status", "Closed"), ("SignerNip", "19800101 200501 1 001"), ("DocumentNumberPattern", "{number}/X/{year}"), ("LetterheadAddress", "Jl. A\r\nKota")));
        Assert.Equal("Dinas <i>Baru</i>", done.One("h1").TextContent);
        var unit = await app.WithContextAsync(context => context.Units.SingleAsync(unit => unit.Id == world.Office.Id));
        Assert.Equal(("Dinas <i>Baru</i>", UnitStatus.Closed, "198001012005011001", "Jl. A\nKota"), (unit.Name, unit.Status, unit.SignerNip, unit.LetterheadAddress));
        var entry = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.Action == "unit.changed" && entry.UnitPath == world.Office.Path));
        Assert.Contains(world.Office.Name, entry.Before, StringComparison.Ordinal);
        Assert.Contains("Closed", entry.After, StringComparison.Ordinal);

        // The same again changes nothing and leaves no entry.
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit"));
        Assert.Equal(1, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "unit.changed" && entry.UnitPath == world.Office.Path)));
    }

    [Theory]
    [InlineData("Name", " ! ", "Isi nama, paling banyak 200 karakter")]
    [InlineData("SignerNip", "123", "NIP terdiri dari 18 angka")]
    [InlineData("DocumentNumberPattern", "{nomor}", "{nomor} tidak dikenal; pakai {number}, {unit}, {month}, {month-roman}, {year}")]
    public async Task Edit_WrongField_SaysWhatToDoAndStoresNothing(string field, string value, string message)
    {
        var (world, browser) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit"), ("HeadTitle", "Kepala"), (field, value));
        HtmlAssert.HasError(page, field, message);
        Assert.Contains("value=\"Kepala\"", page.Source, StringComparison.Ordinal);
        Assert.Null(await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id).Select(unit => unit.HeadTitle).SingleAsync()));
    }

    [Fact]
    public async Task Edit_ChangedByAnotherMeanwhile_IsSavedOnlyWhenSentAgain()
    {
        var (world, browser) = await OpenWorldAsync();
        var address = $"/staff/units/{world.Office.Code}/edit";
        var (mine, theirs) = (await browser.OpenAsync(address), await browser.OpenAsync(address));
        HtmlAssert.Status(HttpStatusCode.Redirect, await browser.SendAsync(theirs, ("HeadTitle", "Camat")));
        var told = await browser.SendAsync(mine, ("HeadTitle", "Lurah"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, told);
        Assert.Contains("baru saja diubah orang lain", told.One(".errors").TextContent, StringComparison.Ordinal);
        Assert.Equal("Camat", await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id).Select(unit => unit.HeadTitle).SingleAsync()));

        HtmlAssert.Status(HttpStatusCode.Redirect, await browser.SendAsync(told));
        Assert.Equal("Lurah", await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id).Select(unit => unit.HeadTitle).SingleAsync()));
    }

    [Fact]
    public async Task Edit_ChangedByAnotherWhileAFieldWasWrong_IsStillTold()
    {
        var (world, browser) = await OpenWorldAsync();
        var address = $"/staff/units/{world.Office.Code}/edit";
        var (mine, theirs) = (await browser.OpenAsync(address), await browser.OpenAsync(address));
        await browser.SendAsync(theirs, ("HeadTitle", "Camat"));
        var wrong = await browser.SendAsync(mine, ("HeadTitle", "Lurah"), ("SignerNip", "1"));
        var told = await browser.SendAsync(wrong, ("SignerNip", ""));
        Assert.Contains("baru saja diubah orang lain", told.One(".errors").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_State_KeepsOpenUnitsWithinReach()
    {
        var (world, browser) = await OpenWorldAsync();
        var branch = await data.CreateUnitAsync($"{world.City.Code}-cabang", world.Office);
        await data.CreatePaperBatchAsync(branch);
        var (office, below) = ($"/staff/units/{world.Office.Code}/edit", $"/staff/units/{branch.Code}/edit");
        HtmlAssert.HasError(await browser.SendAsync(await browser.OpenAsync(office), ("Status", "Closed")), "Status", "Pindahkan atau tutup dahulu unit di bawahnya");
        Assert.Contains("1 batch kertas yang belum dibukukan", (await browser.OpenAsync(below)).Text, StringComparison.Ordinal);
        await browser.SendAsync(await browser.OpenAsync(below), ("Status", "Archived"));
        HtmlAssert.Status(HttpStatusCode.Redirect, await browser.SendAsync(await browser.OpenAsync(office), ("Status", "Closed")));
        HtmlAssert.HasError(await browser.SendAsync(await browser.OpenAsync(below), ("Status", "Active")), "Status", "Unit di atasnya sudah ditutup: pilih tempat lain dahulu");
        var refused = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/new"), ("Name", "Baru"), ("Type", "uptd"), ("Code", $"{branch.Code}-b"));
        HtmlAssert.HasError(refused, "Name", "Unit di atasnya sudah ditutup: pilih tempat lain dahulu");
        Assert.DoesNotContain(world.Office.Code, (await browser.OpenAsync($"/staff/units/{branch.Code}/move")).Document.QuerySelectorAll("option").Select(option => option.GetAttribute("value")));
    }

    [Fact]
    public async Task Edit_SameNameByTwoAtOnce_OneIsTold()
    {
        var (world, browser) = await OpenWorldAsync();
        var forms = new List<HtmlPage>();
        for (var i = 0; i < 4; i++)
        {
            var unit = await data.CreateUnitAsync($"{world.City.Code}-n{i}", world.City);
            forms.Add(await browser.OpenAsync($"/staff/units/{unit.Code}/edit"));
        }

        var pages = await Task.WhenAll(forms.Select(form => browser.SendAsync(form, ("Name", "Sama"))));
        Assert.Single(pages, page => page.Status == HttpStatusCode.Redirect);
        Assert.All(pages.Where(page => page.Status != HttpStatusCode.Redirect), page => HtmlAssert.HasError(page, "Name", "Nama ini sudah dipakai di tempat yang sama"));
    }

    [Fact]
    public async Task Edit_TimeZone_IsTheGovernmentsOnly()
    {
        var (world, browser) = await OpenWorldAsync();
        Assert.Empty((await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit")).Document.QuerySelectorAll("[name=TimeZone]"));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit"), ("TimeZone", "Asia/Jayapura"));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.City.Code}/edit"), ("TimeZone", "Asia/Makassar"));
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.City.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.TimeZone, "Asia/Pontianak"))); // by an import
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.City.Code}/edit"), ("HeadTitle", "Wali Kota"));
        Assert.Equal("Asia/Pontianak", await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.City.Id).Select(unit => unit.TimeZone).SingleAsync()));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.City.Code}/edit"), ("TimeZone", "Asia/Makassar"));
        Assert.Equal([null, "Asia/Makassar"], await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id || unit.Id == world.City.Id)
            .OrderByDescending(unit => unit.Path).Select(unit => unit.TimeZone).ToListAsync()));
    }

    [Fact]
    public async Task New_AddsAUnitThatCanBeRatedAtOnce()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = $"{world.City.Code}-baru";
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/new");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Name", "Baru"), ("Type", "uptd"), ("Code", "Huruf Besar")), "Code", "Pakai huruf kecil dan angka, dengan satu tanda hubung di antaranya, misalnya plg-dinkes");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Name", "Baru"), ("Type", "uptd"), ("Code", world.OtherOffice.Code)), "Code", "Kode ini sudah dipakai atau terlalu panjang");
        await browser.SendAsync(form, ("Name", "Baru"), ("Type", "UPTD"), ("Code", code));
        var unit = await app.WithContextAsync(context => context.Units.SingleAsync(unit => unit.Code == code));
        Assert.Equal((world.Office.Id, $"{world.Office.Path}{code}/", "uptd"), (unit.ParentId, unit.Path, unit.Type));
        HtmlAssert.HasError(await browser.SendAsync(form, ("Name", "BARU"), ("Type", "uptd"), ("Code", code + "2")), "Name", "Nama ini sudah dipakai di tempat yang sama");
        using var citizen = app.NewBrowser();
        Assert.NotEqual(HttpStatusCode.NotFound, (await citizen.OpenAsync($"/s/{code}")).Status);
    }

    [Fact]
    public async Task Move_TakesEverythingBelowAlong_WithinOneGovernment()
    {
        var (world, browser) = await OpenWorldAsync();
        var target = await data.CreateUnitAsync($"{world.City.Code}-tujuan", world.City);
        var branch = await data.CreateUnitAsync($"{world.City.Code}-cabang", world.Office);
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/move");
        var offered = form.Document.QuerySelectorAll("option").Select(option => option.GetAttribute("value")).ToList();
        Assert.DoesNotContain(branch.Code, offered);
        Assert.DoesNotContain(world.OtherCity.Code, offered);
        HtmlAssert.HasError(await browser.SendAsync(form, ("Parent", branch.Code)), "Parent", "Pilih unit");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Parent", world.OtherCity.Code)), "Parent", "Pilih unit");
        await browser.SendAsync(form, ("Parent", target.Code));
        Assert.Equal(
            [$"{target.Path}{world.Office.Code}/", $"{target.Path}{world.Office.Code}/{branch.Code}/"],
            await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id || unit.Id == branch.Id).OrderBy(unit => unit.Path).Select(unit => unit.Path).ToListAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/staff/units/{world.City.Code}/move")).Status); // a government has no place to go
    }

    [Fact]
    public async Task Service_IsAddedChangedAndArchived()
    {
        var (world, browser) = await OpenWorldAsync();
        var address = $"/staff/units/{world.Office.Code}/services";
        var form = await browser.OpenAsync($"{address}/new");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Name", "Akta"), ("Code", "new"), ("ServedPerYear", "")), "Code", "Kode ini sudah dipakai atau terlalu panjang");
        HtmlAssert.HasError(await browser.SendAsync(form, ("Name", "Akta"), ("Code", "akta"), ("ServedPerYear", "banyak")), "ServedPerYear", "Isi bilangan bulat, misalnya 1200, atau kosongkan");
        await browser.SendAsync(form, ("Name", "Akta"), ("Code", "akta"), ("ServedPerYear", "1.200"));
        var stale = await browser.OpenAsync($"{address}/akta");
        await browser.SendAsync(await browser.OpenAsync($"{address}/akta"), ("Name", "Akta kelahiran"), ("State", "archived"));
        Assert.Contains("baru saja diubah orang lain", (await browser.SendAsync(stale, ("ServedPerYear", "5"))).One(".errors").TextContent, StringComparison.Ordinal);
        var service = await app.WithContextAsync(context => context.Services.SingleAsync(service => service.Code == $"{world.Office.Code}.akta"));
        Assert.Equal(("Akta kelahiran", 1200L, true), (service.Name, service.ServedPerYear, service.Archived));
        Assert.Equal(["service.created", "service.changed"], await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == world.Office.Path && entry.Action.StartsWith("service"))
            .OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
    }

    [Fact]
    public async Task New_ManyAtOnce_AddOneUnitAndOneService()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = $"{world.City.Code}-sekali";
        var unit = await browser.OpenAsync($"/staff/units/{world.Office.Code}/new");
        var service = await browser.OpenAsync($"/staff/units/{world.Office.Code}/services/new");
        foreach (var (form, fields, message) in new[]
        {
            (unit, new[] { ("Name", (string?)"Sekali"), ("Type", "uptd"), ("Code", code) }, "Kode ini sudah dipakai atau terlalu panjang"),
            (service, [("Name", "Sekali"), ("Code", "sekali")], "Kode ini sudah dipakai atau terlalu panjang"),
        })
        {
            var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.SendAsync(form, fields)));
            Assert.Single(pages, page => page.Status == HttpStatusCode.Redirect);
            Assert.All(pages.Where(page => page.Status != HttpStatusCode.Redirect), page => HtmlAssert.HasError(page, "Code", message));
        }

        Assert.Equal(1, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "unit.created" && entry.Subject.Contains(code))));
    }

    [Fact]
    public async Task New_BelowAUnitThatMovedMeanwhile_LiesBelowItsNewPlace()
    {
        var (world, browser) = await OpenWorldAsync();
        var target = await data.CreateUnitAsync($"{world.City.Code}-tujuan", world.City);
        var stale = new Unit { Code = $"{world.City.Code}-anak", Type = "uptd", Name = "Anak", ParentId = world.Office.Id, Path = $"{world.Office.Path}{world.City.Code}-anak/" };
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/move"), ("Parent", target.Code));
        Assert.Equal(UnitChange.Stored, await app.InScopeAsync(services => services.GetRequiredService<UnitAdministration>().CreateAsync(stale, CancellationToken.None)));
        Assert.Equal($"{target.Path}{world.Office.Code}/{stale.Code}/", await app.WithContextAsync(context => context.Units.Where(unit => unit.Code == stale.Code).Select(unit => unit.Path).SingleAsync()));
    }

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator)));
    }
}
