using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Reporting;

public class EvaluationFactsTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private static readonly DateOnly October = new(2026, 10, 1);

    [Fact]
    public async Task Load_City_PoolsEverythingBelowAndSplitsItUp()
    {
        var data = await CreateAsync();
        await WriteAsync(
            data.Response(), data.Response(serviceId: data.Letter.Id), data.Response(serviceId: null, unitId: data.Branch.Id, comment: "Ruang tunggu panas"),
            data.Response(day: new DateOnly(2026, 9, 30)), data.Response(day: new DateOnly(2025, 10, 1)), data.Response(day: new DateOnly(2025, 9, 30)));

        var city = await LoadAsync(data.City);
        Assert.Equal((3, 1), (city.Current.Counted.N, city.Previous.Counted.N));
        Assert.Equal(new Rational(4380 * 31, 365), city.Current.Population);
        Assert.Equal((13, new DateOnly(2025, 10, 1), October), (city.Trend.Count, city.Trend[0].Month, city.Trend[^1].Month));
        Assert.Equal([1L, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3], city.Trend.Select(month => month.Tallies.Counted.N));
        Assert.Empty(city.Services);
        Assert.Equal((data.Office.Code, 3L), (Assert.Single(city.SubUnits).Code, city.SubUnits[0].Tallies.Counted.N));
        var comment = Assert.Single(city.Comments);
        Assert.Equal(("Ruang tunggu panas", null, "344343434", new DateOnly(2026, 10, 12)), (comment.Text, comment.ServiceName, comment.Answers, comment.Day));

        var office = await LoadAsync(data.Office);
        Assert.Equal([(data.Permit.Code, 1L), (data.Letter.Code, 1L)], office.Services.Select(part => (part.Code, part.Tallies.Counted.N)));
        Assert.Equal((data.Branch.Code, 1L), (Assert.Single(office.SubUnits).Code, office.SubUnits[0].Tallies.Counted.N));
        Assert.NotEqual(0, EvaluationReportBuilder.Build(office).Index.N);
    }

    [Fact]
    public async Task Load_NewerVersionThatPools_AddsUpAndReordersAnswers()
    {
        var data = await CreateAsync();
        var newer = await VersionAsync(data, Reversed);
        await WriteAsync(data.Response("123412341"), data.Response("143214321", versionId: newer, comment: "Baru"));
        var facts = await LoadAsync(data.Office);
        Assert.Equal(2, facts.Current.Counted.N);
        Assert.Empty(facts.OtherVersions);
        Assert.Equal((2, 2), facts.Current.Counted.Question(0)); // the first question of one is the last of the other
        Assert.Equal(facts.Definition.Questions[0].ElementCode == "PERSYARATAN" ? "123412341" : "143214321", Assert.Single(facts.Comments).Answers);
    }

    [Fact]
    public async Task Load_BurstHour_ComesWithTheCountsWithoutIt()
    {
        var data = await CreateAsync();
        await WriteAsync([
            .. Enumerable.Range(0, 40).Select(_ => data.Response("111111111", day: new DateOnly(2026, 10, 31), hour: 23)),
            .. Enumerable.Range(1, 20).Select(day => data.Response("444444444", day: new DateOnly(2026, 10, day))),
        ]);

        var facts = await LoadAsync(data.City);
        var burst = Assert.Single(facts.BurstHours);
        Assert.Equal(((30 * 24) + 23, 40), (burst.HourOfMonth, burst.Responses));
        Assert.Equal(20, facts.WithoutBursts!.N);
        Assert.Equal((20, 80), facts.WithoutBursts.Question(0));
    }

    [Fact]
    public async Task Load_Letterhead_IsInheritedAndNumbered()
    {
        var data = await CreateAsync();
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.City.Id).ExecuteUpdateAsync(set => set
            .SetProperty(unit => unit.LetterheadName, "PEMERINTAH KOTA UJI")
            .SetProperty(unit => unit.DocumentNumberPattern, "{number}/SKM/{unit}/{month-roman}/{month}-{year}")
            .SetProperty(unit => unit.SignerName, "Siti Aminah")));
        await app.WithContextAsync(async context =>
        {
            context.Add(new PublishedReference
            {
                UnitId = data.Office.Id,
                From = new DateOnly(2025, 1, 1),
                To = new DateOnly(2025, 6, 30),
                Index = 81.25m,
                N = 150,
                Source = "Laporan semester",
            });
            context.Add(new PublishedReference
            {
                UnitId = data.Office.Id,
                From = new DateOnly(2026, 7, 1),
                To = new DateOnly(2026, 12, 31),
                Index = 82.25m,
                Source = "Belum berakhir",
            });
            await context.SaveChangesAsync();
            return 0;
        });

        var facts = await LoadAsync(data.Office);
        Assert.Equal(
            (data.City.Name, "PEMERINTAH KOTA UJI", $"…/SKM/{data.Office.Code.ToUpperInvariant()}/X/10-2026", "Siti Aminah"),
            (facts.Letterhead.GovernmentName, facts.Letterhead.Name, facts.Letterhead.DocumentNumber, facts.Letterhead.SignerName));
        Assert.Equal((81.25m, 150L), (Assert.Single(facts.ReferencePoints).Index, facts.ReferencePoints[0].N));
    }

    [Fact]
    public async Task Load_Signer_IsTheUnitsOwnThenItsHeadThenWhoeverStandsAbove()
    {
        var data = await CreateAsync();
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.City.Id).ExecuteUpdateAsync(set => set
            .SetProperty(unit => unit.SignerName, "Wali").SetProperty(unit => unit.SignerNip, "198001012005011001").SetProperty(unit => unit.SignerTitle, "Wali Kota")));
        Assert.Equal(("Wali", "198001012005011001", "Wali Kota"), await SignerAsync(data.Branch));

        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.HeadTitle, "Kepala Dinas")));
        Assert.Equal((null, null, "Kepala Dinas"), await SignerAsync(data.Office));
        Assert.Equal((null, null, "Kepala Dinas"), await SignerAsync(data.Branch));

        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == data.Office.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.SignerName, "Kadis")));
        Assert.Equal(("Kadis", null, "Kepala Dinas"), await SignerAsync(data.Office));
        Assert.Equal(("Wali", "198001012005011001", "Wali Kota"), await SignerAsync(data.City));

        async Task<(string?, string?, string?)> SignerAsync(Unit unit) =>
            (await LoadAsync(unit)).Letterhead is var head ? (head.SignerName, head.SignerNip, head.SignerTitle) : default;
    }

    [Fact]
    public async Task Load_ClosedUnitsAndArchivedServices_CountOnlyWhereAnswered()
    {
        var data = await CreateAsync();
        await app.WithContextAsync(async context =>
        {
            context.Add(new Service { UnitId = data.Branch.Id, Code = $"{data.Branch.Code}.lama", Name = "Lama", ServedPerYear = 365 });
            await context.SaveChangesAsync();
            await context.Services.Where(service => service.Id == data.Letter.Id).ExecuteUpdateAsync(set => set.SetProperty(service => service.Archived, true));
            return await context.Units.Where(unit => unit.Id == data.Branch.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Status, UnitStatus.Closed));
        });
        var old = await app.WithContextAsync(context => context.Services.SingleAsync(service => service.UnitId == data.Branch.Id));
        await WriteAsync(data.Response(), data.Response(serviceId: old.Id, unitId: data.Branch.Id, day: new DateOnly(2026, 9, 3)));

        var facts = await LoadAsync(data.Office);
        Assert.Equal(new Rational(3650 * 31, 365), facts.Current.Population);
        Assert.Equal(new Rational((3650 + 365) * 30, 365), facts.Previous.Population);
        Assert.Equal(data.Permit.Code, Assert.Single(facts.Services).Code);
        Assert.Empty(facts.SubUnits);

        await WriteAsync(data.Response(serviceId: data.Letter.Id), data.Response(serviceId: old.Id, unitId: data.Branch.Id));
        facts = await LoadAsync(data.Office);
        Assert.Equal(new Rational((3650 + 730 + 365) * 31, 365), facts.Current.Population);
        Assert.Equal(2, facts.Services.Count);
        Assert.Equal(new Rational(31, 1), Assert.Single(facts.SubUnits).Tallies.Population);
    }

    [Fact]
    public async Task Load_CommentsOfAnotherQuestionnaire_AreNotListed()
    {
        var data = await CreateAsync();
        var other = await VersionAsync(data, content => content.Replace("\"SARANA\"", "\"TEMPAT\"", StringComparison.Ordinal));
        await WriteAsync(
            data.Response(comment: "Satu"), data.Response(comment: "Dua"), data.Response(comment: "Tiga", versionId: other));
        var named = (await LoadAsync(data.Office)) is var facts && facts.OtherVersions[0].Definition.Elements.Any(element => element.Code == "TEMPAT");
        Assert.Equal(named ? ["Satu", "Dua"] : ["Tiga"], facts.Comments.Select(comment => comment.Text));
        Assert.All(facts.Comments, comment => Assert.DoesNotContain('.', comment.Answers));
    }

    private async Task<EvaluationFacts> LoadAsync(Unit unit)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EvaluationFactsLoader>().LoadAsync(unit, October, null, withComments: true, CancellationToken.None);
    }

    private Task<int> VersionAsync(SurveyData data, Func<string, string> change) => app.WithContextAsync(async context =>
    {
        var old = await context.QuestionnaireVersions.SingleAsync(version => version.Id == data.VersionId);
        var number = await context.QuestionnaireVersions.Where(version => version.QuestionnaireId == old.QuestionnaireId).MaxAsync(version => version.Number) + 1;
        var version = new QuestionnaireVersion { QuestionnaireId = old.QuestionnaireId, Number = number, Content = change(old.Content), CreatedOn = DateTime.UtcNow };
        context.Add(version);
        await context.SaveChangesAsync();
        return version.Id;
    });

    /// <summary>The instrument with its questions in the opposite order.</summary>
    private static string Reversed(string content)
    {
        var root = JsonNode.Parse(content)!;
        var questions = root["questions"]!.AsArray();
        foreach (var question in questions)
        {
            question!["position"] = questions.Count + 1 - question["position"]!.GetValue<int>();
        }

        root["questions"] = new JsonArray([.. questions.Select(question => question!.DeepClone()).Reverse()]);
        return root.ToJsonString();
    }

    private Task<SurveyData> CreateAsync() => app.WithContextAsync(context => SurveyData.CreateAsync(context, $"e{Guid.NewGuid():N}"));

    private Task<int> WriteAsync(params NewSurveyResponse[] responses) =>
        app.WithContextAsync(context => app.Services.GetRequiredService<ResponseWriter>().Write(context, responses));
}
