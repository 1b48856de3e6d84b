using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reorganisations;

/// <summary>Takes plans for reorganisations, and calls them off before their day.</summary>
public sealed class ReorganisationPlanning(
    PublicVoiceDbContext context, UnitDirectory directory, UnitAdministration administration, AuditLog audit, CurrentStaff staff, TimeProvider clock)
{
    /// <summary>Everything that stands against a plan, in the order of the form; empty for one that can be taken.</summary>
    public async Task<IReadOnlyList<PlanProblem>> CheckAsync(Unit government, ReorganisationPlan plan, CancellationToken cancellationToken)
    {
        var units = await directory.Within(government).AsNoTracking().ToDictionaryAsync(unit => unit.Id, cancellationToken);
        var predecessors = plan.Predecessors.Distinct().Select(id => units.GetValueOrDefault(id)).OfType<Unit>().Where(unit => unit.Id != government.Id && unit.Status == UnitStatus.Active).ToList();
        var planned = await PlannedAsync(government, cancellationToken);
        var problems = UnitProblems(plan, predecessors, units, planned).ToList();
        if (problems.Count == 0 || plan.Kind is ReorganisationKind.Merge or ReorganisationKind.Split)
        {
            for (var part = 0; part < plan.Successors.Count; part++)
            {
                problems.AddRange(await SuccessorProblemsAsync(plan, part, predecessors, units, planned, cancellationToken));
            }
        }

        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await directory.SettingsAsync(government, cancellationToken)).TimeZone);
        if (plan.EffectiveDay is not { } day || day < new DateOnly(today.Year, today.Month, 1) || day > today.AddYears(ReorganisationPlan.YearsAhead))
        {
            problems.Add(new("Day", new("Pilih hari dari tanggal satu bulan ini sampai dua tahun mendatang: bulan yang sudah lewat tidak berubah lagi", "Choose a day from the first of this month to two years from now: months that are over do not change any more")));
        }

        if (plan.LegalBasis.Length is 0 or > Reorganisation.LegalBasisMaxLength || ImportText.HasControlCharacters(plan.LegalBasis))
        {
            problems.Add(new("Basis", new($"Isi dasar hukum, misalnya Perda 5/2026, paling banyak {Reorganisation.LegalBasisMaxLength} karakter", $"Enter the legal basis, such as Perda 5/2026, in at most {Reorganisation.LegalBasisMaxLength} characters")));
        }

        return problems;
    }

    /// <summary>Stores a plan against which nothing stands, or adds its change to one of the same day and legal basis that is planned already.</summary>
    /// <returns>Its id, or why it was not stored.</returns>
    public async Task<(int Id, IReadOnlyList<PlanProblem> Problems)> PlanAsync(Unit government, ReorganisationPlan plan, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken); // of two who plan for the same unit the second is told
        if (await CheckAsync(government, plan, cancellationToken) is { Count: > 0 } problems)
        {
            return (0, problems);
        }

        var reorganisation = await context.Reorganisations.SingleOrDefaultAsync(
            known => known.GovernmentId == government.Id && known.State == ReorganisationState.Planned && known.EffectiveDay == plan.EffectiveDay && known.LegalBasis == plan.LegalBasis,
            cancellationToken);
        if (reorganisation is null)
        {
            reorganisation = new Reorganisation
            {
                GovernmentId = government.Id,
                EffectiveDay = plan.EffectiveDay!.Value,
                LegalBasis = plan.LegalBasis,
                PlannedOn = clock.GetUtcNow().UtcDateTime,
                PlannedBy = staff.Account?.Name ?? AuditLog.CommandLine,
            };
            context.Add(reorganisation);
            await context.SaveChangesAsync(cancellationToken);
        }

        var position = await context.ReorganisationChanges.CountAsync(change => change.ReorganisationId == reorganisation.Id, cancellationToken) + 1;
        var change = new ReorganisationChange { ReorganisationId = reorganisation.Id, Kind = plan.Kind, Position = position };
        context.Add(change);
        await context.SaveChangesAsync(cancellationToken);
        var before = await context.Units.AsNoTracking().Where(unit => plan.Predecessors.Contains(unit.Id)).OrderBy(unit => unit.Path).ToListAsync(cancellationToken);
        context.AddRange(before.Select(unit => new ReorganisedUnit { ChangeId = change.Id, IsSuccessor = false, UnitId = unit.Id, Code = unit.Code, Type = unit.Type, Name = unit.Name, ParentId = unit.ParentId }));
        foreach (var unit in plan.Successors)
        {
            context.Add(new ReorganisedUnit
            {
                ChangeId = change.Id,
                IsSuccessor = true,
                UnitId = unit.UnitId,
                Code = unit.Code,
                Type = unit.Type,
                Name = unit.Name,
                ParentId = unit.ParentId,
                ServiceIds = unit.ServiceIds,
            });
            await context.SaveChangesAsync(cancellationToken); // one by one: the order of the parts is the order of their ids
        }

        var after = new
        {
            effective_day = reorganisation.EffectiveDay,
            legal_basis = plan.LegalBasis,
            kind = plan.Kind.ToString(),
            before = before.ConvertAll(unit => unit.Code),
            after = plan.Successors.Select(unit => new { unit.Code, unit.Name }),
        };
        await audit.SaveAsync(new("reorganisation.planned", plan.LegalBasis, government.Path, StaffTask.PlanReorganisations, After: after), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (reorganisation.Id, []);
    }

    /// <returns>False where it is in force or was cancelled already.</returns>
    public async Task<bool> CancelAsync(Reorganisation reorganisation, Unit government, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        DateTime? now = clock.GetUtcNow().UtcDateTime;
        var cancelled = await context.Reorganisations.Where(known => known.Id == reorganisation.Id && known.State == ReorganisationState.Planned)
            .ExecuteUpdateAsync(set => set.SetProperty(known => known.State, ReorganisationState.Cancelled).SetProperty(known => known.EndedOn, now), cancellationToken);
        if (cancelled == 0)
        {
            return false;
        }

        await audit.SaveAsync(
            new("reorganisation.cancelled", reorganisation.LegalBasis, government.Path, StaffTask.PlanReorganisations, Before: new { effective_day = reorganisation.EffectiveDay }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static IReadOnlyList<PlanProblem> UnitProblems(ReorganisationPlan plan, List<Unit> predecessors, Dictionary<int, Unit> units, IReadOnlyList<PlannedPart> planned)
    {
        var (least, most) = plan.Kind switch
        {
            ReorganisationKind.Merge => (2, int.MaxValue),
            ReorganisationKind.Open => (0, 0),
            _ => (1, 1),
        };
        if (predecessors.Count < least || predecessors.Count > most || predecessors.Count != plan.Predecessors.Distinct().Count())
        {
            return [new("Units", least == 2
                ? new LocalText("Pilih paling sedikit dua unit yang masih aktif", "Choose at least two units that are active")
                : new LocalText("Pilih satu unit yang masih aktif", "Choose one unit that is active"))];
        }

        if (plan.Kind == ReorganisationKind.Split && plan.Successors.Count < 2)
        {
            return [new("Units", new("Isi paling sedikit dua bagian", "Describe at least two parts"))];
        }

        if (planned.FirstOrDefault(other => predecessors.Exists(unit => unit.Id == other.UnitId) && !GoTogether(other.Kind, plan.Kind)) is { } busy)
        {
            var name = units[busy.UnitId].Name;
            return
            [
                new("Units", new(
                    $"{name} sudah ada dalam rencana lain ({busy.LegalBasis}, {Formats.Day(busy.Day, Language.Indonesian)}): tunggu sampai berlaku, atau batalkan dahulu rencana itu",
                    $"{name} is part of another plan ({busy.LegalBasis}, {Formats.Day(busy.Day, Language.English)}): wait until that is in force, or cancel it first")),
            ];
        }

        var closing = predecessors.Where(unit => plan.Kind is ReorganisationKind.Close || (plan.Kind is ReorganisationKind.Merge && plan.Successors[0].UnitId is { } id && id != unit.Id)).ToList();
        return plan.Kind switch
        {
            ReorganisationKind.Close when units.Values.Any(unit => unit.ParentId == predecessors[0].Id && unit.Status == UnitStatus.Active
                    && !planned.Any(other => other.UnitId == unit.Id && (other.Ends || other.Kind == ReorganisationKind.Move) && other.Day <= plan.EffectiveDay)) =>
                [new("Units", new("Pindahkan atau tutup dahulu unit di bawahnya, boleh dalam rencana yang sama", "Move or close the units below it first, in the same plan if you like"))],
            ReorganisationKind.Merge when plan.Successors[0].UnitId is { } id && (predecessors.Find(unit => unit.Id == id) is not { } stays || closing.Exists(stays.IsWithin)) =>
                [new("Successor", new("Yang meneruskan harus salah satu unit yang digabung, dan tidak berada di bawah unit lain yang digabung", "The one that continues must be one of the units that are merged, and not lie below another of them"))],
            _ => [],
        };
    }

    private async Task<IReadOnlyList<PlanProblem>> SuccessorProblemsAsync(
        ReorganisationPlan plan, int part, List<Unit> predecessors, Dictionary<int, Unit> units, IReadOnlyList<PlannedPart> planned, CancellationToken cancellationToken)
    {
        var problems = new List<PlanProblem>();
        var unit = plan.Successors[part];
        var name = ImportText.Loose(unit.Name);
        if (name.Length == 0 || unit.Name.Length > Unit.NameMaxLength || ImportText.HasControlCharacters(unit.Name))
        {
            problems.Add(new("Name", new($"Isi nama, paling banyak {Unit.NameMaxLength} karakter", $"Enter a name of at most {Unit.NameMaxLength} characters"), part));
        }

        if (unit.UnitId is null && (unit.Type.Length is 0 or > Unit.TypeMaxLength || ImportText.HasControlCharacters(unit.Type)))
        {
            problems.Add(new("Type", new("Isi jenis, misalnya dinas", "Enter a type, such as dinas"), part));
        }

        if (unit.UnitId is null && (!UnitCodes.IsValid(unit.Code) || plan.Successors.Take(part).Any(other => other.Code == unit.Code) || await administration.IsCodeTakenAsync(unit.Code, cancellationToken)))
        {
            problems.Add(new("Code", new("Isi kode yang belum dipakai: huruf kecil dan angka, dengan satu tanda hubung di antaranya, misalnya plg-dinkes", "Enter a code that is not taken: lower-case letters and digits with single hyphens between, such as plg-dinkes"), part));
        }

        var gone = predecessors.Where(old => plan.Kind is ReorganisationKind.Merge or ReorganisationKind.Split && plan.Successors.All(successor => successor.UnitId != old.Id)).ToList();
        var place = unit.ParentId is { } id ? units.GetValueOrDefault(id) : null;
        if ((unit.UnitId is null || plan.Kind == ReorganisationKind.Move)
            && (place is not { Status: UnitStatus.Active } || gone.Exists(place.IsWithin) || planned.Any(other => other.UnitId == place.Id && other.Ends)
                || (unit.UnitId is null && place.Path.Length + unit.Code.Length + 1 > Unit.PathMaxLength) || (plan.Kind == ReorganisationKind.Move && (place.IsWithin(predecessors[0]) || predecessors[0].ParentId == place.Id))))
        {
            problems.Add(new("Parent", new("Pilih unit aktif lain yang tidak berakhir dalam rencana ini atau rencana lain", "Choose another active unit that does not end in this plan or another"), part));
            return problems;
        }

        var parentId = unit.UnitId is { } stays && plan.Kind != ReorganisationKind.Move ? units.GetValueOrDefault(stays)?.ParentId : unit.ParentId;
        var taken = units.Values.Any(other => other.ParentId == parentId && other.Type == unit.Type && other.Id != unit.UnitId && other.Status == UnitStatus.Active
                && !gone.Contains(other) && string.Equals(other.Name, unit.Name, StringComparison.OrdinalIgnoreCase))
            || plan.Successors.Take(part).Any(other => other.Type == unit.Type && string.Equals(other.Name, unit.Name, StringComparison.OrdinalIgnoreCase));
        if (taken)
        {
            problems.Add(new("Name", new("Nama ini sudah dipakai unit sejenis di tempat yang sama", "Another unit of this type has this name at the same place"), part));
        }

        if (plan.Kind == ReorganisationKind.Rename && unit.Name == predecessors[0].Name)
        {
            problems.Add(new("Name", new("Isi nama yang baru", "Enter the new name"), part));
        }

        return problems;
    }

    /// <summary>A new name and a new place are two changes of one unit that do not touch each other.</summary>
    private static bool GoTogether(ReorganisationKind one, ReorganisationKind other) =>
        (one, other) is (ReorganisationKind.Rename, ReorganisationKind.Move) or (ReorganisationKind.Move, ReorganisationKind.Rename);

    private async Task<IReadOnlyList<PlannedPart>> PlannedAsync(Unit government, CancellationToken cancellationToken) =>
        [.. (await context.Reorganisations.Where(known => known.GovernmentId == government.Id && known.State == ReorganisationState.Planned)
            .Join(context.ReorganisationChanges, known => known.Id, change => change.ReorganisationId, (known, change) => new { known, change })
            .Join(context.ReorganisedUnits.Where(row => row.UnitId != null), pair => pair.change.Id, row => row.ChangeId, (pair, row) => new PlannedPart(
                row.UnitId!.Value,
                pair.change.Kind,
                pair.known.LegalBasis,
                pair.known.EffectiveDay,
                !row.IsSuccessor && !context.ReorganisedUnits.Any(other => other.ChangeId == row.ChangeId && other.IsSuccessor && other.UnitId == row.UnitId)))
            .ToListAsync(cancellationToken)).OrderBy(part => part.Day)];

    /// <summary>A unit in a change that is planned already.</summary>
    /// <param name="Ends">It does not go on after the change.</param>
    private sealed record PlannedPart(int UnitId, ReorganisationKind Kind, string LegalBasis, DateOnly Day, bool Ends);
}
