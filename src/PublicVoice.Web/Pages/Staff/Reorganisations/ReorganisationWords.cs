using PublicVoice.Reports;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Reorganisations;

namespace PublicVoice.Web.Pages.Staff.Reorganisations;

/// <summary>Kinds, states and figures in words.</summary>
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

    /// <summary>With its grade, number of ratings and interval.</summary>
    public static string Of(SatisfactionIndex? index, Wording w) => index?.Value is not { } value
        ? w["tidak ada penilaian", "no ratings"]
        : $"{Formats.Number(value, 2, w.Language)} {index.Grade!.Letter} (n {Formats.Count(index.N, w.Language)}"
            + (index.Interval is { } interval ? $"; {Formats.Number(interval.Low, 2, w.Language)}–{Formats.Number(interval.High, 2, w.Language)})" : ")");

    /// <summary>By the rules of the reports: a change is called one only when it exceeds its noise.</summary>
    public static string Of(BeforeAndAfter compared, Wording w)
    {
        var difference = compared.Change.Difference is { } points ? Formats.Number(Math.Abs(points), 2, w.Language) : "";
        return (compared.PeriodAfter, compared.IsComparable, compared.Change.Direction) switch
        {
            (null, _, _) => w["Belum ada bulan penuh sesudahnya.", "No full month has passed since."],
            (_, false, _) => w[
                $"Tidak dibandingkan: {compared.After} hanya sebagian dari yang dahulu.",
                $"Not compared: {compared.After} is only a part of what there was."],
            (_, _, ChangeDirection.Up) => w[$"Naik {difference}, lebih dari yang dapat terjadi karena kebetulan.", $"Up {difference}, more than chance explains."],
            (_, _, ChangeDirection.Down) => w[$"Turun {difference}, lebih dari yang dapat terjadi karena kebetulan.", $"Down {difference}, more than chance explains."],
            (_, _, ChangeDirection.TooCloseToSay) => w["Perbedaannya terlalu kecil untuk disebut naik atau turun.", "The difference is too small to call it a rise or a fall."],
            _ => w["Terlalu sedikit penilaian untuk membandingkan.", "Too few ratings to compare."],
        };
    }
}
