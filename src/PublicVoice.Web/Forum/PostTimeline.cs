using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;
using PublicVoice.Web.Moderation;

namespace PublicVoice.Web.Forum;

public enum Speaker
{
    /// <summary>The writer of the post: a citizen's words, marked as theirs.</summary>
    Writer,
    Moderator,

    /// <summary>An official answer.</summary>
    Office,

    /// <summary>What an office does with its own work.</summary>
    WithinOffice,

    /// <summary>What happens by itself.</summary>
    Automatic,
}

/// <summary>Who reads a timeline.</summary>
public enum TimelineReader
{
    Everybody,
    Writer,

    /// <summary>The office and its moderators.</summary>
    Staff,
}

/// <summary>One thing that became of a post.</summary>
/// <param name="Words">In own words, Markdown of <see cref="PostMarkdown"/>.</param>
/// <param name="Reason">The published reason of a rejection.</param>
/// <param name="Note">Where it leads or how it stands: a tracking number, another unit, a date, "waits for a moderator".</param>
public sealed record TimelineEntry(DateTime On, Speaker By, LocalText What, string? Words = null, LocalText? Reason = null, LocalText? Note = null)
{
    /// <summary>What shows that it is done, and where it can be seen.</summary>
    public string? Evidence { get; init; }
    public string? EvidenceLink { get; init; }
}

/// <summary>What became of a post, oldest first. No member of staff is named to citizens.</summary>
public sealed class PostTimeline(PublicVoiceDbContext context)
{
    private static readonly LocalText First = new("Terbit lebih dulu, belum ditinjau moderator.", "Public first, not reviewed by a moderator yet.");
    private static readonly LocalText Waits = new("Menunggu moderator; belum tampil untuk umum.", "Waits for a moderator; not public yet.");
    private static readonly LocalText HeldBack = new("Dibaca moderator dan tidak ditampilkan untuk umum.", "Read by a moderator and not shown to the public.");

    // What tells of a writer's mistakes, or how moderators came to a decision, is told to the writer only.
    private static readonly DecisionOutcome[] Public = [DecisionOutcome.Publish, DecisionOutcome.PublishMasked, DecisionOutcome.PassOn, DecisionOutcome.HandOver];

    public async Task<IReadOnlyList<TimelineEntry>> OfAsync(Post post, TimelineReader reader, CancellationToken cancellationToken)
    {
        var forWriter = reader != TimelineReader.Everybody;
        var entries = new List<TimelineEntry> { new(post.WrittenOn, Speaker.Writer, new LocalText("Ditulis", "Written"), Note: post.IsUnreviewed ? First : null) };
        var decisions = await context.ModerationDecisions.AsNoTracking().Where(decision => decision.PostId == post.Id).OrderBy(decision => decision.Id).ToListAsync(cancellationToken);
        entries.AddRange(decisions.Where(decision => forWriter || Public.Contains(decision.Outcome)).Select(decision => Of(decision, post, forWriter)));
        var answers = await context.OfficialAnswers.AsNoTracking().Where(answer => answer.PostId == post.Id && answer.PublishedOn != null).ToListAsync(cancellationToken);
        entries.AddRange(answers.Select(answer => new TimelineEntry(
            answer.PublishedOn!.Value, Speaker.Office, ForumWords.Outcome(answer.Outcome), answer.Text, Note: answer.DoneBy is { } day ? new LocalText(
                $"Selesai paling lambat {Formats.Day(day, Language.Indonesian)}.", $"Done by {Formats.Day(day, Language.English)}.") : null)
        {
            Evidence = answer.Evidence,
            EvidenceLink = answer.EvidenceLink,
        }));
        var transfers = await context.PostTransfers.AsNoTracking().Where(transfer => transfer.PostId == post.Id)
            .Join(context.Units, transfer => transfer.ToUnitId, unit => unit.Id, (transfer, unit) => new { Transfer = transfer, unit.Name }).ToListAsync(cancellationToken);
        entries.AddRange(transfers.Select(row => Of(row.Transfer, row.Name, reader)));
        var notices = await context.OverdueNotices.AsNoTracking().Where(notice => notice.PostId == post.Id).OrderBy(notice => notice.Step).ToListAsync(cancellationToken);
        entries.AddRange(notices.Select(notice => new TimelineEntry(notice.ToldOn, Speaker.Automatic, ForumWords.Overdue(notice.Step))));
        var messages = await context.PostMessages.AsNoTracking().Where(message => message.PostId == post.Id).ToListAsync(cancellationToken);
        entries.AddRange(messages.Where(message => forWriter || IsPublic(message)).Select(message => Of(message, post, forWriter)));
        if (post.Status == PostStatus.Withdrawn && post.ClosedOn is { } withdrawn)
        {
            entries.Add(new TimelineEntry(withdrawn, Speaker.Writer, new LocalText("Ditarik", "Withdrawn")));
        }

        return [.. entries.OrderBy(entry => entry.On)];
    }

    private static TimelineEntry Of(PostTransfer transfer, string to, TimelineReader reader) => new(
        transfer.PassedOn,
        Speaker.WithinOffice,
        new LocalText("Diteruskan di dalam kantor", "Passed on within the office"),
        reader == TimelineReader.Staff ? transfer.Note : null,
        Note: reader == TimelineReader.Staff
            ? new LocalText($"Kepada {to}, oleh {transfer.PassedBy}.", $"To {to}, by {transfer.PassedBy}.")
            : new LocalText($"Kini ditangani {to}. Tenggat jawaban tetap.", $"Now with {to}. The date for the answer stays."));

    /// <summary>An appeal speaks of a rejection, which is the writer's own affair.</summary>
    private static bool IsPublic(PostMessage message) => message.Kind is not MessageKind.Appeal && (message.PublicText is not null || message.Kind == MessageKind.Solved);

    private static TimelineEntry Of(ModerationDecision decision, Post post, bool forWriter) => new(
        decision.DecidedOn,
        Speaker.Moderator,
        ForumWords.Decision(decision.Outcome),
        forWriter ? decision.Words : null,
        decision.Reason is { } reason ? ForumWords.Reason(reason) : null,
        decision.Outcome == DecisionOutcome.HandOver && post.TrackingNumber is { } number ? new LocalText($"Nomor SP4N-LAPOR!: {number}", $"SP4N-LAPOR! number: {number}") : null);

    private static TimelineEntry Of(PostMessage message, Post post, bool forWriter)
    {
        var words = forWriter ? message.Text : message.PublicText;
        var state = !forWriter || message.Text.Length == 0 || message.Kind == MessageKind.Appeal || post.IsConfidential ? null
            : message.DecidedOn is null ? Waits
            : message.PublicText is null && post.PublicationNumber is not null && message.WrittenOn > post.PublishedOn ? HeldBack : null;
        return new TimelineEntry(message.WrittenOn, Speaker.Writer, ForumWords.Message(message.Kind), words is { Length: > 0 } ? words : null, Note: state);
    }
}
