using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

/// <summary>
/// Mails to those who follow a post, put into the outbox in the same save as what they tell. An address that is not confirmed gets one mail that
/// holds nothing anybody typed, so that the forum cannot be used to send words to strangers.
/// </summary>
public sealed class PostMails(PublicVoiceDbContext context, ForumLinks links, FollowTokens tokens, TimeProvider clock)
{
    /// <summary>
    /// Adds mails about the newest state of a post to the context, without saving. A rejection and what else concerns the writer alone goes to the
    /// writer. With a merge, call it before the followers move.
    /// </summary>
    public async Task TellAsync(Post post, CancellationToken cancellationToken)
    {
        var followers = await context.PostFollowers.AsNoTracking().Where(follower => follower.PostId == post.Id && follower.ConfirmedOn != null).ToListAsync(cancellationToken);
        if (followers.Count == 0)
        {
            return;
        }

        var unit = await context.Units.AsNoTracking().SingleAsync(found => found.Id == post.UnitId, cancellationToken);
        var decision = DecisionOn(post);
        var target = post.MergedIntoId is { } id ? await PublicAddressAsync(id, cancellationToken) : null;
        foreach (var follower in followers)
        {
            if (About(post, follower, decision, unit.Name, target) is { } words)
            {
                context.OutgoingMails.Add(Mail(follower, words.Subject, Body(post, follower, words.Text, unit.Code, target)));
            }
        }
    }

    /// <summary>Tells the writer that the office passed the post to another of its units.</summary>
    public async Task TellOfTransferAsync(Post post, Unit to, CancellationToken cancellationToken)
    {
        foreach (var writer in await context.PostFollowers.AsNoTracking().Where(follower => follower.PostId == post.Id && follower.IsWriter && follower.ConfirmedOn != null).ToListAsync(cancellationToken))
        {
            context.OutgoingMails.Add(Mail(
                writer,
                new("Topik Anda kini ditangani bagian lain", "Another part of the office now has your topic"),
                Body(post, writer, new(
                    $"Kantor meneruskan topik Anda kepada {to.Name}. Tenggat jawabannya tetap.{Until(post).Indonesian}",
                    $"The office passed your topic to {to.Name}. The date for its answer stays.{Until(post).English}"), to.Code, null)));
        }
    }

    /// <summary>Asks an address whether it is the one that wants to follow.</summary>
    /// <param name="follower">Saved: its number stands in the link.</param>
    public void AskToConfirm(PostFollower follower, string unitName)
    {
        var support = follower.IsSupporter ? new LocalText(", dan mendukungnya", ", and supports it") : new LocalText("", "");
        var link = tokens.Link(FollowAct.Confirm, follower);
        context.OutgoingMails.Add(Mail(
            follower,
            new("Konfirmasi alamat surel Anda", "Confirm your e-mail address"),
            new(
                $"Seseorang, mungkin Anda, meminta kabar lewat alamat ini tentang satu topik di forum warga {unitName}{support.Indonesian}.\n\nBila benar, buka tautan ini lalu tekan “Konfirmasi”:\n{link}\n\nTautan berlaku tujuh hari. Bila bukan Anda, abaikan saja: tidak ada surel lain yang akan dikirim.",
                $"Somebody, perhaps you, asked to be told at this address about one topic in the citizens’ forum of {unitName}{support.English}.\n\nIf so, open this link and press “Confirm”:\n{link}\n\nThe link is valid for seven days. If it was not you, simply ignore it: no other mail will be sent.")));
    }

    /// <summary>The decision that is being saved; an older one was told when it was made.</summary>
    private ModerationDecision? DecisionOn(Post post) => context.ModerationDecisions.Local.LastOrDefault(decision => decision.PostId == post.Id && decision.Id == 0);

    private async Task<string?> PublicAddressAsync(int postId, CancellationToken cancellationToken)
    {
        var found = await context.Posts.AsNoTracking().Join(context.Units, post => post.UnitId, unit => unit.Id, (post, unit) => new { Post = post, unit.Code })
            .SingleOrDefaultAsync(row => row.Post.Id == postId, cancellationToken);
        return found is { Post: { IsPublic: true, PublicationNumber: { } number } } ? links.Absolute(ForumLinks.Topic(found.Code, number)) : null;
    }

    /// <returns>Null where there is nothing to tell this follower.</returns>
    private static (LocalText Subject, LocalText Text)? About(Post post, PostFollower follower, ModerationDecision? decision, string unit, string? target)
    {
        var why = Why(decision);
        return (post.Status, follower.IsWriter) switch
        {
            (not PostStatus.Withdrawn, _) when decision?.Outcome == DecisionOutcome.HandOver && post.TrackingNumber is { } number && (follower.IsWriter || post.IsPublic) => (
                new("Diteruskan ke SP4N-LAPOR!", "Handed to SP4N-LAPOR!"),
                new($"Topik ini diteruskan ke SP4N-LAPOR! dengan nomor {number}.", $"This topic was handed to SP4N-LAPOR! under the number {number}.")),
            (PostStatus.Received or PostStatus.InReview, true) when decision?.Outcome == DecisionOutcome.PassOn => (
                new("Topik Anda diteruskan ke kantor lain", "Your topic was passed to another office"),
                new($"Topik Anda kini ditangani {unit}.{why.Indonesian}", $"Your topic is now with {unit}.{why.English}")),
            (PostStatus.Published, true) when decision is null && post.AnsweredOn is not null => null, // reopened by the writer, who knows
            (PostStatus.Published, true) when post.IsConfidential => (
                new("Topik Anda diteruskan ke kantor", "Your topic was passed to the office"),
                new($"Topik rahasia Anda diteruskan ke {unit} tanpa dipublikasikan.{Until(post).Indonesian}", $"Your confidential topic was passed to {unit}, unpublished.{Until(post).English}")),
            (PostStatus.Published, true) => (
                new("Topik Anda terbit", "Your topic is public"),
                new($"Topik Anda kini dapat dibaca umum.{why.Indonesian}{Until(post).Indonesian}", $"Your topic can now be read by everybody.{why.English}{Until(post).English}")),
            (PostStatus.Published, false) => (
                new("Topik dibuka lagi", "A topic was opened again"),
                new($"Topik yang Anda ikuti dibuka lagi.{Until(post).Indonesian}", $"A topic that you follow was opened again.{Until(post).English}")),
            (PostStatus.Rejected, true) => (
                new("Topik Anda tidak dipublikasikan", "Your topic was not published"),
                new(
                    $"Moderator tidak mempublikasikan topik Anda.{why.Indonesian}\n\nBila Anda tidak setuju, Anda dapat meminta peninjauan ulang satu kali dengan kode tanda terima Anda.",
                    $"A moderator did not publish your topic.{why.English}\n\nIf you disagree, you can ask once to have it looked at again, with your receipt code.")),
            (PostStatus.Hidden, true) => (
                new("Topik Anda tidak ditampilkan lagi", "Your topic is no longer shown"),
                new($"Moderator tidak lagi menampilkan topik Anda.{why.Indonesian}", $"A moderator no longer shows your topic.{why.English}")),
            (PostStatus.Merged, _) => (
                new("Topik digabung", "A topic was merged"),
                target is null
                    ? new("Topik ini digabung ke topik lain tentang hal yang sama.", "This topic was merged into another about the same.")
                    : new($"Topik ini digabung ke topik lain tentang hal yang sama, dan Anda menerima kabar dari sana.", $"This topic was merged into another about the same, and you will be told of that one.")),
            (PostStatus.Answered, _) => (new("Kantor menjawab", "The office has answered"), new($"{unit} memberi tanggapan resmi.", $"{unit} has given an official answer.")),
            (PostStatus.InProgress, _) => (
                new("Kantor menindaklanjuti", "The office is working on it"),
                new($"{unit} menjawab dan menyebut tindak lanjutnya.", $"{unit} has answered and says what it will do.")),
            (PostStatus.Done, true) => (
                new("Kantor menyatakan selesai", "The office says that it is done"),
                new(
                    $"{unit} menyatakan hal ini selesai. Apakah benar sudah selesai? Jawab dengan kode tanda terima Anda; bila belum, topik dibuka lagi.",
                    $"{unit} says that this is done. Is it? Answer with your receipt code; if not, the topic is opened again.")),
            (PostStatus.Done, false) => (new("Kantor menyatakan selesai", "The office says that it is done"), new($"{unit} menyatakan hal ini selesai.", $"{unit} says that this is done.")),
            (PostStatus.NotPossible, _) => (
                new("Belum dapat dipenuhi", "Not possible yet"),
                new($"{unit} menjawab bahwa hal ini belum dapat dipenuhi, dengan alasannya.", $"{unit} answered that this is not possible yet, and why.")),
            _ => null,
        };
    }

    private static LocalText Why(ModerationDecision? decision)
    {
        var reason = decision?.Reason is { } known ? ForumWords.Reason(known) : null;
        var words = decision?.Words is { Length: > 0 } text ? $"\n\nDari moderator: {text}" : "";
        var english = decision?.Words is { Length: > 0 } same ? $"\n\nFrom the moderator: {same}" : "";
        return new((reason is null ? "" : $"\n\nAlasan: {reason.Indonesian}.") + words, (reason is null ? "" : $"\n\nReason: {reason.English}.") + english);
    }

    private static LocalText Until(Post post) => post.AnswerBy is { } day
        ? new($" Kantor menjawab paling lambat {Formats.Day(day, Language.Indonesian)}.", $" The office answers by {Formats.Day(day, Language.English)}.")
        : new("", "");

    private LocalText Body(Post post, PostFollower follower, LocalText text, string unitCode, string? target)
    {
        var title = follower.IsWriter ? post.Title : post.PublicTitle ?? "";
        var address = target ?? (post is { IsPublic: true, PublicationNumber: { } number } ? links.Absolute(ForumLinks.Topic(unitCode, number)) : links.Absolute(ForumLinks.Receipts));
        return new($"“{title}”\n\n{text.Indonesian}\n\n{address}", $"“{title}”\n\n{text.English}\n\n{address}");
    }

    private OutgoingMail Mail(PostFollower follower, LocalText subject, LocalText body)
    {
        var language = follower.Language == "en" ? Language.English : Language.Indonesian;
        var now = clock.GetUtcNow().UtcDateTime;
        var ending = follower.ConfirmedOn is null ? "" : new LocalText(
            $"\n\nBerhenti menerima kabar tentang topik ini: {tokens.Link(FollowAct.Stop, follower)}", $"\n\nStop mails about this topic: {tokens.Link(FollowAct.Stop, follower)}").In(language);
        return new OutgoingMail { Recipient = follower.Email, Subject = subject.In(language), Body = $"{body.In(language)}{ending}\n", CreatedOn = now, DueOn = now, StopAddress = follower.ConfirmedOn is null ? null : tokens.StopAtOnce(follower) };
    }
}
