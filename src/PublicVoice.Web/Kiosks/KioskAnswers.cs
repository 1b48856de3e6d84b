using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Kiosks;

/// <summary>What a tablet delivers.</summary>
/// <param name="Now">Milliseconds since 1970 by its clock as it sends.</param>
/// <param name="Waiting">Answers that it holds and has not delivered, those of this batch included.</param>
/// <param name="Refused">Answers that it holds and the server has refused before.</param>
public sealed record KioskBatch(long Now, int Waiting, int Refused, IReadOnlyList<SealedAnswer> Answers)
{
    public const int MaxAnswers = 20;
}

public enum DeliveryState
{
    /// <summary>Durable.</summary>
    Stored,

    /// <summary>Durable since an earlier delivery.</summary>
    Known,

    /// <summary>Try again shortly.</summary>
    Later,

    /// <summary>It cannot be opened: changed, or sealed for another key, or the server has lost its own.</summary>
    Unreadable,

    /// <summary>It was taken for another unit, or by a pairing that was revoked.</summary>
    OtherDevice,

    /// <summary>To a questionnaire version that this tablet was never given.</summary>
    UnknownVersion,

    /// <summary>It holds what was never offered, or lacks what must be answered.</summary>
    NotOffered,
}

public sealed record DeliveredAnswer(string Key, DeliveryState State)
{
    public bool IsRefused => State is not (DeliveryState.Stored or DeliveryState.Known or DeliveryState.Later);
}

/// <summary>Takes in what tablets deliver: each answer opened, held against the version that was shown, and stored once.</summary>
public sealed class KioskAnswers(
    PublicVoiceDbContext context, AnswerSeal seal, UnitDirectory units, QuestionnaireVersions versions, AskedQuestions asked, ResponseIntake intake, TimeProvider clock)
{
    private const int LongestVisitSeconds = 24 * 60 * 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 8 };

    /// <summary>Answers each one only when it is durable, or will not be.</summary>
    /// <param name="device">The tablet that delivers, not revoked.</param>
    public async Task<IReadOnlyList<DeliveredAnswer>> ReceiveAsync(KioskDevice device, Unit unit, KioskBatch batch, CancellationToken cancellationToken)
    {
        var receipt = new Receipt(
            unit, (await units.SettingsAsync(unit, cancellationToken)).TimeZone, batch.Now, clock.GetUtcNow().UtcDateTime, await KnownAsync(batch, cancellationToken),
            await asked.EverAsync(unit, cancellationToken));
        var takers = await TakersAsync(device, batch, cancellationToken);
        try
        {
            var delivered = new List<Task<DeliveredAnswer>>(batch.Answers.Count);
            foreach (var answer in batch.Answers)
            {
                var (state, response) = takers.TryGetValue(answer.Device, out var taker) ? await ReadAsync(answer, taker, receipt, cancellationToken) : (DeliveryState.OtherDevice, null);
                delivered.Add(response is null ? Task.FromResult(new DeliveredAnswer(answer.Key, state)) : StoreAsync(response));
            }

            return await Task.WhenAll(delivered);
        }
        finally
        {
            foreach (var taker in takers.Values)
            {
                taker.Key?.Dispose();
            }
        }
    }

    /// <summary>
    /// Who took the answers: the tablet itself, or what it was before it was paired anew for the same unit. An earlier pairing that was
    /// revoked counts for nothing until it is reinstated.
    /// </summary>
    private async Task<Dictionary<int, Taker>> TakersAsync(KioskDevice device, KioskBatch batch, CancellationToken cancellationToken)
    {
        var ids = batch.Answers.Select(answer => answer.Device).Distinct().ToList();
        var devices = await context.KioskDevices.AsNoTracking()
            .Where(taker => ids.Contains(taker.Id) && taker.UnitId == device.UnitId && taker.PairedOn != null && taker.RevokedOn == null).ToListAsync(cancellationToken);
        var given = await context.KioskVersions.AsNoTracking().Where(version => ids.Contains(version.KioskDeviceId)).ToListAsync(cancellationToken);
        return devices.ToDictionary(
            taker => taker.Id,
            taker => new Taker(taker, seal.KeyOf(taker), given.Where(version => version.KioskDeviceId == taker.Id).Select(version => version.QuestionnaireVersionId).ToHashSet()));
    }

    private async Task<(DeliveryState State, NewSurveyResponse? Response)> ReadAsync(SealedAnswer answer, Taker taker, Receipt receipt, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(answer.Key, "D", out var submission) || submission.Version != 7 || Open(answer, taker.Key) is not { } content)
        {
            return (DeliveryState.Unreadable, null);
        }

        if (receipt.Known.Contains(submission))
        {
            return (DeliveryState.Known, null);
        }

        if (!taker.Versions.Contains(content.Version) || await versions.FindAsync(content.Version, cancellationToken) is not { } version)
        {
            return (DeliveryState.UnknownVersion, null);
        }

        var form = FormOf(version, submission, content, receipt.Asked);
        var isOffered = !form.IsForged && form.Errors.All(error => error.Extra is not null) && form.VisitCode.Length == 0 && await OffersAsync(taker.Device, content.Service, cancellationToken);
        return isOffered ? (DeliveryState.Stored, ResponseOf(form, content, taker.Device, receipt)) : (DeliveryState.NotOffered, null);
    }

    /// <summary>An extra question that the office has nothing to do with any more is passed over: it must not hold up the rating.</summary>
    private static SurveyForm FormOf(LoadedVersion version, Guid submission, KioskAnswer content, IReadOnlyList<AskedQuestion> asked)
    {
        var posted = Posted(content);
        var extras = asked.Where(extra => extra.Content.HasChoices && posted.ContainsKey(ExtraForm.FieldOf(extra))).DistinctBy(extra => extra.QuestionId).ToList();
        foreach (var gone in posted.Keys.Where(name => name.StartsWith(ExtraForm.Prefix, StringComparison.Ordinal)).Except(extras.Select(ExtraForm.FieldOf), StringComparer.Ordinal).ToList())
        {
            posted.Remove(gone);
        }

        return SurveyForm.Read(version, submission, posted, extras);
    }

    /// <summary>A service that was archived since was offered once.</summary>
    private async Task<bool> OffersAsync(KioskDevice device, int? service, CancellationToken cancellationToken) =>
        device.ServiceId is { } only ? service == only
            : service is null || await context.Services.AnyAsync(known => known.Id == service && known.UnitId == device.UnitId, cancellationToken);

    private static NewSurveyResponse ResponseOf(SurveyForm form, KioskAnswer content, KioskDevice device, Receipt receipt)
    {
        var time = KioskTime.Of(content.Given, receipt.SentOn, receipt.ReceivedOn, device.PairedOn ?? receipt.ReceivedOn);
        var local = GovernmentTime.Local(time.GivenOn, receipt.Zone);
        var seconds = content.Seconds is > 0 and < LongestVisitSeconds ? content.Seconds : null;
        return new NewSurveyResponse(
            form.SubmissionKey,
            receipt.Unit.Id,
            content.Service,
            form.Version.Id,
            time.GivenOn,
            DateOnly.FromDateTime(local),
            time.IsKnown ? local.Hour : null,
            Channel.Kiosk,
            Assurance.None,
            form.Answers,
            form.Profile,
            seconds,
            ResponseSignals.Of(form.Answers, seconds),
            form.CommentToStore,
            DeviceId: device.Id,
            ReceivedOn: receipt.ReceivedOn,
            Extras: form.Extras.Answers);
    }

    /// <summary>Notes that a tablet was there; <paramref name="waiting"/> null where it did not say.</summary>
    public Task SeenAsync(KioskDevice device, int? waiting, int? refused, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return context.KioskDevices.Where(known => known.Id == device.Id).ExecuteUpdateAsync(
            set => set.SetProperty(known => known.LastSeenOn, now)
                .SetProperty(known => known.Waiting, known => waiting ?? known.Waiting)
                .SetProperty(known => known.Refused, known => refused ?? known.Refused),
            cancellationToken);
    }

    private async Task<DeliveredAnswer> StoreAsync(NewSurveyResponse response) =>
        new(response.SubmissionKey.ToString("D"), (await intake.SubmitAsync(response)).Status switch
        {
            IntakeStatus.Stored => DeliveryState.Stored,
            IntakeStatus.Busy => DeliveryState.Later,
            _ => DeliveryState.UnknownVersion,
        });

    private async Task<HashSet<Guid>> KnownAsync(KioskBatch batch, CancellationToken cancellationToken)
    {
        var keys = batch.Answers.Select(answer => Guid.TryParseExact(answer.Key, "D", out var key) ? key : Guid.Empty).ToList();
        return [.. await context.SurveyResponses.Where(response => keys.Contains(response.SubmissionKey)).Select(response => response.SubmissionKey).ToListAsync(cancellationToken)];
    }

    private static KioskAnswer? Open(SealedAnswer answer, ECDiffieHellman? key)
    {
        try
        {
            return key is not null && AnswerSeal.Open(answer, key) is { } plain && JsonSerializer.Deserialize<KioskAnswer>(plain, Json) is { Fields: not null } content ? content : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, StringValues> Posted(KioskAnswer content) => content.Fields
        .Where(field => field is [not null, not null])
        .GroupBy(field => field[0], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new StringValues([.. group.Select(field => field[1])]), StringComparer.Ordinal);

    /// <summary>The sealed part.</summary>
    /// <param name="Given">Milliseconds since 1970 by the tablet's clock.</param>
    /// <param name="Seconds">From the first question to the last.</param>
    /// <param name="Fields">Names and values as the survey form has them.</param>
    private sealed record KioskAnswer(int Version, int? Service, long Given, int? Seconds, IReadOnlyList<string[]> Fields);

    private sealed record Taker(KioskDevice Device, ECDiffieHellman? Key, IReadOnlySet<int> Versions);

    /// <param name="SentOn">Milliseconds since 1970 by the tablet's clock.</param>
    /// <param name="Known">Keys of answers that are stored already.</param>
    /// <param name="Asked">Every extra question that the tablet may have asked.</param>
    private sealed record Receipt(Unit Unit, TimeZoneInfo Zone, long SentOn, DateTime ReceivedOn, IReadOnlySet<Guid> Known, IReadOnlyList<AskedQuestion> Asked);
}
