using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>Where, when and from which device a rating came, as signals: facts for people to judge, which mark nothing by themselves.</summary>
public static class Circumstances
{
    /// <summary>From how many earlier ratings of the same office on, within half a day: one may help a relative, or rate two services.</summary>
    public const int FewestBefore = 2;

    public static IntegritySignals Of(UnitSettings settings, Visitor visitor, DateTime local) =>
        (settings.OfficeNetworks.Contains(visitor.Address) ? IntegritySignals.OfficeNetwork : IntegritySignals.None)
        | (settings.OpeningHours?.IsOpen(local) == false ? IntegritySignals.OutOfHours : IntegritySignals.None)
        | (visitor.RatedBefore >= FewestBefore ? IntegritySignals.SameDevice : IntegritySignals.None);
}
