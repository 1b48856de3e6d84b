using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using PublicVoice.Reports;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Surveys;

public enum SubmissionOutcome
{
    Stored,

    /// <summary>Something is missing or was never offered; <see cref="Submission.Form"/> says what.</summary>
    Refused,

    /// <summary>Try again shortly with the same form.</summary>
    Busy,
}

/// <param name="Form">What to show when it was not stored.</param>
/// <param name="Notice">Why, where it is not about one field.</param>
/// <param name="IsWrongCode">Its visit code cannot be used.</param>
public sealed record Submission(SubmissionOutcome Outcome, SurveyForm Form, string? Receipt = null, LocalText? Notice = null, bool IsWrongCode = false);

/// <summary>What is known of who sends a form; none of it is stored but what follows from it.</summary>
/// <param name="IsChecked">A human check was passed.</param>
/// <param name="RatedBefore">How often the same browser rated the office within half a day.</param>
public sealed record Visitor(bool IsChecked, IPAddress? Address = null, int RatedBefore = 0);

/// <summary>Opens survey forms and takes them in.</summary>
public sealed class SurveySubmissions(QuestionnaireVersions versions, ResponseIntake intake, ReceiptCodes codes, PublicVoiceDbContext context, AskedQuestions asked, TimeProvider clock)
{
    private static readonly LocalText OtherVersion = new(
        "Kuesioner telah diperbarui. Jawaban lama tidak cocok lagi, jadi belum ada yang tersimpan. Mohon isi formulir yang baru di bawah ini.",
        "The questionnaire has been updated. The earlier answers no longer fit it, so nothing has been saved. Please fill in the new form below.");

    private static readonly LocalText NeverOffered = new(
        "Sebagian isian tidak ada dalam formulir ini, jadi belum ada yang tersimpan. Periksa jawaban di bawah ini lalu kirim lagi.",
        "Some of what was sent is not part of this form, so nothing has been saved. Check the answers below and send again.");

    private static readonly LocalText BadKey = new(
        "Formulir ini tidak lengkap dan belum tersimpan. Periksa jawaban di bawah ini lalu kirim lagi.",
        "This form was incomplete and has not been saved. Check the answers below and send again.");

    private static readonly LocalText TryAgain = new(
        "Saat ini banyak yang mengirim penilaian, dan penilaian Anda belum tersimpan. Jawaban Anda masih ada di bawah ini: tunggu beberapa detik, lalu kirim lagi.",
        "Many people are sending ratings right now and yours has not been saved yet. Your answers are still below: wait a few seconds and send again.");

    private static readonly long MaxMilliseconds = (long)(DateTime.MaxValue.AddDays(-2) - DateTime.UnixEpoch).TotalMilliseconds;

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Whether a form may still be sent although the period in which it was opened is over.</summary>
    public bool IsInGrace(SurveyPlace place, string submissionKey) =>
        place.IsOffered && Guid.TryParseExact(submissionKey, "D", out var key) && key.Version == 7
        && place.Times.IsInGrace(OpenedOn(key), Now.UtcDateTime, place.Settings.TimeZone);

    public async Task<SurveyForm> OpenAsync(SurveyPlace place, string visitCode, CancellationToken cancellationToken) =>
        SurveyForm.New(await versions.CurrentAsync(place.Settings, cancellationToken), Now, visitCode: visitCode, extras: place.Extras);

    /// <summary>The sent form as it stands, without judging it: to show it in the other language.</summary>
    public async Task<SurveyForm> ReopenAsync(SurveyPlace place, IReadOnlyDictionary<string, StringValues> posted, CancellationToken cancellationToken)
    {
        var shown = await ShownAsync(place, posted, cancellationToken) ?? await versions.CurrentAsync(place.Settings, cancellationToken);
        return SurveyForm.Read(shown, KeyOf(posted) ?? Guid.CreateVersion7(Now), posted, await ExtrasAsync(place, posted, cancellationToken));
    }

    public async Task<Submission> SubmitAsync(SurveyPlace place, IReadOnlyDictionary<string, StringValues> posted, Visitor visitor, CancellationToken cancellationToken)
    {
        if (await ShownAsync(place, posted, cancellationToken) is not { } shown)
        {
            return Replaced(place, await versions.CurrentAsync(place.Settings, cancellationToken), posted);
        }

        var key = KeyOf(posted);
        var form = SurveyForm.Read(shown, key ?? Guid.CreateVersion7(Now), posted, await ExtrasAsync(place, posted, cancellationToken));
        if (form.IsForged || key is null || form.Errors.Count > 0)
        {
            return new Submission(SubmissionOutcome.Refused, form, Notice: form.IsForged ? NeverOffered : key is null ? BadKey : null);
        }

        var response = ResponseOf(place, form, visitor, isTrapped: posted.GetValueOrDefault(SurveyForm.TrapField).ToString().Length > 0);
        var result = await intake.SubmitAsync(response);
        if (result.Status == IntakeStatus.CodeNotValid)
        {
            return await CodeRefusedAsync(place, form, response, cancellationToken);
        }

        return result.Status switch
        {
            IntakeStatus.Stored => new Submission(SubmissionOutcome.Stored, form, result.Receipt),
            IntakeStatus.Busy => new Submission(SubmissionOutcome.Busy, form, Notice: TryAgain),
            _ => Replaced(place, await versions.CurrentAsync(place.Settings, cancellationToken), posted),
        };
    }

    private async Task<Submission> CodeRefusedAsync(SurveyPlace place, SurveyForm form, NewSurveyResponse response, CancellationToken cancellationToken)
    {
        var state = await VisitCodeRedemption.StateAsync(
            context, response.VisitCodeHash!.Value, place.Unit.Path, response.ServiceId, response.SubmittedOn, cancellationToken);
        if (state == VisitCodeState.Valid)
        {
            return new Submission(SubmissionOutcome.Busy, form, Notice: TryAgain); // the office was just moved, say
        }

        form.Refuse(state);
        return new Submission(SubmissionOutcome.Refused, form, IsWrongCode: true);
    }

    /// <summary>The extra questions that the citizen saw.</summary>
    private Task<IReadOnlyList<AskedQuestion>> ExtrasAsync(SurveyPlace place, IReadOnlyDictionary<string, StringValues> posted, CancellationToken cancellationToken) =>
        asked.ShownAsync(place.Unit, place.Extras, ExtraForm.VersionsIn(posted), cancellationToken);

    private Submission Replaced(SurveyPlace place, LoadedVersion current, IReadOnlyDictionary<string, StringValues> posted) =>
        new(SubmissionOutcome.Refused, Renewed(place, current, SurveyForm.Read(current, Guid.Empty, posted)), Notice: OtherVersion);

    private SurveyForm Renewed(SurveyPlace place, LoadedVersion current, SurveyForm sent) => SurveyForm.New(current, Now, sent.Comment, sent.VisitCode, place.Extras);

    private NewSurveyResponse ResponseOf(SurveyPlace place, SurveyForm form, Visitor visitor, bool isTrapped)
    {
        var now = Now.UtcDateTime;
        var local = GovernmentTime.Local(now, place.Settings.TimeZone);
        var duration = DurationSeconds(form.SubmissionKey, now);
        var code = form.VisitCodeToRedeem;
        return new NewSurveyResponse(
            form.SubmissionKey,
            place.Unit.Id,
            place.Service?.Id,
            form.Version.Id,
            now,
            DateOnly.FromDateTime(local),
            local.Hour,
            Channel.Self,
            code is not null ? Assurance.VisitCode : visitor.IsChecked ? Assurance.HumanCheck : Assurance.None,
            form.Answers,
            form.Profile,
            duration,
            ResponseSignals.Of(form.Answers, duration) | (isTrapped ? IntegritySignals.Trapped : IntegritySignals.None) | Circumstances.Of(place.Settings, visitor, local),
            form.CommentToStore,
            code is null ? null : codes.Hash(code),
            Extras: form.Extras.Answers);
    }

    /// <summary>The version the citizen saw, if it is one of the unit's questionnaire, or of the one that it used a moment ago.</summary>
    private async Task<LoadedVersion?> ShownAsync(SurveyPlace place, IReadOnlyDictionary<string, StringValues> posted, CancellationToken cancellationToken)
    {
        if (!int.TryParse(posted.GetValueOrDefault(SurveyForm.VersionField).ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || await versions.FindAsync(id, cancellationToken) is not { } shown)
        {
            return null;
        }

        var own = place.Settings.QuestionnaireId;
        var ours = (own is null && shown.Definition.Code == QuestionnaireVersions.StandardCode) || shown.QuestionnaireId == own || shown.QuestionnaireId == (await versions.CurrentAsync(place.Settings, cancellationToken)).QuestionnaireId
            || await WasAnsweredAsync(place.Unit, id, cancellationToken);
        return ours ? shown : null;
    }

    private Task<bool> WasAnsweredAsync(Unit unit, int versionId, CancellationToken cancellationToken)
    {
        var month = TallyKey.MonthOf(DateOnly.FromDateTime(Now.UtcDateTime.AddDays(-2)));
        return context.Tallies.AnyAsync(tally => tally.UnitId == unit.Id && tally.QuestionnaireVersionId == versionId && tally.Month >= month, cancellationToken);
    }

    public static Guid? KeyOf(IReadOnlyDictionary<string, StringValues> posted) =>
        Guid.TryParseExact(posted.GetValueOrDefault(SurveyForm.KeyField).ToString(), "D", out var key) && key.Version == 7 ? key : null;

    private static int? DurationSeconds(Guid key, DateTime now)
    {
        var duration = now - OpenedOn(key);
        return duration > TimeSpan.Zero && duration < TimeSpan.FromDays(1) ? (int)duration.TotalSeconds : null;
    }

    /// <summary>A version 7 UUID begins with the milliseconds since 1970, in 48 bits.</summary>
    private static DateTime OpenedOn(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes, bigEndian: true, out _);
        long opened = 0;
        for (var i = 0; i < 6; i++)
        {
            opened = (opened << 8) | bytes[i];
        }

        return DateTime.UnixEpoch.AddMilliseconds(Math.Min(opened, MaxMilliseconds));
    }
}
