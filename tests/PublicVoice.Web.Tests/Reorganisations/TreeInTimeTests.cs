using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Reorganisations;

/// <summary>What is over stays as it was; what comes is counted in the new tree.</summary>
public sealed class TreeInTimeTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>, IDisposable
{
    private static readonly Period Autumn = new(new DateOnly(2026, 8, 15), new DateOnly(2026, 10, 31));

    public void Dispose() => app.Clock.Reset();

    [Theory]
    [InlineData(ReorganisationKind.Merge)]
    [InlineData(ReorganisationKind.Split)]
    [InlineData(ReorganisationKind.Rename)]
    [InlineData(ReorganisationKind.Move)]
    [InlineData(ReorganisationKind.Open)]
    [InlineData(ReorganisationKind.Close)]
    public async Task ClosedMonths_AfterAnyChange_ReadLetterByLetterAsBefore(ReorganisationKind kind)
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.FillAsync();
        Unit[] asked = [world.City, world.Health, world.Family, world.Other, world.Clinic];
        var before = await ReadAsync(world, asked);
        var plan = kind switch
        {
            ReorganisationKind.Merge => world.Plan(kind, [world.Health, world.Family], [new(world.Health.Id, world.Health.Code, "dinas", "Dinas Gabungan", null, [])]),
            ReorganisationKind.Split => world.Plan(kind, [world.Health], [world.NewUnit("Dinas Satu", services: [world.Card.Id]), world.NewUnit("Dinas Dua", services: [world.Card.Id])]),
            ReorganisationKind.Rename => world.Plan(kind, [world.Health], [new(world.Health.Id, world.Health.Code, "dinas", "Nama baru", null, [])]),
            ReorganisationKind.Move => world.Plan(kind, [world.Clinic], [new(world.Clinic.Id, world.Clinic.Code, "uptd", world.Clinic.Name, world.Other.Id, [])]),
            ReorganisationKind.Open => world.Plan(kind, [], [world.NewUnit("Dinas Baru")]),
            _ => world.Plan(kind, [world.Other], []),
        };
        await world.PlanAsync(plan);
        Assert.Equal(1, await world.CarryOutAsync());
        Assert.Equal(before, await ReadAsync(world, asked));

        // Answers that come later, anywhere, do not reach back either.
        foreach (var unit in await app.WithContextAsync(context => context.Units.AsNoTracking().Where(unit => unit.Path.StartsWith(world.City.Path)).ToListAsync()))
        {
            await world.AnswerAsync(unit, world.Today, 3, "111111111");
        }

        Assert.Equal(before, await ReadAsync(world, asked));
    }

    [Fact]
    public async Task Merge_TheSuccessor_HasBothBeforeAndAfter()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.FillAsync();
        var october = Period.Month(2026, 10);
        var (health, family) = (await world.PooledAsync(world.Health, october), await world.PooledAsync(world.Family, october));
        var successor = await world.MergeAsync();
        await world.AnswerAsync(successor, world.Today, 12, "111111111");

        var facts = await world.FactsAsync(successor, 11);
        Assert.True(AnswerTally.Sum(health.Counted.Layout, [health.Counted, family.Counted]).SameAs(facts.Previous.Counted));
        Assert.Equal(health.Population + family.Population, facts.Previous.Population);
        Assert.Equal(12 + 18 + 9 + 6, facts.Current.Counted.N); // its own and what came to both earlier in the month
        var mark = Assert.Single(facts.TrendBreaks);
        Assert.Equal((world.Today, true, "Gabungan Dinas Keluarga, Dinas Kesehatan"), (mark.Day, mark.IsComparable, mark.Reason.Indonesian));
        Assert.NotEqual(ChangeDirection.NotComparable, EvaluationReportBuilder.Build(facts).Change.Direction);
        Assert.Equal(0, (await world.FactsAsync(successor, 10)).Current.Counted.N); // it was not there yet

        var city = await world.FactsAsync(world.City, 11);
        Assert.Empty(city.TrendBreaks);
        Assert.Equal(["Dinas Kesehatan dan Keluarga", "Dinas Lain"], city.SubUnits.Select(part => part.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["Dinas Keluarga", "Dinas Kesehatan", "Dinas Lain"], (await world.FactsAsync(world.City, 10)).SubUnits.Select(part => part.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Merge_Services_GoToTheSuccessor_SameNamesAsOne()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        var successor = await world.MergeAsync();
        var services = await app.WithContextAsync(context => context.Services.AsNoTracking().Where(service => service.UnitId == successor.Id).OrderBy(service => service.Code).ToListAsync());
        Assert.Equal([("kartu", 7300L), ("konsul", 3650L)], services.Select(service => (service.ShortCode, service.ServedPerYear!.Value)));
        var took = await app.WithContextAsync(context => context.ServiceSuccessions.Where(row => row.SuccessorId == services[0].Id).Select(row => row.ServiceId).ToListAsync());
        Assert.Equal([world.Card.Id, world.SameCard.Id], took.Order());
        var (health, clinic) = (await world.FindAsync(world.Health.Code), await world.FindAsync(world.Clinic.Code));
        Assert.Equal((UnitStatus.Closed, successor.Id, successor.Id), (health.Status, health.ParentId, clinic.ParentId));
        Assert.Equal($"{successor.Path}{clinic.Code}/", clinic.Path);
    }

    [Fact]
    public async Task Move_ABranch_BreaksBothOfficesAndNotTheBranch()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.FillAsync();
        await world.PlanAsync(world.Plan(ReorganisationKind.Move, [world.Clinic], [new(world.Clinic.Id, world.Clinic.Code, "uptd", world.Clinic.Name, world.Other.Id, [])]));
        await world.CarryOutAsync();
        var (left, joined, moved) = (await world.FactsAsync(world.Health, 11), await world.FactsAsync(world.Other, 11), await world.FactsAsync(world.Clinic, 11));
        Assert.Equal((18 + 0, 9 + 6), (left.Current.Counted.N, joined.Current.Counted.N));
        Assert.Equal(17 + 6, left.Previous.Counted.N);
        Assert.Equal(("Keluar: Puskesmas", false), (left.TrendBreaks[0].Reason.Indonesian, left.TrendBreaks[0].IsComparable));
        Assert.Equal(("Masuk: Puskesmas", false), (joined.TrendBreaks[0].Reason.Indonesian, joined.TrendBreaks[0].IsComparable));
        Assert.Equal(("Pindah ke bawah Dinas Lain", true), (moved.TrendBreaks[0].Reason.Indonesian, moved.TrendBreaks[0].IsComparable));
        Assert.Equal(ChangeDirection.NotComparable, EvaluationReportBuilder.Build(left).Change.Direction);
        Assert.NotEqual(ChangeDirection.NotComparable, EvaluationReportBuilder.Build(moved).Change.Direction);
        Assert.Empty((await world.FactsAsync(world.City, 11)).TrendBreaks);

        // An export holds what the figures of the same days count.
        Assert.Equal((17 + 6 + 18, 9 + 9 + 6), (await ExportedAsync(world.Health), await ExportedAsync(world.Other)));

        Task<int> ExportedAsync(Unit unit) => app.InScopeAsync(async services =>
            await services.GetRequiredService<ResponseExport>().WriteAsync(await world.FindAsync(unit.Code), new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 30), Stream.Null, default));
    }

    [Fact]
    public async Task ClosedMonths_UnitAddedLaterBelowOneThatMoved_ReadAsBefore()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.FillAsync();
        await world.PlanAsync(world.Plan(ReorganisationKind.Move, [world.Health], [new(world.Health.Id, world.Health.Code, "dinas", world.Health.Name, world.Other.Id, [])]));
        await world.CarryOutAsync();
        var added = await new TestData(app).CreateUnitAsync($"{world.City.Code}-baru", await world.FindAsync(world.Health.Code), name: "Baru");
        await world.AnswerAsync(added, new DateOnly(2026, 10, 9), 5); // paper that was typed in late
        Assert.Empty((await world.FactsAsync(world.Other, 10)).SubUnits);
        Assert.Equal(["Baru", "Puskesmas"], (await world.FactsAsync(world.Health, 10)).SubUnits.Select(part => part.Name).Order(StringComparer.Ordinal));
        Assert.Equal(17 + 6 + 5, (await world.FactsAsync(world.Health, 10)).Current.Counted.N);
        Assert.Equal(9, (await world.FactsAsync(world.Other, 10)).Current.Counted.N);
    }

    [Fact]
    public async Task Split_TheParts_BeginAnew()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.FillAsync();
        var (one, two) = (world.NewUnit("Dinas Satu", services: [world.Card.Id]), world.NewUnit("Dinas Dua"));
        await world.PlanAsync(world.Plan(ReorganisationKind.Split, [world.Health], [one, two]));
        await world.CarryOutAsync();
        var facts = await world.FactsAsync(await world.FindAsync(two.Code), 11);
        Assert.Equal((0, "Dipecah dari Dinas Kesehatan", false), (facts.Previous.Counted.N, facts.TrendBreaks[0].Reason.Indonesian, facts.TrendBreaks[0].IsComparable));
        Assert.Equal([$"{one.Code}.kartu"], await app.WithContextAsync(context => context.Services.Where(service => context.Units.Any(unit => unit.Id == service.UnitId && (unit.Code == one.Code || unit.Code == two.Code)))
            .Select(service => service.Code).ToListAsync()));
        Assert.Equal((await world.FindAsync(one.Code)).Id, (await world.FindAsync(world.Clinic.Code)).ParentId);
    }

    [Fact]
    public async Task ClosedMonths_ServiceChangedByHand_ReadAsBefore_UnlessItIsACorrection()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.FillAsync();
        Unit[] asked = [world.City, world.Health, world.Clinic];
        var before = await ReadAsync(world, asked);
        var consultation = await app.WithContextAsync(context => context.Services.AsNoTracking().SingleAsync(service => service.UnitId == world.Family.Id && service.Code.EndsWith(".konsul")));
        Task<UnitChange> ChangeAsync(Unit unit, int id, DateOnly? from, Action<Service> change) => app.InScopeAsync(services => services.GetRequiredService<UnitAdministration>().ChangeServiceAsync(unit, id, from, service =>
        {
            change(service);
            return true;
        }, default));
        await ChangeAsync(world.Health, world.Card.Id, world.Today, service => (service.Name, service.ServedPerYear) = ("Kartu baru", 100));
        await ChangeAsync(world.Family, consultation.Id, world.Today, service => service.Archived = true); // nobody answered it: only its people count
        await app.InScopeAsync(services => services.GetRequiredService<ServiceImport>().RunAsync(PublicVoice.Web.Tests.Imports.ImportFiles.Csv($"code,unit_code,name,served_per_year\n{world.Card.Code},{world.Health.Code},Kartu lagi,200\n"), default));
        Assert.Equal(before, await ReadAsync(world, asked));
        Assert.Equal(200 + 3650 + 3650, (await world.CountAsync(world.City, Period.Month(2026, 11))).Population * 365 / 30);

        await ChangeAsync(world.Health, world.Card.Id, null, service => service.ServedPerYear = 300);
        Assert.Equal(before, await ReadAsync(world, asked)); // what was before the change was another number
        var fresh = await new TestData(app).CreateServiceAsync(world.Clinic, "baru", "Baru");
        await ChangeAsync(world.Clinic, fresh.Id, world.Today, service => service.ServedPerYear = 730); // unknown until now: known for all time
        Assert.Equal(3650 + 730, (await world.CountAsync(world.Clinic, Period.Month(2026, 10))).Population * 365 / 31);
    }

    [Fact]
    public async Task CarryOut_OfficeRenamedByHandSincePlanning_KeepsItsName()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.PlanAsync(world.Plan(ReorganisationKind.Merge, [world.Health, world.Family], [new(world.Health.Id, world.Health.Code, "dinas", world.Health.Name, null, [])]));
        await app.WithContextAsync(context => context.Units.Where(unit => unit.Id == world.Health.Id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Name, "Tanpa salah ketik")));
        await world.CarryOutAsync();
        Assert.Equal("Tanpa salah ketik", (await world.FindAsync(world.Health.Code)).Name);
    }

    [Fact]
    public async Task CarryOut_OnManyServersAtOnce_HappensOnce()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.CarryOutAsync(); // what other tests left
        var successor = world.NewUnit("Dinas Baru");
        await world.PlanAsync(world.Plan(ReorganisationKind.Merge, [world.Health, world.Family], [successor]));
        var done = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => app.InScopeAsync(services => services.GetRequiredService<DueReorganisations>().CarryOutAsync(default)))));
        Assert.Equal(1, done.Sum());
        Assert.Equal(1, await app.WithContextAsync(context => context.Units.CountAsync(unit => unit.Code.StartsWith(successor.Code))));
        Assert.Equal(1, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "reorganisation.carried-out" && entry.UnitPath == world.City.Path)));
    }

    [Fact]
    public async Task CarryOut_HappensAtTheFirstPageAfterTheDay_InTheGovernmentsTime()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.PlanAsync(world.Plan(ReorganisationKind.Rename, [world.Other], [new(world.Other.Id, world.Other.Code, "dinas", "Dinas Esok", null, [])], world.Today.AddDays(1)));
        using var browser = app.NewBrowser();
        app.Clock.UtcNow = world.Today.ToDateTime(new TimeOnly(16, 59, 30), DateTimeKind.Utc); // 23:59:30 in Jakarta
        await browser.OpenAsync("/");
        Assert.Equal("Dinas Lain", (await world.FindAsync(world.Other.Code)).Name);
        app.Clock.UtcNow = app.Clock.UtcNow.AddMinutes(1);
        Assert.Contains("Dinas Esok", (await browser.OpenAsync($"/s/{world.City.Code}")).Text, StringComparison.Ordinal);
        Assert.Equal("(PublicVoice)", await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Action == "reorganisation.carried-out" && entry.UnitPath == world.City.Path).Select(entry => entry.Actor).SingleAsync()));
    }

    [Fact]
    public async Task CarryOut_TreeChangedSincePlanning_StillEnds()
    {
        var world = await ReorganisationWorld.CreateAsync(app);
        var successor = world.NewUnit("Dinas Baru", $"{world.City.Code}-dipakai");
        await world.PlanAsync(world.Plan(ReorganisationKind.Merge, [world.Health, world.Family], [successor]));
        await new TestData(app).CreateUnitAsync(successor.Code, world.Health, name: "Sudah ada"); // opened by hand, and at an odd place
        Assert.Equal(1, await world.CarryOutAsync());
        Assert.Equal("Dinas Baru", (await world.FindAsync(successor.Code)).Name);
        Assert.Equal(UnitStatus.Closed, (await world.FindAsync(world.Family.Code)).Status);
    }

    private async Task<List<string>> ReadAsync(ReorganisationWorld world, Unit[] units)
    {
        var read = new List<string>();
        foreach (var unit in units)
        {
            for (var month = 8; month <= 10; month++)
            {
                read.Add((await world.ReportAsync(unit, month)).Replace($"\"surveyAddress\": \"http://localhost/s/{unit.Code}\"", "\"surveyAddress\": null", StringComparison.Ordinal));
            }

            var pooled = await world.PooledAsync(unit, Autumn);
            var now = await world.FindAsync(unit.Code);
            var cells = await app.InScopeAsync(services => services.GetRequiredService<PublicVoice.Web.Reporting.SurveyFacts>().MatrixAsync(now, 202608, 202610, default));
            read.Add($"{unit.Code} {pooled.Counted.N} {pooled.Population} {Convert.ToHexString(pooled.Counted.Pack())} {string.Join(',', cells.Keys.Order())}");
        }

        return read;
    }
}
