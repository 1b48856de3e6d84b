using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Reorganisations;

/// <summary>A city with two offices that will be merged, a third one, branches, services and answers. Today is 20 November 2026.</summary>
internal sealed record ReorganisationWorld(PublicVoiceApp App, Unit City, Unit Health, Unit Family, Unit Other, Unit Clinic, Service Card, Service SameCard, int VersionId)
{
    private static int counter;

    public static async Task<ReorganisationWorld> CreateAsync(PublicVoiceApp app)
    {
        var (data, code) = (new TestData(app), $"reo{Interlocked.Increment(ref counter)}");
        var city = await data.CreateUnitAsync(code, type: "kota", name: $"Kota {code}");
        var health = await data.CreateUnitAsync($"{code}-sehat", city, name: "Dinas Kesehatan");
        var family = await data.CreateUnitAsync($"{code}-kb", city, name: "Dinas Keluarga");
        var other = await data.CreateUnitAsync($"{code}-lain", city, name: "Dinas Lain");
        var clinic = await data.CreateUnitAsync($"{code}-puskesmas", health, type: "uptd", name: "Puskesmas");
        var card = await data.CreateServiceAsync(health, "kartu", "Kartu sehat");
        var same = await data.CreateServiceAsync(family, "kartu-kb", "KARTU, Sehat!");
        await data.CreateServiceAsync(family, "konsul", "Konsultasi");
        await data.CreateServiceAsync(clinic, "obat", "Obat");
        await app.WithContextAsync(context => context.Services.Where(service => context.Units.Any(unit => unit.Id == service.UnitId && unit.Path.StartsWith(city.Path)))
            .ExecuteUpdateAsync(set => set.SetProperty(service => service.ServedPerYear, 3650)));
        return new ReorganisationWorld(app, city, health, family, other, clinic, card, same, await app.WithContextAsync(context => SurveyData.VersionAsync(context)));
    }

    public DateOnly Today => new(App.Clock.UtcNow.AddHours(7).Year, App.Clock.UtcNow.AddHours(7).Month, App.Clock.UtcNow.AddHours(7).Day);

    public Task AnswerAsync(Unit unit, DateOnly day, int count, string answers = "344343434", int? serviceId = null) => App.InScopeAsync(async services =>
    {
        var responses = Enumerable.Range(0, count).Select(i => new NewSurveyResponse(
            Guid.CreateVersion7(), unit.Id, serviceId, VersionId, day.ToDateTime(new TimeOnly(3, 0), DateTimeKind.Utc), day, 10,
            PublicVoice.Reports.Indicators.Channel.Self, PublicVoice.Reports.Indicators.Assurance.None, i % 3 == 0 ? new string(answers.Reverse().ToArray()) : answers, "01234", 45,
            PublicVoice.Reports.Indicators.IntegritySignals.None, null)).ToList();
        return await App.WithContextAsync(context => services.GetRequiredService<ResponseWriter>().Write(context, responses));
    });

    /// <summary>Fills August to November with different answers everywhere.</summary>
    public async Task FillAsync()
    {
        for (var month = 8; month <= 11; month++)
        {
            await AnswerAsync(Health, new DateOnly(2026, month, 3), 7 + month, "344343434", Card.Id);
            await AnswerAsync(Family, new DateOnly(2026, month, 4), 20 - month, "222122212", SameCard.Id);
            await AnswerAsync(Clinic, new DateOnly(2026, month, 5), 6, "143243124");
            await AnswerAsync(Other, new DateOnly(2026, month, 6), 9, "433443344");
        }
    }

    public PlannedUnit NewUnit(string name, string? code = null, IReadOnlyList<int>? services = null) => new(null, code ?? $"{City.Code}-{name.ToUpperInvariant().GetHashCode(StringComparison.Ordinal) & 0xFFFFFF}", "dinas", name, City.Id, services ?? []);

    public ReorganisationPlan Plan(ReorganisationKind kind, Unit[] before, PlannedUnit[] after, DateOnly? day = null) =>
        new() { Kind = kind, Predecessors = [.. before.Select(unit => unit.Id)], Successors = after, EffectiveDay = day ?? Today, LegalBasis = "Perda 5/2026" };

    public Task<int> PlanAsync(ReorganisationPlan plan) => App.InScopeAsync(async services =>
    {
        var (id, problems) = await services.GetRequiredService<ReorganisationPlanning>().PlanAsync(City, plan, default);
        Assert.Empty(problems);
        return id;
    });

    /// <summary>Carries out what is due, and returns how many plans of this government that was: other tests have left theirs.</summary>
    public async Task<int> CarryOutAsync()
    {
        var before = await InForceAsync();
        await App.InScopeAsync(services => services.GetRequiredService<DueReorganisations>().CarryOutAsync(default));
        return await InForceAsync() - before;
    }

    private Task<int> InForceAsync() => App.WithContextAsync(context => context.Reorganisations.CountAsync(row => row.GovernmentId == City.Id && row.State == ReorganisationState.InForce));

    /// <summary>Merges the two offices into a new one, today unless told otherwise.</summary>
    public async Task<Unit> MergeAsync(DateOnly? day = null)
    {
        var successor = NewUnit("Dinas Kesehatan dan Keluarga", $"{City.Code}-baru");
        await PlanAsync(Plan(ReorganisationKind.Merge, [Health, Family], [successor], day));
        Assert.Equal(1, await CarryOutAsync());
        return await FindAsync(successor.Code);
    }

    public Task<Unit> FindAsync(string code) => App.WithContextAsync(context => context.Units.AsNoTracking().SingleAsync(unit => unit.Code == code));

    public Task<EvaluationFacts> FactsAsync(Unit unit, int month) => App.InScopeAsync(async services =>
        await services.GetRequiredService<EvaluationFactsLoader>().LoadAsync(await FindAsync(unit.Code), new DateOnly(2026, month, 1), null, withComments: true, default));

    /// <summary>The whole report as text: not a letter of it may change when a month is closed.</summary>
    public async Task<string> ReportAsync(Unit unit, int month) =>
        System.Text.Encoding.UTF8.GetString(EvaluationJson.Render(EvaluationReportBuilder.Build(await FactsAsync(unit, month))));

    public Task<PeriodFacts> CountAsync(Unit unit, Period period) => App.InScopeAsync(async services =>
        await services.GetRequiredService<SurveyFacts>().PeriodAsync(await FindAsync(unit.Code), null, period, default));

    public Task<ClassTallies> PooledAsync(Unit unit, Period period) => App.InScopeAsync(async services =>
    {
        var facts = await services.GetRequiredService<SurveyFacts>().PeriodAsync(await FindAsync(unit.Code), null, period, default);
        var version = await services.GetRequiredService<QuestionnaireVersions>().FindAsync(VersionId, default);
        return facts.Versions.Pool(version!.Definition, facts.Population);
    });
}
