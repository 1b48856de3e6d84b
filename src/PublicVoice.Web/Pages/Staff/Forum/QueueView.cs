using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>The part of the queue that a moderator works through. It stands in every address, so that a decision leads back to it.</summary>
/// <param name="Only">"overdue", "mine", "appeals", "marked", or nothing for all.</param>
public sealed record QueueView(string? Unit, PostKind? Kind, string? Only)
{
    public bool IsFiltered => Unit is not null || Kind is not null || Only is not null;

    public static QueueView Of(IQueryCollection query) => new(
        Text(query["unit"]), Enum.TryParse<PostKind>(query["kind"], out var kind) && Enum.IsDefined(kind) ? kind : null, Text(query["only"]));

    /// <summary>An address that keeps to this part.</summary>
    public string To(string path, params IEnumerable<(string Name, string? Value)> more)
    {
        IEnumerable<(string Name, string? Value)> all = [("unit", Unit), ("kind", Kind?.ToString()), ("only", Only), .. more];
        return path + QueryString.Create(all.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

/// <summary>What of the queue a view stands for.</summary>
public sealed class QueueFilters(UnitScope units, ReaderTime times, TimeProvider clock, Wording w)
{
    /// <returns>With today; no filter where the view names a unit that is not the reader's, which is then said in <paramref name="errors"/>.</returns>
    public async Task<(QueueFilter? Filter, DateOnly Today)> OfAsync(QueueView view, ModelStateDictionary errors, CancellationToken cancellationToken)
    {
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, await times.ZoneAsync(cancellationToken));
        var unit = view.Unit is null ? null : await units.FindAsync(view.Unit, StaffTask.ModerateForum, cancellationToken);
        if (view.Unit is not null && unit is null)
        {
            errors.AddModelError(nameof(view.Unit), w["Tidak ada unit dengan kode itu dalam lingkup Anda", "There is no unit with that code within your scope"]);
            return (null, today);
        }

        return (new QueueFilter(unit?.Path, view.Kind, view.Only == "overdue", view.Only == "mine", view.Only == "appeals", view.Only == "marked"), today);
    }
}
