using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Tests.Imports;
using PublicVoice.Web.Tests.Staff;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Units;

/// <summary>Imports in the browser: first a look, then exactly that.</summary>
public class StructureImportPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Header = "code,type,name,parent_code,head_title\n";
    private readonly TestData data = new(app);

    [Fact]
    public async Task Import_ShowsEveryChange_StoresItOnceConfirmed_AndKeepsThePast()
    {
        var (world, browser) = await OpenWorldAsync();
        var (branch, target) = (await data.CreateUnitAsync($"{world.City.Code}-cabang", world.Office), await data.CreateUnitAsync($"{world.City.Code}-tujuan", world.City));
        var rows = $"{world.Office.Code},dinas,Nama <b>Baru</b>,{world.City.Code},\n{branch.Code},dinas,{branch.Name},{target.Code},\n{world.City.Code}-n,uptd,Unit Baru,{world.Office.Code},Kepala\n";
        var preview = await UploadAsync(browser, Header + rows);
        HtmlAssert.Status(HttpStatusCode.OK, preview);
        Assert.Contains("1 baru, 2 diubah, 0 tetap, 2 tidak ada di berkas.", preview.Text, StringComparison.Ordinal);
        Assert.Equal([$"name: {world.Office.Name} → Nama <b>Baru</b>"], Changes(preview, "nama"));
        Assert.Equal([$"parent_code: {world.Office.Code} → {target.Code}"], Changes(preview, "pindah"));
        Assert.Equal(["name: Unit Baru", "type: uptd", $"parent_code: {world.Office.Code}", "status: active", "head_title: Kepala"], Changes(preview, "baru"));
        Assert.Contains($"{world.City.Code}, {target.Code}", preview.Text, StringComparison.Ordinal);
        Assert.Equal(world.Office.Name, (await FindAsync(world.Office.Code)).Name); // nothing is stored yet

        var done = await browser.FollowAsync(await browser.PostAsync(preview, preview.Fields()));
        Assert.Contains("Impor selesai: 1 baru, 2 diubah.", done.Text, StringComparison.Ordinal);
        Assert.Equal(("Nama <b>Baru</b>", $"{target.Path}{branch.Code}/"), ((await FindAsync(world.Office.Code)).Name, (await FindAsync(branch.Code)).Path));
        Assert.Equal([(branch.Id, branch.Path), (world.Office.Id, world.Office.Path)], (await app.WithContextAsync(context => context.FormerPlacements.Where(place => place.GovernmentId == world.City.Id).ToListAsync()))
            .Select(place => (place.UnitId, place.Path)).OrderByDescending(place => place.UnitId));
        var entry = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.Action == "units.imported" && entry.UnitPath == world.City.Path));
        Assert.Contains(world.Office.Name, entry.Before, StringComparison.Ordinal);
        Assert.Contains("Nama <b>Baru</b>", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TreeChangedAfterTheLook_ShowsItAnewAndStoresNothing()
    {
        var (world, browser) = await OpenWorldAsync();
        var preview = await UploadAsync(browser, $"{Header}{world.Office.Code},dinas,Nama Baru,{world.City.Code},\n");
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Name, "Sementara")));
        var again = await browser.PostAsync(preview, preview.Fields());
        HtmlAssert.Status(HttpStatusCode.Conflict, again);
        Assert.Contains("belum ada yang disimpan", again.One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(["name: Sementara → Nama Baru"], Changes(again, "nama"));
        Assert.Equal("Sementara", (await FindAsync(world.Office.Code)).Name);
        await browser.PostAsync(again, again.Fields());
        Assert.Equal("Nama Baru", (await FindAsync(world.Office.Code)).Name);
    }

    [Fact]
    public async Task Import_BeyondTheScope_IsRefusedRowByRow()
    {
        var (world, _) = await OpenWorldAsync();
        var branch = await data.CreateUnitAsync($"{world.City.Code}-cab", world.Office);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, world.Office));
        var rows = $"{world.City.Code},kota,Direbut,,\n{world.OtherOffice.Code},dinas,Direbut,{world.OtherCity.Code},\n{branch.Code},dinas,{branch.Name},{world.City.Code},\n"
            + $"{world.City.Code}-y,dinas,Baru,{world.City.Code},\n{world.City.Code}-z,dinas,Akar,,\n{world.City.Code}-w,dinas,Boleh,{branch.Code},\n{world.City.Code}-v,dinas,Boleh juga,{world.City.Code}-w,\n";
        var page = await UploadAsync(browser, Header + rows);
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Equal(["Baris 2", "Baris 3", "Baris 4", "Baris 5", "Baris 6"], page.Document.QuerySelectorAll(".errors li").Select(reason => reason.TextContent[..7]));
        Assert.Contains("Row 2:", (await UploadAsync(browser, Header + rows, language: "en")).Text, StringComparison.Ordinal);
        Assert.Equal(world.City.Name, (await FindAsync(world.City.Code)).Name);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await UploadAsync(browser, $"code,unit_code,name\n{world.City.Code}.x,{world.City.Code},X\n", "services"));
        HtmlAssert.Status(HttpStatusCode.OK, await UploadAsync(browser, $"code,unit_code,name\n{branch.Code}.x,{branch.Code},X\n", "services"));
    }

    [Fact]
    public async Task Import_WrongRows_AreAllTold_InTheReadersLanguage()
    {
        var (world, browser) = await OpenWorldAsync();
        var page = await UploadAsync(browser, $"{Header}SALAH,dinas,X,{world.City.Code},\n{world.City.Code}-a,dinas,,{world.City.Code},\n{world.City.Code}-b,dinas,B,tidak-ada,\n");
        HtmlAssert.Status(HttpStatusCode.BadRequest, page);
        Assert.Equal(["Baris 2: kode", "Baris 3: name kosong.", "Baris 4: induk"], page.Document.QuerySelectorAll(".errors li").Select((reason, i) => i == 1 ? reason.TextContent : string.Join(' ', reason.TextContent.Split(' ').Take(3))));
        Assert.Contains("\"coat_of_arms\"", (await UploadAsync(browser, "code,type,name,parent_code,coat_of_arms\n")).Text, StringComparison.Ordinal);
        Assert.Contains("UTF-8", (await UploadAsync(browser, [0xFF, 0xFE, 0x41, 0x00])).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_Spreadsheet_IsReadAsCsvIs_WithItsRowNumbers_AndStoredOnceHoweverOftenConfirmed()
    {
        var (world, browser) = await OpenWorldAsync();
        var code = $"{world.City.Code}-x";
        var sheet = Workbook.Of(["code", "type", "name", "parent_code", "status"], [code, "dinas", "Dinas \"X\", satu", world.City.Code, "closed"], [null], [$"{code}-a", "uptd", "Anak", code, "active"]);
        var preview = await UploadAsync(browser, sheet);
        HtmlAssert.Status(HttpStatusCode.OK, preview);
        Assert.Contains($"{code} · baris 2", preview.Text, StringComparison.Ordinal);
        Assert.Contains($"{code}-a · baris 4", preview.Text, StringComparison.Ordinal);
        Assert.Contains($"Baris 4: {code}-a aktif di bawah unit yang ditutup", preview.One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Contains("Impor selesai: 2 baru", (await browser.FollowAsync(await browser.PostAsync(preview, preview.Fields()))).Text, StringComparison.Ordinal);
        Assert.Contains("Semua isi berkas ini sudah tersimpan", (await browser.FollowAsync(await browser.PostAsync(preview, preview.Fields()))).Text, StringComparison.Ordinal);
        Assert.Equal("Dinas \"X\", satu", (await FindAsync(code)).Name);
        Assert.Contains("Baris 2: baris ini punya 3 sel", (await UploadAsync(browser, $"{Header}a,b,c\n")).Text, StringComparison.Ordinal);
        Assert.Contains("tidak berisi baris", (await UploadAsync(browser, Header)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NoFileOrTooLarge_SaysWhatToDo()
    {
        var (world, browser) = await OpenWorldAsync();
        HtmlAssert.HasError(await UploadAsync(browser, ""), "Csv", $"Pilih berkas CSV atau XLSX, paling besar {ImportModel.MaxFileBytes / 1024} KB");
        HtmlAssert.HasError(await UploadAsync(browser, new byte[ImportModel.MaxFileBytes + 1]), "Csv", $"Pilih berkas CSV atau XLSX, paling besar {ImportModel.MaxFileBytes / 1024} KB");
        HtmlAssert.Status(HttpStatusCode.RequestEntityTooLarge, await UploadAsync(browser, new byte[ImportModel.MaxFileBytes + 40000]));
        var preview = await UploadAsync(browser, $"{Header}{world.Office.Code},dinas,Nama Baru,{world.City.Code},\n");
        var broken = await browser.PostAsync(preview, preview.Fields().Select(field => field.Key == "Kept" ? new KeyValuePair<string, string>("Kept", "bukan") : field));
        HtmlAssert.HasError(broken, "Csv", "Pilih berkasnya sekali lagi");
    }

    [Fact]
    public async Task Import_TheDemonstration_AsServicesToo_IsReadWhole()
    {
        var units = ImportFiles.Embedded("units.csv");
        await app.UnitsAsync(units);
        var root = await FindAsync("plg");
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, root));
        var services = string.Join('\n', ImportFiles.Embedded("services.csv").Split('\n').Where((line, i) => i == 0 || line.StartsWith("plg", StringComparison.Ordinal)));
        var preview = await UploadAsync(browser, services, "services");
        HtmlAssert.Status(HttpStatusCode.OK, preview);
        await browser.PostAsync(preview, preview.Fields());
        Assert.Equal(services.Trim().Split('\n').Length - 1, await app.WithContextAsync(context => context.Services.CountAsync(service => service.Code.StartsWith("plg"))));
        Assert.Contains("0 baru, 0 diubah", (await UploadAsync(browser, services, "services")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoveService_AnotherUnitOffersIt_AndTheOldAddressLeadsThere()
    {
        var (world, browser) = await OpenWorldAsync();
        var target = await data.CreateUnitAsync($"{world.City.Code}-target", world.City);
        var service = await data.CreateServiceAsync(world.Office, "akta", "Akta");
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/services/akta/move");
        Assert.DoesNotContain(world.OtherCity.Code, form.Source, StringComparison.Ordinal);
        HtmlAssert.HasError(await browser.SendAsync(form, ("Target", world.OtherOffice.Code)), "Target", "Pilih unit");
        await browser.SendAsync(form, ("Target", target.Code));
        using var citizen = app.NewBrowser();
        Assert.Equal($"/s/{target.Code}/akta", (await citizen.OpenAsync($"/s/{world.Office.Code}/akta")).Header("Location"));
        Assert.True(await app.WithContextAsync(context => context.Services.Where(known => known.Id == service.Id).Select(known => known.Archived).SingleAsync()));
        Assert.Contains("sudah dipindahkan atau diarsipkan", (await browser.FollowAsync(await browser.SendAsync(form, ("Target", target.Code)))).Text, StringComparison.Ordinal); // a second click
        Assert.Equal(1, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "service.moved" && entry.UnitPath == target.Path)));
    }

    [Fact]
    public async Task Service_NameTheUnitHasAlready_IsRefused()
    {
        var (world, browser) = await OpenWorldAsync();
        await data.CreateServiceAsync(world.Office, "akta", "Akta Lahir");
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/services/new"), ("Name", "AKTA-lahir"), ("Code", "lain"));
        HtmlAssert.HasError(page, "Name", "Nama ini sudah dipakai di tempat yang sama");
    }

    private static List<string> Changes(HtmlPage page, string group) =>
        [.. page.Document.QuerySelectorAll($"[aria-labelledby={group}] .change").Select(change => string.Join(' ', change.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static Task<HtmlPage> UploadAsync(HttpClient browser, string csv, string what = "units", string language = "id") => UploadAsync(browser, Encoding.UTF8.GetBytes(csv), what, language);

    private static async Task<HtmlPage> UploadAsync(HttpClient browser, byte[] csv, string what = "units", string language = "id")
    {
        var page = await browser.OpenAsync($"/staff/units/import?lang={language}");
        using var form = new MultipartFormDataContent();
        using var token = new StringContent(((IHtmlInputElement)page.One("main input[name=__RequestVerificationToken]")).Value);
        using var chosen = new StringContent(what);
        using var file = new ByteArrayContent(csv);
        form.Add(token, "__RequestVerificationToken");
        form.Add(chosen, "What");
        form.Add(file, "Csv", "berkas.csv");
        return await browser.PostFormAsync($"/staff/units/import?handler=Check&lang={language}", form);
    }

    private Task<Unit> FindAsync(string code) => app.WithContextAsync(context => context.Units.AsNoTracking().SingleAsync(unit => unit.Code == code));

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator)));
    }
}
