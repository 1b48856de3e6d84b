using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Kiosks;

/// <summary>A text in both languages, by their codes.</summary>
public sealed record KioskText(string Id, string En)
{
    public static KioskText Of(LocalText text) => new(text.In(Language.Indonesian), text.In(Language.English));
}

/// <param name="Value">What is sent when it is chosen.</param>
public sealed record KioskOption(string Value, KioskText Label);

/// <param name="Name">What its answer is sent as.</param>
/// <param name="Several">Any number of the options may be chosen.</param>
public sealed record KioskQuestion(string Name, KioskText Text, IReadOnlyList<KioskOption> Options, bool NotApplicable, bool Required, bool Several = false);

/// <param name="Id">Null for the unit as such.</param>
public sealed record KioskService(int? Id, KioskText Name);

/// <summary>All that a tablet needs to ask and to seal, in both languages, so that it can go on without the network.</summary>
/// <param name="IsOpen">False where the office or the one service takes no ratings now.</param>
/// <param name="OpensIn">Milliseconds until the next survey period begins, for a tablet without the network, whose clock may be wrong; null where it is open, or none is planned.</param>
/// <param name="ClosesIn">Milliseconds until that period, or the one that is running, is over; null where there is none.</param>
/// <param name="Extras">Extra questions of the office; none that would have to be typed.</param>
/// <param name="Services">What visitors choose from; one where there is no choice.</param>
public sealed record KioskQuestionnaire(
    int Device,
    string DeviceName,
    string PublicKey,
    string Government,
    string Unit,
    bool IsOpen,
    long? OpensIn,
    long? ClosesIn,
    IReadOnlyList<KioskService> Services,
    int Version,
    IReadOnlyList<KioskQuestion> Questions,
    IReadOnlyList<KioskQuestion> Extras,
    IReadOnlyList<KioskQuestion> Profile,
    KioskText Comment,
    int CommentMaxLength);

/// <summary>Says what a tablet asks now, and notes which versions it was given.</summary>
public sealed class KioskQuestionnaires(PublicVoiceDbContext context, UnitDirectory directory, QuestionnaireVersions versions, AskedQuestions asked, TimeProvider clock)
{
    private static readonly KioskText Other = new("Layanan lain di kantor ini", "Another service of this office");

    public async Task<KioskQuestionnaire> CurrentAsync(KioskDevice device, Unit unit, CancellationToken cancellationToken)
    {
        var settings = await directory.SettingsAsync(unit, cancellationToken);
        var version = await versions.CurrentAsync(settings, cancellationToken);
        var services = await directory.ServicesAsync(unit.Id, cancellationToken);
        var only = device.ServiceId is null ? null : services.Find(service => service.Id == device.ServiceId);
        var definition = version.Definition;
        var times = await SurveyPeriods.TimesAsync(context, settings, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var today = GovernmentTime.Day(now, settings.TimeZone);
        var period = times.At(today) ?? times.After(today);
        var isOffered = unit.Status == UnitStatus.Active && (device.ServiceId is null || only is not null);
        long Until(DateOnly day) => (long)(GovernmentTime.Utc(day, TimeOnly.MinValue, settings.TimeZone) - now).TotalMilliseconds;
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO kiosk_versions (kiosk_device_id, questionnaire_version_id) VALUES ({device.Id}, {version.Id}) ON CONFLICT DO NOTHING", cancellationToken);
        return new KioskQuestionnaire(
            device.Id,
            device.Name,
            Base64Url.EncodeToString(device.PublicKey),
            settings.Root.Name,
            unit.Name,
            isOffered && times.IsOpenOn(today),
            isOffered && period?.From > today ? Until(period.From) : null,
            period is null ? null : Until(period.To.AddDays(1)),
            only is not null ? [Of(only)] : Offered(services),
            version.Id,
            [.. definition.Questions.Select(question => new KioskQuestion(
                SurveyForm.FieldOf(question),
                KioskText.Of(question.Text),
                [.. question.Options.Select(option => new KioskOption(option.Score.ToString(), KioskText.Of(option.Label)))],
                question.NotApplicable,
                question.Required))],
            [.. (await asked.OfAsync(unit, cancellationToken)).Where(extra => extra.Content.HasChoices).Select(extra => new KioskQuestion(
                ExtraForm.FieldOf(extra),
                KioskText.Of(extra.Content.Text),
                [.. extra.Content.Choices.Select((choice, at) => new KioskOption((at + 1).ToString(), KioskText.Of(choice)))],
                false,
                extra.Content.Required,
                extra.Content.Kind == ExtraQuestionKind.Multiple))],
            [.. definition.Profile.Select(field => new KioskQuestion(
                SurveyForm.FieldOf(field),
                KioskText.Of(field.Label),
                [.. field.Options.Select(option => new KioskOption(option.Code, KioskText.Of(option.Label)))],
                false,
                false))],
            KioskText.Of(definition.Comment),
            SurveyComment.TextMaxLength);
    }

    /// <summary>As on the public page: the services, and the office as such for whatever is none of them.</summary>
    private static IReadOnlyList<KioskService> Offered(List<Service> services) => services.Count switch
    {
        0 => [new KioskService(null, Other)],
        1 => [Of(services[0])],
        _ => [.. services.Select(Of), .. services.Exists(service => service.ShortCode == SurveyPlace.WholeUnit) ? Array.Empty<KioskService>() : [new KioskService(null, Other)]],
    };

    private static KioskService Of(Service service) => new(service.Id, new KioskText(service.Name, service.Name));
}
