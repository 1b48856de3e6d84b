using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>What can be chosen of units.</summary>
public static class UnitChoices
{
    private static readonly string[] Indonesian = ["WIB", "Asia/Jakarta", "WITA", "Asia/Makassar", "WIT", "Asia/Jayapura"];

    /// <summary>Units in the order of the tree, indented by their depth.</summary>
    public static IEnumerable<SelectListItem> ById(IEnumerable<Unit> units, string none) =>
        [new(none, ""), .. units.Select(unit => new SelectListItem(Indented(unit), unit.Id.ToString(CultureInfo.InvariantCulture)))];

    public static IEnumerable<SelectListItem> ByCode(IEnumerable<Unit> units, string none) => [new(none, ""), .. units.Select(unit => new SelectListItem(Indented(unit), unit.Code))];

    public static IEnumerable<SelectListItem> States(Wording w) =>
    [
        new(w["aktif", "active"], nameof(UnitStatus.Active)), new(w["ditutup", "closed"], nameof(UnitStatus.Closed)), new(w["diarsipkan", "archived"], nameof(UnitStatus.Archived)),
    ];

    /// <summary>From when on what a file brings holds.</summary>
    public static IEnumerable<SelectListItem> Effects(Wording w) =>
        [new(w["berlaku sejak hari ini", "hold from today on"], "from"), new(w["koreksi: seolah sejak dulu begitu", "are a correction: as if always so"], EffectForm.Always)];

    /// <param name="stored">May be another one, by an import.</param>
    public static IEnumerable<SelectListItem> Zones(string? stored, Wording w) =>
    [
        new(w["seperti pengaturan server", "as the server is set"], ""),
        .. Indonesian.Chunk(2).Select(zone => new SelectListItem($"{zone[0]} ({zone[1]})", zone[1])),
        .. stored is null || Indonesian.Contains(stored) ? Array.Empty<SelectListItem>() : [new(stored, stored)],
    ];

    private static string Indented(Unit unit) => new string('\u2003', unit.Path.Count(letter => letter == '/') - 1) + unit.Name;
}
