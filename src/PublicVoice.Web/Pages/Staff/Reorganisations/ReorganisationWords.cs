using PublicVoice.Reports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reorganisations;

namespace PublicVoice.Web.Pages.Staff.Reorganisations;

/// <summary>Kinds and states in words.</summary>
public static class ReorganisationWords
{
    public static string Of(ReorganisationKind kind, Wording w) => kind switch
    {
        ReorganisationKind.Merge => w["Penggabungan", "Merger"],
        ReorganisationKind.Split => w["Pemecahan", "Split"],
        ReorganisationKind.Rename => w["Perubahan nama", "Change of name"],
        ReorganisationKind.Move => w["Perpindahan", "Move"],
        ReorganisationKind.Open => w["Pembentukan", "Opening"],
        _ => w["Penutupan", "Closing"],
    };

    public static string Explained(ReorganisationKind kind, Wording w) => kind switch
    {
        ReorganisationKind.Merge => w["Dua unit atau lebih menjadi satu", "Two or more units become one"],
        ReorganisationKind.Split => w["Satu unit menjadi beberapa", "One unit becomes several"],
        ReorganisationKind.Rename => w["Unit yang sama dengan nama baru", "The same unit with a new name"],
        ReorganisationKind.Move => w["Unit berada di bawah unit lain", "A unit goes below another one"],
        ReorganisationKind.Open => w["Unit baru tanpa pendahulu", "A new unit without a predecessor"],
        _ => w["Unit berakhir tanpa penerus", "A unit ends without a successor"],
    };

    public static string Of(ReorganisationState state, Wording w) => state switch
    {
        ReorganisationState.Planned => w["direncanakan", "planned"],
        ReorganisationState.InForce => w["berlaku", "in force"],
        _ => w["dibatalkan", "cancelled"],
    };

    /// <summary>"A + B → C".</summary>
    public static string Of(IEnumerable<ReorganisedUnit> before, IEnumerable<ReorganisedUnit> after) =>
        string.Join(" → ", new[] { string.Join(" + ", before.Select(unit => unit.Name)), string.Join(" + ", after.Select(unit => unit.Name)) }.Where(side => side.Length > 0));
}
