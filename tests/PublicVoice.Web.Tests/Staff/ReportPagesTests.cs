using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;

namespace PublicVoice.Web.Tests.Staff;

public sealed class ReportPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private readonly TestData data = new(app);

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task Subscription_SetChangedAndEnded_DecidesWhatIsDue()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator));
        var address = $"/staff/units/{world.Office.Code}/reports";
        Assert.Contains(address, (await browser.OpenAsync($"/staff/units/{world.Office.Code}")).Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")));
        var page = await browser.OpenAsync(address);
        foreach (var (field, value, message) in new[]
        {
            ("FirstMonth", "2026-12", "Tulis bulan seperti 2026-11, paling lama 24 bulan lalu dan tidak sesudah bulan ini"),
            ("FirstMonth", "2020-01", "Tulis bulan seperti 2026-11, paling lama 24 bulan lalu dan tidak sesudah bulan ini"),
            ("FirstMonth", "<b>", "Tulis bulan seperti 2026-11, paling lama 24 bulan lalu dan tidak sesudah bulan ini"),
            ("WorkingDaysWaited", "21", "Isi bilangan 0 sampai 20"),
            ("WorkingDaysWaited", "", "Isi bilangan 0 sampai 20"),
        })
        {
            HtmlAssert.HasError(await browser.SendAsync(page, (field, value)), field, message);
        }

        Assert.False(await app.WithContextAsync(context => context.ReportSubscriptions.AnyAsync(subscription => subscription.UnitId == world.Office.Id)));
        await browser.SendAsync(page, ("FirstMonth", "2026-10"), ("WorkingDaysWaited", "0"));
        var list = await browser.OpenAsync("/staff/reports");
        Assert.Contains("Belum ada laporan yang diterbitkan", list.Text, StringComparison.Ordinal);
        Assert.Contains($"{world.Office.Name}, Oktober 2026: 1 November 2026", list.Text, StringComparison.Ordinal);
        await browser.PressAsync(await browser.OpenAsync(address), "form[action$='End']");
        Assert.DoesNotContain("Oktober 2026", (await browser.OpenAsync("/staff/reports")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "reports.subscribed" && entry.UnitPath == world.Office.Path)));
    }

    [Fact]
    public async Task Report_Leader_DownloadsAndAcknowledgesOnce()
    {
        var world = await StaffWorld.CreateAsync(app);
        var report = await data.IssueReportAsync(world.Office);
        using var leader = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Leader, world.Office, "Budi"));
        var list = await leader.OpenAsync("/staff/reports");
        Assert.Contains("0 dari 1 sudah diketahui", list.Text, StringComparison.Ordinal);
        var page = await leader.OpenAsync(list.One("tbody a").GetAttribute("href")!);
        Assert.Contains("Belum ada jawaban", page.Text, StringComparison.Ordinal);
        var file = await leader.PressAsync(page, "form[action$='File']");
        Assert.Equal(("application/pdf", $"attachment; filename={report.Code}.pdf; filename*=UTF-8''{report.Code}.pdf"), (file.Header("Content-Type"), file.Header("Content-Disposition")));

        HtmlAssert.HasError(await AcknowledgeAsync(leader, page, new string('x', 1001)), "Note", "Tulis paling banyak 1000 huruf");
        var known = await leader.FollowAsync(await AcknowledgeAsync(leader, page, "<canary> tambah loket"));
        HtmlAssert.HasNoMarkupOf(known, "<canary>");
        Assert.Contains("Budi", known.One("main ul").TextContent, StringComparison.Ordinal);
        Assert.Empty(known.Document.QuerySelectorAll("textarea"));
        await AcknowledgeAsync(leader, page, "lagi"); // the back button
        Assert.Equal("<canary> tambah loket", await app.WithContextAsync(context => context.ReportAcknowledgements.Where(row => row.ReportId == report.Id).Select(row => row.Note).SingleAsync()));
        Assert.Equal(["report.issued", "report.downloaded", "report.acknowledged"], await app.WithContextAsync(context => context.AuditEntries
            .Where(entry => entry.UnitPath == world.Office.Path && entry.Subject == report.Code).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));

        // An officer reads it, but it is the leader who must know it.
        using var officer = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office));
        var theirs = await officer.OpenAsync($"/staff/reports/{report.Id}");
        Assert.Empty(theirs.Document.QuerySelectorAll("textarea"));
        theirs.One("form[action$='File']").SetAttribute("action", $"/staff/reports/{report.Id}?handler=Acknowledge");
        Assert.Equal(HttpStatusCode.Forbidden, (await officer.PressAsync(theirs, "form[action$='Acknowledge']")).Status);
    }

    private static Task<HtmlPage> AcknowledgeAsync(HttpClient browser, HtmlPage page, string note)
    {
        var form = (IHtmlFormElement)page.One("form[action$='Acknowledge']");
        return browser.PostAsync(page, form, [.. page.Fields(form).Where(field => field.Key != "Note"), new("Note", note)]);
    }

    [Fact]
    public async Task Verification_TellsTheIssuedFileFromAnyOther()
    {
        var world = await StaffWorld.CreateAsync(app);
        var report = await data.IssueReportAsync(world.Office);
        var file = await app.WithContextAsync(context => context.IssuedReportFiles.Where(row => row.ReportId == report.Id).Select(row => row.Content).SingleAsync());
        using var browser = app.NewBrowser();
        var page = await browser.OpenAsync($"/verifikasi/{report.Code.ToUpperInvariant()}");
        Assert.Contains(report.Sha256, page.Text, StringComparison.Ordinal);
        Assert.Contains(world.Office.Name, page.Text, StringComparison.Ordinal);
        Assert.Contains("Berkas ini asli", (await CheckAsync(file)).Text, StringComparison.Ordinal);
        file[^2] ^= 1;
        var other = await CheckAsync(file);
        Assert.Contains("bukan laporan yang diterbitkan", other.Text, StringComparison.Ordinal);
        HtmlAssert.HasError(await CheckAsync([]), "Upload", "Pilih berkas PDF laporan, paling besar 10 MB");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/verifikasi/tidak-ada-2026-0001")).Status);

        async Task<HtmlPage> CheckAsync(byte[] content)
        {
            using var form = new MultipartFormDataContent();
            using var token = new StringContent(((IHtmlInputElement)page.One("main input[name=__RequestVerificationToken]")).Value);
            using var upload = new ByteArrayContent(content);
            form.Add(token, "__RequestVerificationToken");
            form.Add(upload, "Upload", "laporan.pdf");
            return await browser.PostFormAsync($"/verifikasi/{report.Code}", form);
        }
    }
}
