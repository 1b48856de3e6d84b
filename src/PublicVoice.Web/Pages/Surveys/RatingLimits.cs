using Microsoft.Extensions.Primitives;
using PublicVoice.Reports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Pages.Surveys;

/// <param name="Notice">What to tell the citizen.</param>
public sealed record LimitedRating(TimeSpan Wait, LocalText Notice);

/// <summary>How fast ratings may come from one network: quickly with a human check or a visit code, more slowly without.</summary>
public sealed class RatingLimits(RateLimits limits, VisitorAddresses addresses)
{
    /// <returns>Null where the form may be looked at.</returns>
    public LimitedRating? TakeAny(HttpContext context) => Limited(limits.Take(Limit.AnyRating, addresses.Of(context)));

    /// <returns>Null where the rating may be taken.</returns>
    public LimitedRating? Take(HttpContext context, Unit unit, Dictionary<string, StringValues> posted, Visitor visitor)
    {
        var who = addresses.Of(context);
        var hasCode = VisitCodeText.Read(posted.GetValueOrDefault(SurveyForm.VisitCodeField).ToString()) is not null;
        if (hasCode && limits.Wait(Limit.WrongVisitCode, who, unit.Id) is { } guesses)
        {
            var words = TooManyRequests.Words(guesses);
            return new LimitedRating(guesses, new LocalText(
                $"Terlalu banyak kode kunjungan yang salah dari jaringan ini, dan penilaian Anda belum tersimpan. Kosongkan kodenya lalu kirim tanpa kode, atau tunggu {words.Indonesian}.",
                $"Too many wrong visit codes came from this network, and your rating has not been saved yet. Empty the code and send without it, or wait {words.English}."));
        }

        var lane = visitor.IsChecked || hasCode ? Limit.CheckedRating : Limit.UncheckedRating;
        return Limited(limits.Take(lane, who, unit.Id));
    }

    public void CountWrongCode(HttpContext context, Unit unit) => limits.Take(Limit.WrongVisitCode, addresses.Of(context), unit.Id);

    private static LimitedRating? Limited(TimeSpan? limit) => limit is { } wait ? new LimitedRating(wait, Notice(TooManyRequests.Words(wait))) : null;

    private static LocalText Notice(LocalText wait) => new(
        $"Terlalu banyak penilaian datang dari jaringan yang sama, dan penilaian Anda belum tersimpan. Jawaban Anda masih ada di bawah ini: tunggu {wait.Indonesian}, lalu kirim lagi.",
        $"Too many ratings came from the same network and yours has not been saved yet. Your answers are still below: wait {wait.English} and send again.");
}
