using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Staff;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Issuing;

public sealed class IssuingTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private static readonly DateOnly September = new(2026, 9, 1);
    private static readonly DateOnly October = new(2026, 10, 1);
    private static int counter;

    public void Dispose() => app.Clock.Reset();

    [Fact]
    public async Task FindDue_SubscribedCity_IsEveryUnitAndClosedMonthSinceTheFirst()
    {
        var data = await CreateAsync(September);
        Assert.Equal(
            ["2026-09 abc", "2026-09 abc-dinas", "2026-09 abc-cabang", "2026-10 abc", "2026-10 abc-dinas", "2026-10 abc-cabang"], Told(data, await DueAsync(data)));

        // The nearest subscription holds, and one without the units below concerns its unit alone.
        await SubscribeAsync(data.Office, October, waited: 0, below: false);
        Assert.Equal(["2026-09 abc", "2026-09 abc-cabang", "2026-10 abc", "2026-10 abc-dinas", "2026-10 abc-cabang"], Told(data, await DueAsync(data)));

        // A unit that was closed before the month ended gets no report of it.
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.Branch.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Status, UnitStatus.Archived)));
        Assert.Equal(["2026-09 abc", "2026-10 abc", "2026-10 abc-dinas"], Told(data, await DueAsync(data)));
    }

    [Theory]
    [InlineData("2026-11-04T16:59", false)] // Wednesday, 23.59 in Jakarta: the third working day, after Monday and Tuesday
    [InlineData("2026-11-04T17:00", true)]
    public async Task FindDue_LateAnswersAreWaitedFor_InWorkingDaysOfTheGovernment(string now, bool isDue)
    {
        var data = await CreateAsync(October);
        app.Clock.UtcNow = DateTime.Parse(now, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        Assert.Equal(isDue ? 3 : 0, (await DueAsync(data)).Count);
        await app.WithContextAsync(context =>
        {
            context.Add(new Holiday { UnitId = data.City.Id, Day = new DateOnly(2026, 11, 2), Name = "Libur" });
            return context.SaveChangesAsync();
        });
        Assert.Empty(await DueAsync(data));
    }

    [Fact]
    public async Task Issue_ManyServersAtOnce_GivesEachUnitOneReportAndOneNumber()
    {
        var data = await CreateAsync(October);
        await WriteAsync(data.Response(comment: "Antre lama sekali"), data.Response(), data.Response("111111111"));
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => IssueAsync(October))));
        Assert.All(runs, run => Assert.Empty(run.Failed));
        var issued = await IssuedAsync(data);
        Assert.Equal([1, 2, 3], issued.Select(report => report.Number).Order());
        Assert.Equal(0, await app.WithContextAsync(context => context.ReportClaims.CountAsync(claim => claim.GovernmentId == data.City.Id)));
        Assert.Empty(await DueAsync(data));

        var office = issued.Single(report => report.UnitId == data.Office.Id);
        Assert.Equal((3, $"{data.City.Code}-2026-{office.Number:0000}", "SKM-2017", 1), (office.N, office.Code, office.QuestionnaireCode, office.QuestionnaireVersion));
        var file = await app.WithContextAsync(context => context.IssuedReportFiles.Where(row => row.ReportId == office.Id).Select(row => row.Content).SingleAsync());
        Assert.Equal("%PDF-"u8, file.AsSpan(0, 5));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), office.Sha256);
        Assert.Contains($"\"documentNumber\": \"{office.Code}\"", office.Numbers, StringComparison.Ordinal);
        Assert.DoesNotContain("Antre", office.Numbers, StringComparison.Ordinal);

        // What is issued stays as it is, whatever comes later.
        await WriteAsync(data.Response("111111111"));
        Assert.Equal(0, (await IssueAsync(October)).Issued);
        var after = (await IssuedAsync(data)).Single(report => report.Id == office.Id);
        Assert.Equal((office.N, office.Sha256, office.Numbers), (after.N, after.Sha256, after.Numbers));
    }

    [Fact]
    public async Task Issue_BegunByAServerThatDied_IsTakenOverWithItsNumber()
    {
        var data = await CreateAsync(October);
        await app.WithContextAsync(context =>
        {
            context.Add(new ReportClaim { UnitId = data.Branch.Id, GovernmentId = data.City.Id, Month = October, Year = 2026, Number = 1, ClaimedOn = app.Clock.UtcNow });
            return context.SaveChangesAsync();
        });
        await IssueAsync(October);
        Assert.Equal([2, 3], (await IssuedAsync(data)).Select(report => report.Number).Order());
        app.Clock.UtcNow += ReportIssuing.Patience;
        Assert.Equal(1, (await IssueAsync(October)).Issued);
        Assert.Equal(1, (await IssuedAsync(data)).Single(report => report.UnitId == data.Branch.Id).Number);
    }

    [Fact]
    public async Task Issue_Pattern_IsFilledWithTheNumber_WhichCountsByYear()
    {
        var data = await CreateAsync(new DateOnly(2025, 12, 1), below: false);
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.City.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(unit => unit.DocumentNumberPattern, "{number}/SKM/{month-roman}/{year}")));
        await IssueAsync(null);
        Assert.Equal(["1/SKM/XII/2025", "1/SKM/I/2026", "2/SKM/II/2026"], (await IssuedAsync(data)).OrderBy(report => report.Month).Take(3).Select(report => report.DocumentNumber));
        Assert.Equal(11, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "report.issued" && entry.UnitPath == data.City.Path && entry.Actor == AuditLog.Product)));
    }

    [Fact]
    public async Task Issue_LeadersOfTheUnit_AreWrittenToOnce_InTheirLanguage()
    {
        var data = await CreateAsync(October);
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Name, "Dinas <canary>\r\nBcc: x@y.example")));
        await WriteAsync([.. Enumerable.Range(0, 40).Select(_ => data.Response())]);
        var world = new StaffWorld(app);
        var (indonesian, english) = (await world.CreatePersonAsync(StaffRole.Leader, data.Office, "Budi <canary>"), await world.CreatePersonAsync(StaffRole.Leader, data.Office));
        await world.CreatePersonAsync(StaffRole.UnitOfficer, data.Office);
        await app.WithContextAsync(context => context.Accounts.Where(account => account.Id == english.Id).ExecuteUpdateAsync(set => set.SetProperty(account => account.Language, "en")));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => IssueAsync(October))));
        var report = (await IssuedAsync(data)).Single(report => report.UnitId == data.Office.Id);
        var mails = await app.WithContextAsync(context => context.ReportDeliveries.Where(delivery => delivery.ReportId == report.Id)
            .Join(context.OutgoingMails, delivery => delivery.MailId, mail => mail.Id, (_, mail) => mail).AsNoTracking().ToListAsync());
        Assert.Equal([indonesian.Email, english.Email], mails.Select(mail => mail.Recipient).Order());
        var mail = mails.Single(mail => mail.Recipient == indonesian.Email);
        Assert.StartsWith("Laporan evaluasi kepuasan masyarakat – Dinas <canary>", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Indeks kepuasan 88,89, mutu A (Sangat Baik), dari 40 isian.", mail.Body, StringComparison.Ordinal);
        Assert.Contains($"/staff/reports/{report.Id}\n", mail.Body, StringComparison.Ordinal);
        Assert.InRange(mail.Body.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)), 1, 3);
        Assert.DoesNotContain("<canary>", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Budi &lt;canary&gt;", mail.Html, StringComparison.Ordinal);
        Assert.Contains("Satisfaction index 88.89, grade A (", mails.Single(mail => mail.Recipient == english.Email).Body, StringComparison.Ordinal);

        using var browser = await world.SignInAsync(indonesian);
        Assert.Contains("menunggu dikirim", (await browser.OpenAsync($"/staff/reports/{report.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_Issue_SaysHowMany()
    {
        var data = await CreateAsync(October);
        var result = await ProductCommand.RunAsync(app.Database, "report", "issue", "--month", "2026-10");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.EndsWith(" reports of 2026-10 issued, 0 failed.", result.Output.Trim(), StringComparison.Ordinal);
        Assert.Equal(3, (await IssuedAsync(data)).Count);
        Assert.Equal(2, (await ProductCommand.RunAsync(app.Database, "report", "issue")).ExitCode);
    }

    private async Task<SurveyData> CreateAsync(DateOnly first, bool below = true)
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, $"terbit{Interlocked.Increment(ref counter)}"));
        await SubscribeAsync(data.City, first, waited: 3, below);
        return data;
    }

    private Task<int> SubscribeAsync(Unit unit, DateOnly first, int waited, bool below) => app.WithContextAsync(context =>
    {
        context.Add(new ReportSubscription { UnitId = unit.Id, FirstMonth = first, WorkingDaysWaited = waited, WithUnitsBelow = below });
        return context.SaveChangesAsync();
    });

    private async Task WriteAsync(params NewSurveyResponse[] responses)
    {
        foreach (var response in responses)
        {
            await app.Services.GetRequiredService<ResponseIntake>().SubmitAsync(response);
        }
    }

    private Task<(int Issued, IReadOnlyList<(DueReport Report, Exception Failure)> Failed)> IssueAsync(DateOnly? month) =>
        ReportIssuer.IssueDueAsync(app.Services.GetRequiredService<IServiceScopeFactory>(), month, AuditLog.Product, default);

    private async Task<List<DueReport>> DueAsync(SurveyData data) =>
        [.. (await app.InScopeAsync(services => services.GetRequiredService<DueReports>().FindAsync(null, default))).Where(report => report.Unit.IsWithin(data.City))];

    private Task<List<IssuedReport>> IssuedAsync(SurveyData data) => app.WithContextAsync(context => context.IssuedReports.AsNoTracking().Where(report => report.GovernmentId == data.City.Id).ToListAsync());

    private static IEnumerable<string> Told(SurveyData data, IEnumerable<DueReport> due) =>
        due.Select(report => $"{report.Month:yyyy-MM} {report.Unit.Code.Replace(data.City.Code, "abc", StringComparison.Ordinal)}");
}
