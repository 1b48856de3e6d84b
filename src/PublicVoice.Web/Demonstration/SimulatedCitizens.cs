using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Demonstration;

/// <summary>
/// Answers of citizens of one unit in one month. Each answer follows from the seed, the unit, the month and its number alone, so a
/// second run finds the same keys.
/// </summary>
internal sealed class SimulatedCitizens
{
    private const string OptionDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int BurstSize = 36;

    private static readonly Dictionary<string, double> ElementLevels = new(StringComparer.Ordinal)
    {
        ["PERSYARATAN"] = 0.05,
        ["PROSEDUR"] = -0.05,
        ["WAKTU"] = -0.28,
        ["BIAYA"] = 0.42,
        ["PRODUK"] = 0.06,
        ["KOMPETENSI"] = 0.12,
        ["PERILAKU"] = 0.14,
        ["PENGADUAN"] = -0.06,
        ["SARANA"] = -0.18,
    };

    private readonly SimulatedUnit place;
    private readonly DateOnly month;
    private readonly ulong seed;
    private readonly DateTime now;
    private readonly int monthsAgo;
    private readonly DemoComments comments;
    private readonly double[] levels;
    private readonly double[] serviceLevels;
    private readonly char[] answers;

    public SimulatedCitizens(SimulatedUnit place, DateOnly month, int monthsAgo, ulong seed, DateTime now, DemoComments comments)
    {
        (this.place, this.month, this.seed, this.now, this.monthsAgo, this.comments) = (place, month, seed, now, monthsAgo, comments);
        var dice = Dice.Of(seed, place.Unit.Code);
        var unitLevel = 3.16 + (0.17 * dice.Normal());
        var questions = place.Version.Definition.Questions;
        levels = new double[questions.Count];
        for (var q = 0; q < levels.Length; q++)
        {
            levels[q] = unitLevel + ElementLevels.GetValueOrDefault(questions[q].ElementCode) + (0.11 * dice.Normal()) + Drift(questions[q].ElementCode);
        }

        serviceLevels = [.. place.Services.Select(_ => 0.09 * dice.Normal())];
        answers = new char[levels.Length];
    }

    public IEnumerable<NewSurveyResponse> Answer(int count)
    {
        for (var number = 0; number < count; number++)
        {
            if (Answer(number, burst: false) is { } response)
            {
                yield return response;
            }
        }

        for (var number = 0; place.Trend == UnitTrend.Burst && monthsAgo == 1 && count > BurstSize && number < BurstSize; number++)
        {
            if (Answer(1_000_000_000 + number, burst: true) is { } response)
            {
                yield return response;
            }
        }
    }

    private double Drift(string element) => (place.Trend, element) switch
    {
        (UnitTrend.Improving, "WAKTU") => 0.07 * Math.Max(0, 8 - monthsAgo),
        (UnitTrend.Improving, "PROSEDUR" or "SARANA") => 0.04 * Math.Max(0, 8 - monthsAgo),
        (UnitTrend.Improving, _) => 0.015 * Math.Max(0, 8 - monthsAgo),
        (UnitTrend.Falling, "WAKTU" or "PERILAKU") => -0.07 * Math.Max(0, 7 - monthsAgo),
        (UnitTrend.Falling, _) => -0.025 * Math.Max(0, 7 - monthsAgo),
        _ => element == "WAKTU" && month.Month is 6 or 7 or 12 ? -0.07 : 0,
    };

    private NewSurveyResponse? Answer(int number, bool burst)
    {
        var dice = Dice.Of(seed, place.Unit.Code, (ulong)((((month.Year * 12L) + month.Month) << 32) + number));
        var channel = burst ? Channel.Self : Pick(dice.Unit());
        var (at, local) = Moment(ref dice, channel, burst);
        if (at > now)
        {
            return null;
        }

        var service = dice.Chance(0.03) ? -1 : (int)(Math.Pow(dice.Unit(), 1.6) * place.Services.Length);
        var straight = burst || dice.Chance(0.05);
        Fill(ref dice, service, straight, channel);
        var duration = channel is Channel.Paper or Channel.Import ? (int?)null
            : burst ? 5 + dice.Below(4)
            : dice.Chance(straight ? 0.3 : 0.015) ? 4 + dice.Below(8)
            : (int)Math.Clamp(Math.Exp(4.3 + (0.45 * dice.Normal())), 18, 1500);
        var text = new string(answers);
        return new NewSurveyResponse(
            Key(at, ref dice),
            place.Unit.Id,
            service < 0 ? null : place.Services[service].Id,
            place.Version.Id,
            at,
            DateOnly.FromDateTime(local),
            channel == Channel.Paper ? null : local.Hour,
            channel,
            channel switch { Channel.Kiosk => Assurance.VisitCode, Channel.Self => dice.Chance(0.6) ? Assurance.HumanCheck : Assurance.None, _ => Assurance.None },
            text,
            Profile(ref dice),
            duration,
            ResponseSignals.Of(text, duration),
            burst ? null : comments.For(ref dice, place.Version.Definition, text, service < 0 ? null : place.Services[service]));
    }

    private static Channel Pick(double part) => part switch { < 0.55 => Channel.Self, < 0.75 => Channel.Kiosk, < 0.83 => Channel.Assisted, _ => Channel.Paper };

    /// <summary>Mostly office hours of working days; from home also evenings. A form on paper knows only its day.</summary>
    private (DateTime Utc, DateTime Local) Moment(ref Dice dice, Channel channel, bool burst)
    {
        var days = DateTime.DaysInMonth(month.Year, month.Month);
        var day = month.AddDays(burst ? 11 : dice.Below(days));
        var fromHome = channel == Channel.Self && dice.Chance(0.3);
        if (!fromHome && day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.Day > 3 ? day.AddDays(-2) : day.AddDays(2);
        }

        var seconds = channel == Channel.Paper ? 12 * 3600
            : burst ? (14 * 3600) + dice.Below(3000)
            : fromHome ? (6 * 3600) + dice.Below(16 * 3600)
            : (8 * 3600) + (int)(7.5 * 3600 * ((dice.Unit() + dice.Unit()) / 2));
        var local = day.ToDateTime(TimeOnly.MinValue).AddSeconds(seconds);
        return (TimeZoneInfo.ConvertTimeToUtc(local, place.Zone), local);
    }

    private void Fill(ref Dice dice, int service, bool straight, Channel channel)
    {
        var questions = place.Version.Definition.Questions;
        var mood = (0.5 * dice.Normal()) + (service < 0 ? 0 : serviceLevels[service]) + (channel == Channel.Paper ? 0.08 : 0);
        var same = dice.Chance(0.55) ? 4 : 3;
        for (var q = 0; q < answers.Length; q++)
        {
            if (channel == Channel.Paper && !straight && dice.Chance(0.012))
            {
                answers[q] = '.';
                continue;
            }

            var onFour = straight ? same : Math.Clamp((int)Math.Round(levels[q] + mood + (0.55 * dice.Normal())), 1, 4);
            var options = questions[q].Options;
            var scores = options.Count == 4 ? onFour - 1 : (int)Math.Round((onFour - 1) / 3.0 * (options.Count - 1));
            answers[q] = (char)('0' + (options[0].Score < options[^1].Score ? options[scores] : options[options.Count - 1 - scores]).Score);
        }
    }

    private string Profile(ref Dice dice)
    {
        var fields = place.Version.Definition.Profile;
        Span<char> profile = stackalloc char[fields.Count];
        var silent = dice.Chance(0.12);
        for (var field = 0; field < profile.Length; field++)
        {
            // Two draws make the middle bands common; sex is even.
            var options = fields[field].Options.Count;
            var part = options == 2 ? dice.Unit() : (dice.Unit() + dice.Unit()) / 2;
            profile[field] = silent || dice.Chance(0.04) ? '.' : OptionDigits[(int)(part * options)];
        }

        return new string(profile);
    }

    /// <summary>A version 7 UUID: keys in the order of time keep the index of keys compact.</summary>
    private static Guid Key(DateTime at, ref Dice dice)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, (long)(at - DateTime.UnixEpoch).TotalMilliseconds << 16);
        System.Buffers.Binary.BinaryPrimitives.WriteInt16BigEndian(bytes[6..], (short)(0x7000 | (dice.Next() & 0x0FFF)));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (dice.Next() >> 2) | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }
}
