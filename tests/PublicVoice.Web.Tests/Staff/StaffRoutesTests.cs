using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>Walks every staff page and handler with every role, at one's own records and at those of another government.</summary>
public partial class StaffRoutesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private List<(string Pattern, CompiledPageActionDescriptor Page, StaffTask? Task)> Pages => [.. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("staff", StringComparison.Ordinal))
        .Select(endpoint => (
            "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
            endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() ?? app.Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>()
                .LoadAsync(endpoint.Metadata.GetMetadata<PageActionDescriptor>()!, endpoint.Metadata).GetAwaiter().GetResult(),
            endpoint.Metadata.GetMetadata<NeedsAttribute>()?.Task))];

    [Fact]
    public void EveryStaffPage_SaysWhatItNeeds()
    {
        var open = new[] { "/staff/sign-in", "/staff/sign-in/code", "/staff/forgotten-password", "/staff/new-password", "/staff/invitation" };
        Assert.True(Pages.Count > 12);
        foreach (var (pattern, page, _) in Pages)
        {
            Assert.All(page.HandlerMethods, handler => Assert.Contains(handler.HttpMethod, new[] { "Get", "Post" })); // else an override lacks [NonHandler]
            var isOpen = page.ModelTypeInfo!.IsDefined(typeof(AllowAnonymousAttribute), inherit: true);
            Assert.True(isOpen == open.Contains(pattern), pattern);
            Assert.True(isOpen || page.ModelTypeInfo.IsDefined(typeof(NeedsAttribute), inherit: false), $"{pattern} does not say what it needs");
        }
    }

    [Fact]
    public async Task WithoutSignIn_EveryPageLeadsToSigningIn()
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = app.NewBrowser();
        foreach (var (pattern, _, _) in Pages.Where(page => page.Task is not null))
        {
            var page = await browser.OpenAsync(Address(pattern, new(world.Office.Code, "x", 1, 1, "x", 1, 1, 1, 1, "x", 1, 1)));
            Assert.Equal(HttpStatusCode.Redirect, page.Status);
            Assert.Equal("/staff/sign-in", new Uri(new Uri("http://localhost"), page.Header("Location")).AbsolutePath);
        }
    }

    [Theory]
    [InlineData(StaffRole.Administrator)]
    [InlineData(StaffRole.Moderator)]
    [InlineData(StaffRole.UnitOfficer)]
    [InlineData(StaffRole.CounterOfficer)]
    [InlineData(StaffRole.Leader)]
    [InlineData(StaffRole.Auditor)]
    public async Task EveryPageAndHandler_AnswersOnlyWithinRoleAndScope(StaffRole role)
    {
        var world = await StaffWorld.CreateAsync(app);
        var data = new TestData(app);
        var (own, foreign) = (await data.CreateServiceAsync(world.Office), await data.CreateServiceAsync(world.OtherOffice));
        await world.CreatePersonAsync(StaffRole.Administrator, world.OtherCity);
        var person = await world.CreatePersonAsync(role);
        using var browser = await world.SignInAsync(person);
        var home = await browser.OpenAsync("/staff");
        var token = ((IHtmlInputElement)home.One(".person input[name=__RequestVerificationToken]")).Value;
        foreach (var start in home.Document.QuerySelectorAll(".list a"))
        {
            HtmlAssert.Status(HttpStatusCode.OK, await browser.OpenAsync(start.GetAttribute("href")!));
        }

        var ours = new Record(world.Office.Code, own.ShortCode, (await world.CreatePersonAsync(StaffRole.Leader, world.Office)).Id, (await data.CreatePaperBatchAsync(world.Office)).Id, await QuestionnaireAsync(world.City), await data.CreateReorganisationAsync(world.City), (await data.CreateKioskAsync(world.Office)).Id, (await data.CreateUploadAsync(world.Office, person)).Id, (await data.CreatePostAsync(world.Office)).Id, world.City.Code, (await data.IssueReportAsync(world.Office)).Id, (await data.CreateConsultationAsync(world.Office)).Id);
        var theirs = new Record(world.OtherOffice.Code, foreign.ShortCode, (await world.CreatePersonAsync(StaffRole.Leader, world.OtherOffice)).Id, (await data.CreatePaperBatchAsync(world.OtherOffice)).Id, await QuestionnaireAsync(world.OtherCity), await data.CreateReorganisationAsync(world.OtherCity), (await data.CreateKioskAsync(world.OtherOffice)).Id, (await data.CreateUploadAsync(world.OtherOffice, person)).Id, (await data.CreatePostAsync(world.OtherOffice)).Id, world.OtherCity.Code, (await data.IssueReportAsync(world.OtherOffice)).Id, (await data.CreateConsultationAsync(world.OtherOffice)).Id);
        foreach (var post in new[] { ours.Post, theirs.Post })
        {
            await data.CreatePictureAsync(await app.WithContextAsync(context => context.Posts.AsNoTracking().SingleAsync(row => row.Id == post)));
        }

        foreach (var (pattern, page, task) in Pages.Where(page => page.Task is not null))
        {
            var allowed = role.Has(task!.Value);
            var isRecord = pattern.Contains('{', StringComparison.Ordinal);
            if (page.HandlerMethods.Any(handler => handler.HttpMethod == "Get" && handler.Name is null))
            {
                // Pages about one's own second factor lead back where it is off, or must stay on; a file that was just sent leads to its columns.
                var expected = pattern.StartsWith("/staff/account/two-factor/", StringComparison.Ordinal) || pattern.EndsWith("/import/{upload:int}", StringComparison.Ordinal) ? new[] { HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.NotFound } : [HttpStatusCode.OK];
                Same(allowed ? expected : [HttpStatusCode.Forbidden], await browser.OpenAsync(Address(pattern, ours)), $"{role} GET {pattern}");
                if (isRecord)
                {
                    Same([allowed ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden], await browser.OpenAsync(Address(pattern, theirs)), $"{role} GET {pattern} of another government");
                }
            }

            foreach (var handler in page.HandlerMethods.Where(handler => isRecord || !allowed).Where(handler => handler.HttpMethod != "Get" || handler.Name is not null))
            {
                var address = Address(pattern, theirs) + (handler.Name is null ? "" : $"?handler={handler.Name}");
                using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("roleId", "1")]);
                using var response = handler.HttpMethod == "Get" ? await browser.GetAsync(address) : await browser.PostAsync(address, form);
                Assert.True(response.StatusCode == (allowed ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden), $"{role} {handler.HttpMethod} {address}: {response.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData(StaffRole.Administrator, "Beranda|Laporan|Unit|Perangkat|Pengawasan|Forum|Konsultasi|Orang dan peran", "Unit|Kuesioner|Perubahan susunan|Tablet loket|Kunci API|Kewajaran isian|Catatan audit")]
    [InlineData(StaffRole.Auditor, "Beranda|Laporan|Unit|Pengawasan|Forum|Konsultasi|Orang dan peran", "Unit|Kuesioner|Perubahan susunan|Kewajaran isian|Catatan audit")]
    [InlineData(StaffRole.CounterOfficer, "Beranda|Unit|Tablet loket", "Unit|Kuesioner")]
    public async Task Menu_ShowsWhatTheRoleMayOpenAndWhereOneIs(StaffRole role, string sections, string pages)
    {
        var world = await StaffWorld.CreateAsync(app);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(role));
        var menu = (await browser.OpenAsync("/staff")).Document.QuerySelectorAll(".workbar nav:not(.person) a").ToList();
        Assert.Equal(sections.Split('|'), menu.Select(link => link.TextContent));
        var found = new List<string>();
        foreach (var section in menu)
        {
            var page = await browser.OpenAsync(section.GetAttribute("href")!);
            Assert.Equal(section.TextContent, page.One(".workbar nav:not(.section) a[aria-current]").TextContent);
            foreach (var link in page.Document.QuerySelectorAll(".workbar .section a"))
            {
                page = await browser.OpenAsync(link.GetAttribute("href")!);
                HtmlAssert.Status(HttpStatusCode.OK, page);
                Assert.Equal(link.TextContent, page.One(".workbar .section a[aria-current=page]").TextContent);
                found.Add(link.TextContent);
            }
        }

        Assert.Equal(pages.Split('|'), found);
    }

    private sealed record Record(string Unit, string Service, int Id, int Batch, string Questionnaire, int Reorganisation, int Kiosk, int Upload, int Post, string Government, int Report, int Consultation);

    /// <summary>With a published version and a draft.</summary>
    private async Task<string> QuestionnaireAsync(Unit owner)
    {
        var code = $"RUTE-{owner.Code}";
        var version = await new TestData(app).CreateQuestionnaireVersionAsync(code: code, owner: owner);
        await app.WithContextAsync(context =>
        {
            context.Add(new QuestionnaireDraft { QuestionnaireId = version.QuestionnaireId, Content = DraftContent.Of(QuestionnaireJson.Parse(version.Content)).Write(), ChangedOn = app.Clock.UtcNow, ChangedBy = "Siti" });
            return context.SaveChangesAsync();
        });
        return code;
    }

    private static void Same(HttpStatusCode[] expected, HtmlPage page, string what) => Assert.True(expected.Contains(page.Status), $"{what}: {page.Status}, expected {expected[0]}");

    /// <summary>A parameter that is new must be added here, with a record of each government.</summary>
    private static string Address(string pattern, Record record) => Parameter().Replace(pattern, match => match.Groups["name"].Value switch
    {
        "unit" => record.Unit,
        "service" => record.Service,
        "questionnaire" => record.Questionnaire,
        "period" or "extra" or "template" or "point" => "new",
        "question" or "field" or "number" => "1",
        "reorganisation" => record.Reorganisation.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "kiosk" => record.Kiosk.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "id" => record.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "batch" => record.Batch.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "post" => record.Post.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "government" => record.Government,
        "report" => record.Report.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "consultation" => record.Consultation.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "upload" => record.Upload.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"{match.Value} in {pattern} has no record in this test."),
    });

    [GeneratedRegex(@"\{(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
