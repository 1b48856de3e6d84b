using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>
/// Counts what a month brought to the forum of a unit with everything below it. Every topic counts for the office that had it when the month ended and as
/// it stood then, which follows from what was decided later: so a month that is over stays as it was when topics are passed on, hidden or answered.
/// </summary>
public sealed class ForumActivity(PublicVoiceDbContext context, UnitDirectory directory, ForumRules rules, TimeProvider clock)
{
    private const int MostNamed = 5;

    private static readonly DecisionOutcome[] LetThrough = [DecisionOutcome.Publish, DecisionOutcome.PublishMasked, DecisionOutcome.Accept];
    private static readonly DecisionOutcome[] Move = [DecisionOutcome.PassOn, DecisionOutcome.Reverse];

    /// <param name="units">Ids of the unit and everything that was below it.</param>
    /// <param name="first">First day of the month.</param>
    public ForumMonth Month(IReadOnlyList<int> units, DateOnly first, TimeZoneInfo zone)
    {
        var (from, end, now) = (GovernmentTime.Utc(first, TimeOnly.MinValue, zone), GovernmentTime.Utc(first.AddMonths(1), TimeOnly.MinValue, zone), clock.GetUtcNow().UtcDateTime);
        var until = end <= now ? end : now > from ? now : from;
        return new ForumMonth(units, from, until, GovernmentTime.Day(until, zone));
    }

    /// <returns>Null where nobody ever wrote to the government.</returns>
    public async Task<ForumFacts?> LoadAsync(Unit unit, UnitSettings settings, ForumMonth month, ForumMonth before, CancellationToken cancellationToken)
    {
        if (!await directory.Within(settings.Root).AnyAsync(other => context.Posts.Any(post => post.UnitId == other.Id), cancellationToken))
        {
            return null;
        }

        var (rule, calendar) = (await rules.OfAsync(unit, cancellationToken), await rules.WorkingDaysAsync(unit, cancellationToken));
        var later = await LaterAsync(settings.Root, month, before, cancellationToken);
        var own = Posts([.. month.Units.Union(before.Units)], [before.Until, month.Until], later);
        var topics = await TopicsAsync(own, month, before, later, cancellationToken);
        var states = await StatesAsync(topics, month, before, cancellationToken);
        var starts = await StartsAsync(own, month, before, cancellationToken);
        var (here, were) = (At(month), At(before));
        return new ForumFacts(
            [.. Enum.GetValues<PostKind>().Select(kind => new TopicKindFacts(Name(kind), ForumWords.Kind(kind), rule.AnswerDays(kind), Count(here, month, kind), Count(were, before, kind)))],
            await SupportedAsync(Posts(month.Units, [month.Until], later), month, cancellationToken),
            [.. here.Where(topic => month.Holds(topic.WrittenOn)).GroupBy(topic => topic.Element, StringComparer.Ordinal).Select(group => new ElementTopics(group.Key, group.Count()))
                .OrderBy(row => row.ElementCode is null).ThenByDescending(row => row.Topics).ThenBy(row => row.ElementCode, StringComparer.Ordinal)],
            await DecisionsAsync(month, cancellationToken));

        List<ForumTopic> At(ForumMonth of)
        {
            var units = of.Units.ToHashSet();
            return topics.FindAll(topic => units.Contains(topic.UnitAt(of.Until)));
        }

        TopicFacts Count(List<ForumTopic> all, ForumMonth of, PostKind kind)
        {
            var some = all.FindAll(topic => topic.Kind == kind);
            var received = some.FindAll(topic => of.Holds(topic.WrittenOn));
            var answered = some.FindAll(topic => of.Holds(topic.AnsweredOn));
            var promised = some.Select(topic => topic.PromisedAt(of.Until, states, Usual)).OfType<DateOnly>().ToList();
            return new TopicFacts(
                received.Count,
                received.Count(topic => topic.IsConfidential),
                some.Count(topic => of.Holds(topic.PublishedOn)),
                [.. answered.Select(topic => calendar.Between(Start(topic), Day(topic.AnsweredOn!.Value)))],
                answered.Count(topic => Day(topic.AnsweredOn!.Value) <= topic.FirstPromise(Usual)),
                promised.Count,
                promised.Count(day => day < of.Today));
        }

        DateOnly Day(DateTime instant) => GovernmentTime.Day(instant, settings.TimeZone);

        DateOnly Usual(ForumTopic topic) => calendar.Add(Start(topic), rule.AnswerDays(topic.Kind));

        // The last time that it was let through before the answer. What is public at once, or was never let through, began when it was written.
        DateOnly Start(ForumTopic topic) => Day(starts[topic.Id].Append(topic.PublishedOn ?? topic.WrittenOn).Append(topic.WrittenOn).Where(start => topic.AnsweredOn is null || start <= topic.AnsweredOn).Max());
    }

    /// <summary>What was decided after the earlier month and tells where a topic was, or how it stood, before.</summary>
    private async Task<ILookup<int, LaterDecision>> LaterAsync(Unit root, ForumMonth month, ForumMonth before, CancellationToken cancellationToken)
    {
        var (within, end, until) = (directory.Within(root), before.Until, month.Until);
        var decisions = await context.ModerationDecisions
            .Where(decision => decision.DecidedOn >= end && within.Any(unit => unit.Id == decision.UnitId)
                && context.Posts.Any(post => post.Id == decision.PostId && post.WrittenOn < until && (post.AnswerBy != null || Move.Contains(decision.Outcome))))
            .OrderBy(decision => decision.Id)
            .Select(decision => new LaterDecision(decision.Id, decision.PostId, decision.DecidedOn, decision.UnitId, Move.Contains(decision.Outcome))).ToListAsync(cancellationToken);
        return decisions.ToLookup(decision => decision.PostId);
    }

    /// <summary>Topics that some units had at any of some instants; with more than one instant perhaps some more.</summary>
    private IQueryable<Post> Posts(IReadOnlyList<int> units, IReadOnlyList<DateTime> instants, ILookup<int, LaterDecision> later)
    {
        var (inside, outside) = (new List<int>(), new List<int>());
        foreach (var topic in later)
        {
            var moves = instants.Select(instant => topic.FirstOrDefault(decision => decision.Moves && decision.On >= instant)).ToList();
            if (moves.Exists(move => move is not null && units.Contains(move.UnitId)))
            {
                inside.Add(topic.Key);
            }
            else if (moves.TrueForAll(move => move is not null))
            {
                outside.Add(topic.Key);
            }
        }

        return context.Posts.AsNoTracking().Where(post => (units.Contains(post.UnitId) && !outside.Contains(post.Id)) || inside.Contains(post.Id));
    }

    private async Task<List<ForumTopic>> TopicsAsync(IQueryable<Post> own, ForumMonth month, ForumMonth before, ILookup<int, LaterDecision> later, CancellationToken cancellationToken)
    {
        var (from, until, earlier, withOffice) = (before.From, month.Until, before.Until, Post.StatusesWithOffice.ToArray());
        var reopened = (await context.PostMessages.Where(message => message.Kind == MessageKind.NotSolved && own.Any(post => post.Id == message.PostId))
            .Select(message => new Reopening(message.PostId, message.WrittenOn, context.OfficialAnswers
                .Where(answer => answer.PostId == message.PostId && answer.PublishedOn > message.WrittenOn).Min(answer => answer.PublishedOn)))
            .ToListAsync(cancellationToken)).ToLookup(row => row.PostId);
        var (again, changed) = (reopened.Select(row => row.Key).ToList(), later.Select(row => row.Key).ToList());
        var topics = await own
            .Where(post => (post.WrittenOn >= from && post.WrittenOn < until) || (post.PublishedOn >= from && post.PublishedOn < until) || (post.AnsweredOn >= from && post.AnsweredOn < until)
                || again.Contains(post.Id)
                || ((post.AnsweredOn == null || post.AnsweredOn >= until) && post.AnswerBy != null && post.WrittenOn < until
                    && (withOffice.Contains(post.Status) || post.ClosedOn >= earlier || changed.Contains(post.Id))))
            .Select(post => new ForumTopic
            {
                Id = post.Id,
                UnitId = post.UnitId,
                Kind = post.Kind,
                IsConfidential = post.IsConfidential,
                Status = post.Status,
                WrittenOn = post.WrittenOn,
                PublishedOn = post.PublishedOn,
                AnsweredOn = post.AnsweredOn,
                ClosedOn = post.ClosedOn,
                AnswerBy = post.AnswerBy,
                Element = post.Element,
            }).ToListAsync(cancellationToken);
        return topics.ConvertAll(topic => topic with { Later = [.. later[topic.Id]], Reopenings = [.. reopened[topic.Id]] });
    }

    /// <summary>How topics stood before the decisions that came first after a month.</summary>
    private async Task<Dictionary<int, PostState>> StatesAsync(List<ForumTopic> topics, ForumMonth month, ForumMonth before, CancellationToken cancellationToken)
    {
        var ids = new[] { month.Until, before.Until }.SelectMany(instant => topics.Where(topic => topic.IsUnansweredAt(instant)).Select(topic => topic.NextAfter(instant)))
            .OfType<LaterDecision>().Select(decision => decision.Id).Distinct().ToList();
        return ids.Count == 0 ? [] : (await context.ModerationDecisions.Where(decision => ids.Contains(decision.Id)).Select(decision => new { decision.Id, decision.Before }).ToListAsync(cancellationToken))
            .ToDictionary(row => row.Id, row => JsonSerializer.Deserialize<PostState>(row.Before)!);
    }

    /// <summary>When moderators let through what was answered in the months.</summary>
    private async Task<ILookup<int, DateTime>> StartsAsync(IQueryable<Post> own, ForumMonth month, ForumMonth before, CancellationToken cancellationToken)
    {
        var (from, until) = (before.From, month.Until);
        var answered = own.Where(post => post.AnsweredOn >= from && post.AnsweredOn < until);
        var decisions = await context.ModerationDecisions.Where(decision => LetThrough.Contains(decision.Outcome) && answered.Any(post => post.Id == decision.PostId))
            .Select(decision => new { decision.PostId, decision.DecidedOn }).ToListAsync(cancellationToken);
        return decisions.ToLookup(decision => decision.PostId, decision => decision.DecidedOn);
    }

    private async Task<List<SupportedTopic>> SupportedAsync(IQueryable<Post> posts, ForumMonth month, CancellationToken cancellationToken)
    {
        var (from, until, statuses) = (month.From, month.Until, Post.StatusesWithOffice.ToArray());
        var shown = posts.Where(post => post.PublicationNumber != null && !post.IsConfidential && (statuses.Contains(post.Status) || post.IsUnreviewed));
        var most = await context.PostSupports.Where(support => support.GivenOn >= from && support.GivenOn < until)
            .Join(shown, support => support.PostId, post => post.Id, (support, post) => new { post.Id, Number = post.PublicationNumber!.Value, Title = post.PublicTitle! })
            .GroupBy(row => new { row.Id, row.Number, row.Title }).Select(group => new { group.Key.Id, group.Key.Number, group.Key.Title, Count = group.LongCount() })
            .OrderByDescending(row => row.Count).ThenByDescending(row => row.Number).Take(MostNamed).ToListAsync(cancellationToken);
        var ids = most.ConvertAll(row => row.Id);
        var totals = await context.PostSupports.Where(support => ids.Contains(support.PostId) && support.GivenOn < until).GroupBy(support => support.PostId)
            .Select(group => new { group.Key, Count = group.LongCount() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        return most.ConvertAll(row => new SupportedTopic(row.Number, row.Title, row.Count, totals[row.Id]));
    }

    private async Task<List<DecisionCount>> DecisionsAsync(ForumMonth month, CancellationToken cancellationToken)
    {
        var (units, from, until) = (month.Units, month.From, month.Until);
        var counts = await context.ModerationDecisions.Where(decision => units.Contains(decision.UnitId) && decision.DecidedOn >= from && decision.DecidedOn < until)
            .GroupBy(decision => new { decision.Outcome, decision.Reason }).Select(group => new { group.Key.Outcome, group.Key.Reason, Count = group.LongCount() }).ToListAsync(cancellationToken);
        return [.. counts.OrderBy(row => row.Outcome).ThenBy(row => row.Reason).Select(row => new DecisionCount(
            Name(row.Outcome), ForumWords.Decision(row.Outcome), row.Reason is { } code ? Name(code) : null, row.Reason is { } reason ? ForumWords.Reason(reason) : null, row.Count))];
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
