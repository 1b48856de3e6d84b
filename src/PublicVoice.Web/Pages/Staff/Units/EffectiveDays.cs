using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>From when on a change of a unit holds, as asked on a page.</summary>
public sealed class EffectForm
{
    public const string Always = "always";

    public string? Kind { get; set; }

    public DateOnly? From { get; set; }

    public IEnumerable<SelectListItem> Kinds(Wording w) =>
        [new(w["Sejak tanggal di bawah ini", "From the day below on"], "from"), new(w["Koreksi: seolah sejak dulu begitu", "A correction: as if it had always been so"], Always)];
}

/// <summary>Days on which a change of a unit may begin: what is over stays as it was.</summary>
public sealed class EffectiveDays(UnitDirectory units, TimeProvider clock, Wording w)
{
    public async Task<(DateOnly First, DateOnly Today)> OfAsync(Unit unit, CancellationToken cancellationToken)
    {
        var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await units.SettingsAsync(unit, cancellationToken)).TimeZone);
        return (new DateOnly(today.Year, today.Month, 1), today);
    }

    /// <returns>Null for a correction.</returns>
    public async Task<DateOnly?> ReadAsync(Unit unit, EffectForm form, ModelStateDictionary state, CancellationToken cancellationToken)
    {
        if (form.Kind == EffectForm.Always)
        {
            state.Remove("Effect.From");
            return null;
        }

        var (first, today) = await OfAsync(unit, cancellationToken);
        if (form.From is { } day && day >= first && day <= today)
        {
            return day;
        }

        state["Effect.From"]?.Errors.Clear(); // what the framework says of a day that is none
        state.AddModelError("Effect.From", w["Pilih hari dari tanggal satu bulan ini sampai hari ini", "Choose a day from the first of this month to today"]);
        return today;
    }
}
