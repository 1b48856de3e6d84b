using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Reorganisations;

/// <summary>Whatever is done to a tree in whatever order: what is over stays, and nobody's answer is lost or counted twice.</summary>
public class RandomReorganisationTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task AnySequence_KeepsClosedMonths_AndCountsEveryAnswerOnce(int seed)
    {
        var random = new Random(seed);
        var world = await ReorganisationWorld.CreateAsync(app);
        await world.FillAsync();
        Unit[] asked = [world.City, world.Health, world.Family, world.Other, world.Clinic];
        var before = await ReadAsync(world, asked);
        var total = (await world.PooledAsync(world.City, Period.Month(2026, 11))).Counted.N;
        for (var step = 0; step < 6; step++)
        {
            var units = await ActiveAsync(world);
            if (Draw(world, random, units, step) is { } plan && (await CheckAsync(world, plan)).Count == 0)
            {
                await world.PlanAsync(plan);
                Assert.Equal(1, await world.CarryOutAsync());
            }

            var answered = (await ActiveAsync(world)).OrderBy(_ => random.Next()).First();
            await world.AnswerAsync(answered, world.Today, 4);
            total += 4;
        }

        Assert.Equal(before, await ReadAsync(world, asked));
        var now = await world.FactsAsync(world.City, 11);
        Assert.Equal(total, now.Current.Counted.N);
        Assert.Equal(total, now.SubUnits.Sum(part => part.Tallies.Counted.N) + now.Services.Sum(part => part.Tallies.Counted.N) + (now.WithoutService?.Counted.N ?? 0));

        // Every path is that of its parent and its own code.
        var stored = await app.WithContextAsync(context => context.Units.AsNoTracking().Where(unit => unit.Path.StartsWith(world.City.Path)).ToDictionaryAsync(unit => unit.Id));
        Assert.All(stored.Values.Where(unit => unit.ParentId is not null), unit => Assert.Equal($"{stored[unit.ParentId!.Value].Path}{unit.Code}/", unit.Path));
    }

    private static ReorganisationPlan? Draw(ReorganisationWorld world, Random random, List<Unit> units, int step)
    {
        var mixed = units.Where(unit => unit.ParentId is not null).OrderBy(_ => random.Next()).ToList();
        PlannedUnit New(int part) => new(null, $"{world.City.Code}-r{step}{part}", "dinas", $"Dinas Acak {step}{part}", world.City.Id, []);
        static PlannedUnit Same(Unit unit, string? name = null, int? parent = null) => new(unit.Id, unit.Code, unit.Type, name ?? unit.Name, parent, []);
        return random.Next(6) switch
        {
            0 when mixed.Count > 2 => world.Plan(ReorganisationKind.Merge, [mixed[0], mixed[1]], [New(0)]),
            1 when mixed.Count > 2 => world.Plan(ReorganisationKind.Merge, [mixed[0], mixed[1]], [Same(mixed[0])]),
            2 => world.Plan(ReorganisationKind.Split, [mixed[0]], [New(0), New(1)]),
            3 => world.Plan(ReorganisationKind.Rename, [mixed[0]], [Same(mixed[0], $"Nama {step}")]),
            4 => world.Plan(ReorganisationKind.Move, [mixed[0]], [Same(mixed[0], null, units.OrderBy(_ => random.Next()).First().Id)]),
            _ => world.Plan(ReorganisationKind.Open, [], [New(0)]),
        };
    }

    private Task<IReadOnlyList<PlanProblem>> CheckAsync(ReorganisationWorld world, ReorganisationPlan plan) =>
        app.InScopeAsync(services => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<ReorganisationPlanning>(services).CheckAsync(world.City, plan, default));

    private Task<List<Unit>> ActiveAsync(ReorganisationWorld world) => app.WithContextAsync(context =>
        context.Units.AsNoTracking().Where(unit => unit.Path.StartsWith(world.City.Path) && unit.Status == UnitStatus.Active).OrderBy(unit => unit.Id).ToListAsync());

    private static async Task<List<string>> ReadAsync(ReorganisationWorld world, Unit[] units)
    {
        var read = new List<string>();
        foreach (var unit in units)
        {
            for (var month = 8; month <= 10; month++)
            {
                read.Add(await world.ReportAsync(unit, month));
            }
        }

        return read;
    }
}
