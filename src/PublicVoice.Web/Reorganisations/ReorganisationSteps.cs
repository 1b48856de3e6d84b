using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reorganisations;

/// <summary>
/// Carries out the changes of one reorganisation within the transaction that is open. What was planned may meet a tree that others have changed
/// since: whatever cannot be done any more is left as it is, so that a reorganisation never stays half done or stuck.
/// </summary>
internal sealed class ReorganisationSteps(PublicVoiceDbContext context, int governmentId, DateOnly day, UnitTree tree)
{
    private readonly List<Unit> opened = [];
    private readonly List<Service> openedServices = [];

    /// <summary>That opened units were archived before the day: they count nobody and are not listed.</summary>
    public IEnumerable<FormerPlacement> NotYetOpen() => opened.Select(unit => new FormerPlacement
    {
        UnitId = unit.Id,
        Until = day,
        GovernmentId = governmentId,
        ParentId = unit.ParentId,
        Path = unit.Path,
        Name = unit.Name,
        Status = UnitStatus.Archived,
    });

    /// <summary>The same for services.</summary>
    public IEnumerable<FormerService> NotYetOffered() => openedServices.Select(service => new FormerService
    {
        ServiceId = service.Id,
        Until = day,
        GovernmentId = governmentId,
        Name = service.Name,
        ServedPerYear = service.ServedPerYear,
        Archived = true,
    });

    public async Task RunAsync(ReorganisationKind kind, IReadOnlyList<ReorganisedUnit> before, IReadOnlyList<ReorganisedUnit> after, CancellationToken cancellationToken)
    {
        var predecessors = before.Select(row => tree[row.UnitId!.Value]).ToList();
        var successors = new List<Unit>();
        foreach (var row in after)
        {
            successors.Add(row.UnitId is { } id ? tree[id] : await OpenAsync(row, predecessors, cancellationToken));
        }

        switch (kind)
        {
            case ReorganisationKind.Merge:
                await MergeAsync([.. predecessors.Where(unit => unit.Id != successors[0].Id)], successors[0], cancellationToken);
                break;
            case ReorganisationKind.Split:
                await SplitAsync(predecessors[0], successors, after, cancellationToken);
                break;
            case ReorganisationKind.Move when after[0].ParentId is { } parent:
                tree.Move(successors[0], Place(parent));
                break;
            case ReorganisationKind.Close:
                predecessors[0].Status = UnitStatus.Closed;
                break;
            default:
                break;
        }

        // A unit that continues under its own name keeps the one that it has by now.
        var named = after.Zip(successors).Where(pair => kind != ReorganisationKind.Move && !before.Any(row => row.UnitId == pair.First.UnitId && row.Name == pair.First.Name)).ToList();
        named.ForEach(pair => tree.FreeName(pair.Second, pair.First.Name));
        await context.SaveChangesAsync(cancellationToken); // names become free before others take them
        named.ForEach(pair => tree.Name(pair.Second, pair.First.Name));
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Where something goes: the planned place, or the nearest above it that is open where it was closed meanwhile, which is its successor where it was merged.</summary>
    private Unit Place(int id)
    {
        var place = tree[id];
        while (place is { Status: not UnitStatus.Active, ParentId: { } above })
        {
            place = tree[above];
        }

        return place;
    }

    /// <summary>A new unit, or the one that someone opened with the code in the meantime. Its name comes last: an older unit may still have it.</summary>
    private async Task<Unit> OpenAsync(ReorganisedUnit row, List<Unit> predecessors, CancellationToken cancellationToken)
    {
        var parent = Place(row.ParentId!.Value);
        var taken = (await context.Units.Select(unit => unit.Code).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var unit = tree.All.FirstOrDefault(other => other.Code == row.Code && other.Status == UnitStatus.Active && other.ParentId is not null);
        if (unit is null)
        {
            var code = Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? row.Code : $"{row.Code[..Math.Min(row.Code.Length, Unit.CodeMaxLength - 12)]}-{number}")
                .First(free => !taken.Contains(free));
            unit = new Unit
            {
                Code = code,
                Type = row.Type,
                Name = $"\t{code}",
                ParentId = parent.Id,
                Path = $"{parent.Path}{code}/",
                QuestionnaireId = predecessors.Select(old => old.QuestionnaireId).Distinct().ToList() is [var same] ? same : null, // figures before and after stay comparable
            };
            context.Add(unit);
            await context.SaveChangesAsync(cancellationToken);
            tree.Add(unit);
            opened.Add(unit);
        }

        (row.UnitId, row.Code) = (unit.Id, unit.Code);
        return unit;
    }

    /// <summary>What was merged stays as a closed unit below its successor: whoever looks after the successor sees what was before.</summary>
    private async Task MergeAsync(IReadOnlyList<Unit> merged, Unit successor, CancellationToken cancellationToken)
    {
        foreach (var unit in merged)
        {
            foreach (var below in tree.Below(unit).Where(below => below.Id != successor.Id))
            {
                tree.Move(below, successor);
            }

            tree.Move(unit, successor);
            unit.Status = UnitStatus.Closed;
            await SucceedAsync(unit, successor, SuccessionKind.Merge, cancellationToken);
        }

        var ids = merged.Select(unit => unit.Id).ToList();
        await HandOverAsync(await context.Services.Where(service => ids.Contains(service.UnitId) && !service.Archived).OrderBy(service => service.Id).ToListAsync(cancellationToken), successor, addsUp: true, cancellationToken);
    }

    private async Task SplitAsync(Unit unit, List<Unit> successors, IReadOnlyList<ReorganisedUnit> rows, CancellationToken cancellationToken)
    {
        var services = await context.Services.Where(service => service.UnitId == unit.Id && !service.Archived).OrderBy(service => service.Id).ToListAsync(cancellationToken);
        var continues = successors.Any(successor => successor.Id == unit.Id);
        foreach (var (successor, row) in successors.Zip(rows))
        {
            var taken = services.Where(service => row.ServiceIds.Contains(service.Id)).ToList();
            if (successor.Id == unit.Id)
            {
                services.Except(taken).ToList().ForEach(service => service.Archived = true);
                continue;
            }

            await SucceedAsync(unit, successor, continues ? SuccessionKind.Part : SuccessionKind.Split, cancellationToken);
            var shared = rows.Where(other => other != row).SelectMany(other => other.ServiceIds).ToHashSet();
            await HandOverAsync([.. taken.Where(service => shared.Contains(service.Id))], successor, addsUp: false, cancellationToken);
            await HandOverAsync([.. taken.Where(service => !shared.Contains(service.Id))], successor, addsUp: true, cancellationToken);
        }

        if (!continues)
        {
            unit.Status = UnitStatus.Closed;
            foreach (var below in tree.Below(unit))
            {
                tree.Move(below, successors[0]);
            }
        }
    }

    /// <summary>Lets a unit offer services of others: as its own service of that name, else as a new one.</summary>
    /// <param name="addsUp">Whether everyone who was served will be served here; else nobody knows how many.</param>
    public async Task HandOverAsync(IReadOnlyList<Service> services, Unit successor, bool addsUp, CancellationToken cancellationToken)
    {
        var own = await context.Services.Where(service => service.UnitId == successor.Id).ToListAsync(cancellationToken);
        foreach (var service in services)
        {
            var found = own.Find(other => !other.Archived && ImportText.Loose(other.Name) == ImportText.Loose(service.Name));
            if (found is null)
            {
                found = new Service { UnitId = successor.Id, Code = FreeCode(successor, service.ShortCode, own), Name = service.Name, ServedPerYear = addsUp ? service.ServedPerYear : null };
                context.Add(found);
                await context.SaveChangesAsync(cancellationToken);
                own.Add(found);
                openedServices.Add(found);
            }
            else
            {
                found.ServedPerYear = addsUp ? found.ServedPerYear + service.ServedPerYear : null;
            }

            await ServiceSuccessions.AddAsync(context, service.Id, found.Id, day, cancellationToken);
        }
    }

    private static string FreeCode(Unit unit, string shortCode, List<Service> own)
    {
        var room = Service.CodeMaxLength - unit.Code.Length - 6;
        var start = $"{unit.Code}.{shortCode[..Math.Min(shortCode.Length, room)]}".TrimEnd('-');
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? start : $"{start}-{number}").First(code => !own.Exists(service => service.Code == code));
    }

    private async Task SucceedAsync(Unit unit, Unit successor, SuccessionKind kind, CancellationToken cancellationToken)
    {
        await context.SaveChangesAsync(cancellationToken);
        if (kind != SuccessionKind.Part)
        {
            await context.UnitSuccessions.Where(row => row.UnitId == unit.Id && row.SuccessorId == successor.Id && row.Kind == SuccessionKind.Part).ExecuteDeleteAsync(cancellationToken);
        }

        var stored = await context.UnitSuccessions.AsNoTracking().Where(row => row.SuccessorId == unit.Id || row.SuccessorId == successor.Id).ToListAsync(cancellationToken);
        var earlier = kind == SuccessionKind.Part ? [] : stored.Where(row => row.SuccessorId == unit.Id && row.UnitId != successor.Id && row.Kind != SuccessionKind.Part).Select(row => row.UnitId);
        foreach (var id in earlier.Prepend(unit.Id).Where(id => !stored.Exists(row => row.UnitId == id && row.SuccessorId == successor.Id)))
        {
            context.Add(new UnitSuccession { UnitId = id, SuccessorId = successor.Id, GovernmentId = governmentId, Day = day, Kind = kind, IsDirect = id == unit.Id });
        }
    }
}

internal static class ServiceSuccessions
{
    /// <summary>Notes that a service, and whatever it had taken over before, is now found at another.</summary>
    public static async Task AddAsync(PublicVoiceDbContext context, int serviceId, int successorId, DateOnly day, CancellationToken cancellationToken)
    {
        await context.SaveChangesAsync(cancellationToken);
        var before = await context.ServiceSuccessions.Where(row => row.SuccessorId == serviceId && row.ServiceId != successorId).Select(row => row.ServiceId).ToListAsync(cancellationToken);
        var stored = await context.ServiceSuccessions.Where(row => row.SuccessorId == successorId).Select(row => row.ServiceId).ToListAsync(cancellationToken);
        context.AddRange(before.Prepend(serviceId).Except(stored).Select(id => new ServiceSuccession { ServiceId = id, SuccessorId = successorId, Day = day }));
    }
}
