using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reorganisations;

/// <summary>Says in sentences what a plan will do.</summary>
public sealed class ReorganisationPreview(PublicVoiceDbContext context, UnitDirectory directory, TimeProvider clock)
{
    private const int MostNamed = 5;

    /// <param name="government">Root of the tree.</param>
    /// <param name="plan">One that was checked.</param>
    public async Task<IReadOnlyList<LocalText>> OfAsync(Unit government, ReorganisationPlan plan, CancellationToken cancellationToken)
    {
        var units = await directory.Within(government).AsNoTracking().ToDictionaryAsync(unit => unit.Id, cancellationToken);
        var before = plan.Predecessors.Select(id => units[id]).ToList();
        var gone = plan.Kind is ReorganisationKind.Merge or ReorganisationKind.Split ? before.Where(unit => plan.Successors.All(successor => successor.UnitId != unit.Id)).ToList() : [];
        var effects = new List<LocalText>();
        foreach (var opened in plan.Successors.Where(successor => successor.UnitId is null))
        {
            var parent = units[opened.ParentId!.Value].Name;
            Say(
                $"{opened.Name} dibentuk di bawah {parent}, dengan alamat survei /s/{opened.Code}. Kepala surat, penanda tangan, jam buka, periode survei, dan pertanyaan tambahannya Anda lengkapi sesudah berlaku.",
                $"{opened.Name} is opened below {parent}, with the survey address /s/{opened.Code}. Its letterhead, signer, opening hours, survey periods and extra questions you complete once it is in force.");
        }

        var after = string.Join(", ", plan.Successors.Select(successor => successor.Name));
        foreach (var unit in gone)
        {
            Say(
                $"{unit.Name} ditutup. Poster dan alamat /s/{unit.Code} mengantar ke {after}; kode kunjungan yang sudah dibagikan tetap berlaku di sana.",
                $"{unit.Name} is closed. Its posters and the address /s/{unit.Code} lead to {after}; visit codes that were handed out stay valid there.");
        }

        var receiver = plan.Successors.Count > 0 ? plan.Successors[0].Name : "";
        var below = units.Values.Where(unit => gone.Exists(old => old.Id == unit.ParentId) && !gone.Contains(unit)).ToList();
        if (below.Count > 0)
        {
            var more = below.Count > MostNamed ? new LocalText($" dan {below.Count - MostNamed} lagi", $" and {below.Count - MostNamed} more") : new LocalText("", "");
            var names = string.Join(", ", below.Take(MostNamed).Select(unit => unit.Name));
            Say($"Yang ada di bawahnya pindah ke bawah {receiver}: {names}{more.Indonesian}.", $"What lies below goes below {receiver}: {names}{more.English}.");
        }

        await AddServicesAsync(effects, plan, gone, cancellationToken);
        AddOthers(effects, plan, before, units);
        var ends = plan.Kind == ReorganisationKind.Close;
        foreach (var unit in ends ? before : gone)
        {
            var use = await UnitUse.OfAsync(context, unit.Id, clock.GetUtcNow().UtcDateTime, cancellationToken);
            if ((ends ? use : use with { Codes = 0 }).InWords(unit.Name) is { } inUse)
            {
                effects.Add(inUse);
            }
        }

        if (gone.Count > 0)
        {
            Say("Peran orang tetap pada unit yang ditutup. Beri mereka peran di unit penerusnya.", "People keep their roles at the unit that is closed. Give them roles at its successor.");
        }

        var first = Formats.Month(new DateOnly(plan.EffectiveDay!.Value.Year, plan.EffectiveDay.Value.Month, 1), Language.Indonesian);
        var firstEnglish = Formats.Month(new DateOnly(plan.EffectiveDay.Value.Year, plan.EffectiveDay.Value.Month, 1), Language.English);
        Say($"Angka dan laporan sebelum {first} tidak berubah; sejak {first} dihitung dalam susunan baru.", $"Figures and reports before {firstEnglish} do not change; from {firstEnglish} on they are counted in the new tree.");
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await directory.SettingsAsync(government, cancellationToken)).TimeZone);
        if (plan.EffectiveDay <= today)
        {
            Say("Rencana ini berlaku seketika dan tidak dapat dibatalkan lagi.", "This plan takes effect at once and cannot be cancelled any more.");
        }

        return effects;

        void Say(string indonesian, string english) => effects.Add(new LocalText(indonesian, english));
    }

    private async Task AddServicesAsync(List<LocalText> effects, ReorganisationPlan plan, List<Unit> gone, CancellationToken cancellationToken)
    {
        if (plan.Kind != ReorganisationKind.Merge)
        {
            return;
        }

        var ids = gone.ConvertAll(unit => unit.Id);
        var stays = plan.Successors[0].UnitId;
        var services = await context.Services.AsNoTracking().Where(service => (ids.Contains(service.UnitId) || service.UnitId == stays) && !service.Archived).OrderBy(service => service.Id).ToListAsync(cancellationToken);
        var same = services.GroupBy(service => ImportText.Loose(service.Name), StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.First().Name).Order(StringComparer.OrdinalIgnoreCase).ToList();
        effects.Add(new LocalText(
            $"{services.Count(service => service.UnitId != stays)} layanan diteruskan ke {plan.Successors[0].Name}.",
            $"{services.Count(service => service.UnitId != stays)} services are continued at {plan.Successors[0].Name}."));
        if (same.Count > 0)
        {
            effects.Add(new LocalText($"Layanan yang bernama sama menjadi satu: {string.Join(", ", same)}.", $"Services of the same name become one: {string.Join(", ", same)}."));
        }
    }

    private static void AddOthers(List<LocalText> effects, ReorganisationPlan plan, List<Unit> before, Dictionary<int, Unit> units)
    {
        switch (plan.Kind)
        {
            case ReorganisationKind.Rename:
                effects.Add(new($"{before[0].Name} selanjutnya bernama {plan.Successors[0].Name}. Alamat survei dan poster tetap.", $"{before[0].Name} will be called {plan.Successors[0].Name}. Its survey address and posters stay."));
                break;
            case ReorganisationKind.Merge when plan.Successors[0].UnitId is { } id:
                effects.Add(new($"{units[id].Name} meneruskan semuanya dengan nama {plan.Successors[0].Name} dan alamatnya sendiri.", $"{units[id].Name} continues everything as {plan.Successors[0].Name}, at its own address."));
                break;
            case ReorganisationKind.Split when plan.Successors[0].UnitId is not null:
                var parts = string.Join(", ", plan.Successors.Skip(1).Select(part => part.Name));
                effects.Add(new(
                    $"{parts} dipisahkan dari {before[0].Name}. Alamat survei, poster, kode kunjungan, dan unit di bawah {before[0].Name} tetap padanya.",
                    $"{parts} leave {before[0].Name}, which keeps its survey address, posters, visit codes and the units below it."));
                break;
            case ReorganisationKind.Move:
                var parent = units[plan.Successors[0].ParentId!.Value].Name;
                effects.Add(new($"{before[0].Name} dan semua yang ada di bawahnya pindah ke bawah {parent}.", $"{before[0].Name} and everything below it goes below {parent}."));
                break;
            case ReorganisationKind.Close:
                effects.Add(new($"{before[0].Name} ditutup dan tidak menerima penilaian lagi. Hasilnya tetap.", $"{before[0].Name} is closed and takes no more ratings. Its results stay."));
                break;
            default:
                break;
        }
    }
}
