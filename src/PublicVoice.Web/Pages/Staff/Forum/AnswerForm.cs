using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>What an officer typed as an answer.</summary>
public sealed class AnswerForm
{
    /// <summary>Version of the draft that the officer saw; 0 for none.</summary>
    public int Seen { get; set; }

    public AnswerOutcome? Outcome { get; set; }

    public string? Text { get; set; }

    public string? DoneBy { get; set; }

    public string? Evidence { get; set; }

    public string? EvidenceLink { get; set; }

    /// <summary>Template to put in.</summary>
    public int? Template { get; set; }

    public static AnswerForm Of(OfficialAnswer? draft) => draft is null ? new() : new()
    {
        Seen = draft.Version,
        Outcome = draft.Outcome,
        Text = draft.Text,
        DoneBy = draft.DoneBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Evidence = draft.Evidence,
        EvidenceLink = draft.EvidenceLink,
    };

    public static IEnumerable<SelectListItem> Outcomes(Wording w) =>
        Enum.GetValues<AnswerOutcome>().Select(outcome => new SelectListItem(w[ForumWords.Outcome(outcome)], outcome.ToString())).Prepend(new(w["Pilih", "Choose"], ""));

    public static IEnumerable<SelectListItem> Choices(IEnumerable<(ReplyTemplate Template, Unit From)> templates, Unit unit, Wording w) =>
        templates.Select(row => new SelectListItem(row.From.Id == unit.Id ? row.Template.Name : $"{row.Template.Name} ({row.From.Name})", row.Template.Id.ToString(CultureInfo.InvariantCulture)))
            .Prepend(new(w["Pilih templat", "Choose a template"], ""));

    /// <summary>Puts a text after what is typed.</summary>
    public void Add(string text) => (Text, Template) = (string.IsNullOrWhiteSpace(Text) ? text : $"{Text.TrimEnd()}\n\n{text}", null);

    /// <summary>Reads it; what is wrong is said beside its field.</summary>
    /// <returns>Null where something is wrong.</returns>
    public AnswerDraft? Read(DateOnly today, ModelStateDictionary errors, Wording w)
    {
        var text = Plain(nameof(Text), Text, OfficialAnswer.TextMaxLength, w["Tulis tanggapan", "Write the answer"], errors, w);
        if (Outcome is null || !Enum.IsDefined(Outcome.Value))
        {
            errors.AddModelError(nameof(Outcome), w["Pilih apa arti tanggapan ini bagi topik", "Choose what the answer means for the post"]);
        }

        var (isDone, day) = (Outcome == AnswerOutcome.Done, (DateOnly?)null);
        if (Outcome == AnswerOutcome.InProgress && (day = Day(today)) is null)
        {
            errors.AddModelError(nameof(DoneBy), w["Isi kapan selesai, hari ini atau sesudahnya", "Enter when it will be done, today or later"]);
        }

        var evidence = isDone ? Plain(nameof(Evidence), Evidence, OfficialAnswer.EvidenceMaxLength, w["Tulis buktinya: apa yang kini dapat dilihat warga", "Write the evidence: what citizens can see now"], errors, w) : null;
        var link = isDone && !string.IsNullOrWhiteSpace(EvidenceLink) ? EvidenceLink.Trim() : null;
        if (link is not null && !IsWebAddress(link))
        {
            errors.AddModelError(nameof(EvidenceLink), w["Tulis alamat lengkap yang dimulai dengan https://", "Write a complete address that begins with https://"]);
        }

        return errors.IsValid ? new AnswerDraft(Outcome!.Value, text, day, Seen) { Evidence = evidence, EvidenceLink = link } : null;
    }

    private static string Plain(string field, string? typed, int most, string missing, ModelStateDictionary errors, Wording w)
    {
        var text = CommentText.Plain(typed ?? "").Trim();
        if (text.Length == 0 || text.Length > most)
        {
            errors.AddModelError(field, text.Length == 0 ? missing : w[$"Paling banyak {most} huruf", $"At most {most} letters"]);
        }

        return text;
    }

    private DateOnly? Day(DateOnly today) =>
        DateOnly.TryParseExact((DoneBy ?? "").Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= today && day.Year < 2100 ? day : null;

    private static bool IsWebAddress(string link) =>
        link.Length <= OfficialAnswer.LinkMaxLength && !link.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
        && Uri.TryCreate(link, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0;
}
