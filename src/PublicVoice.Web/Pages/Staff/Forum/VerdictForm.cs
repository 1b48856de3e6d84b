using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>What a moderator typed about a post.</summary>
public sealed class VerdictForm
{
    /// <summary>Version that the moderator saw.</summary>
    public int Seen { get; set; }

    /// <summary>Passages that were found and are to be hidden.</summary>
    public IReadOnlyList<string>? Masked { get; set; }

    /// <summary>More passages to hide, one a line.</summary>
    public string? Passages { get; set; }

    /// <summary>Of the pictures that everybody sees.</summary>
    public IReadOnlyList<int>? Positions { get; set; }

    public string? Element { get; set; }

    public RejectionReason? Reason { get; set; }

    public string? Words { get; set; }

    public string? UnitCode { get; set; }

    /// <summary>Words to the writer of a post that is passed on.</summary>
    public string? Note { get; set; }

    public string? Into { get; set; }

    public string? TrackingNumber { get; set; }
}

/// <summary>Makes verdicts of what was typed. What is wrong is said beside its field.</summary>
public sealed class Verdicts(PostScope scope, UnitDirectory units, Wording w)
{
    public Verdict Publish(VerdictForm form, PostDetails details, ModelStateDictionary errors)
    {
        var shown = details.Shown;
        var passages = (form.Masked ?? []).Concat((form.Passages ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        foreach (var passage in passages.Where(passage => !shown.Contains(passage) && !details.Found.Contains(passage, StringComparer.OrdinalIgnoreCase)))
        {
            errors.AddModelError(nameof(form.Passages), w[$"“{passage}” tidak ada dalam tulisan", $"“{passage}” is not in the text"]);
        }

        return new Verdict(shown.Post.IsConfidential ? DecisionOutcome.Accept : passages.Count > 0 ? DecisionOutcome.PublishMasked : DecisionOutcome.Publish)
        {
            Masked = passages,
            Pictures = [.. form.Positions ?? []],
            Element = details.Elements.Any(item => item.Value == form.Element) && !string.IsNullOrEmpty(form.Element) ? form.Element : null,
        };
    }

    /// <summary>Not, or no longer, public, for a published reason.</summary>
    public Verdict Refuse(DecisionOutcome outcome, VerdictForm form, ModelStateDictionary errors)
    {
        if (form.Reason is null || !Enum.IsDefined(form.Reason.Value))
        {
            errors.AddModelError(nameof(form.Reason), w["Pilih alasan", "Choose a reason"]);
        }

        return new Verdict(outcome) { Reason = form.Reason, Words = Words(nameof(form.Words), form.Words, errors) };
    }

    public async Task<Verdict> PassOnAsync(VerdictForm form, Unit from, ModelStateDictionary errors, CancellationToken cancellationToken)
    {
        var to = await units.FindAsync((form.UnitCode ?? "").Trim(), cancellationToken);
        if (to is null || to.Status != UnitStatus.Active || to.RootCode != from.RootCode || to.Id == from.Id)
        {
            errors.AddModelError(nameof(form.UnitCode), w["Isi kode unit lain yang aktif dari pemerintah daerah yang sama", "Enter the code of another active unit of the same government"]);
        }

        return new Verdict(DecisionOutcome.PassOn) { To = to, Words = Words(nameof(form.Note), form.Note, errors) };
    }

    public async Task<Verdict> MergeAsync(VerdictForm form, Post post, ModelStateDictionary errors, CancellationToken cancellationToken)
    {
        var into = int.TryParse((form.Into ?? "").Trim().TrimStart('#'), out var id) && id != post.Id ? await scope.FindAsync(id, StaffTask.ModerateForum, cancellationToken) : null;
        if (into is not { Post.IsPublic: true })
        {
            errors.AddModelError(nameof(form.Into), w["Isi nomor topik lain yang sudah terbit dalam lingkup Anda", "Enter the number of another public post within your scope"]);
        }

        return new Verdict(DecisionOutcome.Merge) { Into = into?.Post };
    }

    public Verdict HandOver(VerdictForm form, ModelStateDictionary errors)
    {
        var number = (form.TrackingNumber ?? "").Trim();
        if (number.Length is 0 or > Post.TrackingNumberMaxLength || !number.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '/' or '.'))
        {
            errors.AddModelError(nameof(form.TrackingNumber), w["Isi nomor pelacakan dari SP4N-LAPOR!", "Enter the tracking number of SP4N-LAPOR!"]);
        }

        return new Verdict(DecisionOutcome.HandOver) { TrackingNumber = number };
    }

    private string? Words(string field, string? typed, ModelStateDictionary errors)
    {
        var words = CommentText.Plain(typed ?? "").Trim();
        if (words.Length > ModerationDecision.WordsMaxLength)
        {
            errors.AddModelError(field, w[$"Paling banyak {ModerationDecision.WordsMaxLength} huruf", $"At most {ModerationDecision.WordsMaxLength} letters"]);
        }

        return words.Length == 0 ? null : words;
    }
}
