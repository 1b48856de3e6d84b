using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Demonstration;

/// <summary>Fills the forum of a demonstration city with the topics of forum.txt and what became of them. Nobody is sent a mail, and no account has a password.</summary>
internal sealed class DemoForum(PublicVoiceDbContext context, UnitDirectory directory, ForumRules rules, ReceiptCodes receipts, PostIndex index)
{
    private static readonly (int Month, int Day, string Name)[] FixedHolidays =
        [(1, 1, "Tahun Baru Masehi"), (5, 1, "Hari Buruh Internasional"), (6, 1, "Hari Lahir Pancasila"), (8, 17, "Proklamasi Kemerdekaan"), (12, 25, "Hari Raya Natal")];

    private readonly Dictionary<string, Post> labelled = new(StringComparer.Ordinal);
    private DateTime now;
    private WorkingDays calendar = null!;
    private TimeZoneInfo zone = null!;
    private Account moderator = null!;
    private Account officer = null!;
    private int published;

    /// <returns>How many topics were new.</returns>
    public async Task<int> FillAsync(Unit city, IReadOnlyList<DemoTopic> topics, ulong seed, DateTime until, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        now = until;
        zone = (await directory.SettingsAsync(city, cancellationToken)).TimeZone;
        var stored = await context.Posts.Where(post => directory.Within(city).Any(unit => unit.Id == post.UnitId)).Select(post => post.SubmissionKey).ToListAsync(cancellationToken);
        var units = await UnitsAsync(city, cancellationToken);
        var missing = topics.Where(topic => units.ContainsKey(topic.Unit) && !stored.Contains(Key(seed, city, topic))).ToList();
        if (missing.Count < topics.Count(topic => units.ContainsKey(topic.Unit)))
        {
            return 0; // it has its topics already; they moved on since
        }

        await PrepareAsync(city, cancellationToken);
        var posts = new List<(DemoTopic Topic, Post Post, ForumRule Rule)>();
        foreach (var topic in missing)
        {
            var rule = await rules.OfAsync(units[topic.Unit], cancellationToken);
            posts.Add((topic, Written(topic, units[topic.Unit], rule, Key(seed, city, topic), Dice.Of(seed, topic.Title)), rule));
        }

        await context.SaveChangesAsync(cancellationToken);
        foreach (var (on, act) in posts.SelectMany(row => Events(row.Topic, row.Post, row.Rule, units, Dice.Of(seed, row.Topic.Title, 2))).OrderBy(step => step.On))
        {
            act(on);
        }

        foreach (var (topic, post, _) in posts.Where(row => row.Post.PublishedOn is not null))
        {
            Support(post, topic.Supports, Dice.Of(seed, topic.Title, 1));
        }

        await context.SaveChangesAsync(cancellationToken);
        foreach (var (_, post, _) in posts.Where(row => row.Post.IsPublic))
        {
            await index.PutAsync(post, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return posts.Count;
    }

    private static Guid Key(ulong seed, Unit city, DemoTopic topic)
    {
        var dice = Dice.Of(seed, $"{city.Code} {topic.Title}", (ulong)topic.Number);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, (0x0190_0000_0000UL << 16) | 0x7000 | (dice.Next() & 0x0FFF));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (dice.Next() >> 2) | 0x8000_0000_0000_0000);
        return new Guid(bytes, bigEndian: true);
    }

    private async Task<Dictionary<string, Unit>> UnitsAsync(Unit city, CancellationToken cancellationToken)
    {
        var all = await directory.Within(city).AsNoTracking().OrderBy(unit => unit.Code).ToListAsync(cancellationToken);
        var named = all.Where(unit => unit.Id != city.Id).ToDictionary(unit => unit.Code[(city.Code.Length + 1)..], StringComparer.Ordinal);
        foreach (var (unit, name) in all.Where(unit => unit.Type == "kecamatan").Zip(["kec", "kec2"]))
        {
            named[name] = unit;
        }

        return named;
    }

    private async Task PrepareAsync(Unit city, CancellationToken cancellationToken)
    {
        if (!await context.Holidays.AnyAsync(day => day.UnitId == city.Id, cancellationToken))
        {
            var year = GovernmentTime.Day(now, zone).Year;
            context.AddRange(Enumerable.Range(year - 1, 3).SelectMany(of => FixedHolidays.Select(day => new Holiday { UnitId = city.Id, Day = new DateOnly(of, day.Month, day.Day), Name = day.Name })));
            await context.SaveChangesAsync(cancellationToken);
        }

        calendar = await rules.WorkingDaysAsync(city, cancellationToken);
        moderator = await AccountAsync($"moderator@{city.Code}.example", "Rina Wulandari (contoh)", StaffRole.Moderator, city, cancellationToken);
        officer = await AccountAsync($"petugas@{city.Code}.example", "Ahmad Fauzi (contoh)", StaffRole.UnitOfficer, city, cancellationToken);
        published = await context.Posts.MaxAsync(post => post.PublicationNumber, cancellationToken) ?? 0;
    }

    /// <summary>Invited, but without a link: "user add" makes one.</summary>
    private async Task<Account> AccountAsync(string email, string name, StaffRole role, Unit city, CancellationToken cancellationToken)
    {
        var normal = email.ToUpperInvariant();
        if (await context.Accounts.SingleOrDefaultAsync(account => account.NormalizedEmail == normal, cancellationToken) is { } known)
        {
            return known;
        }

        var account = new Account { Name = name, Email = email, NormalizedEmail = normal, UserName = email, NormalizedUserName = normal, SecurityStamp = Guid.NewGuid().ToString("N"), CreatedOn = now };
        context.Add(account);
        await context.SaveChangesAsync(cancellationToken);
        context.Add(new RoleAssignment { AccountId = account.Id, Role = role, UnitId = city.Id, GrantedOn = now });
        return account;
    }

    private Post Written(DemoTopic topic, Unit unit, ForumRule rule, Guid key, Dice dice)
    {
        var day = GovernmentTime.Day(now, zone).AddDays(-topic.DaysAgo);
        var on = GovernmentTime.Utc(day, new TimeOnly(6 + dice.Below(15), dice.Below(60)), zone);
        on = on < now ? on : now.AddMinutes(-5 - dice.Below(50));
        var post = new Post
        {
            SubmissionKey = key,
            ReceiptHash = receipts.Hash(receipts.For(key)),
            UnitId = unit.Id,
            Kind = topic.Kind,
            Title = topic.Title,
            Text = topic.Text,
            Name = topic.Name,
            NameShown = topic.Name is null ? NameShown.Anonymous : dice.Chance(0.5) ? NameShown.Initials : NameShown.AsGiven,
            IsConfidential = topic.IsConfidential,
            Language = "id",
            WrittenOn = on,
            ReviewBy = calendar.Add(GovernmentTime.Day(on, zone), rule.ReviewDays),
        };
        context.Add(post);
        if (topic.Label is { } label)
        {
            labelled.Add(label, post);
        }

        return post;
    }

    /// <summary>The steps of a topic until now, each on a working day and in office hours.</summary>
    private IEnumerable<(DateTime On, Action<DateTime> Act)> Events(DemoTopic topic, Post post, ForumRule rule, Dictionary<string, Unit> units, Dice dice)
    {
        var (on, words) = (post.WrittenOn, new Queue<string>(topic.Words));
        foreach (var step in topic.Steps)
        {
            var day = GovernmentTime.Day(post.WrittenOn, zone).AddDays(step.Days);
            while (!calendar.IsWorkingDay(day))
            {
                day = day.AddDays(1);
            }

            var at = GovernmentTime.Utc(day, new TimeOnly(8 + dice.Below(7), dice.Below(60)), zone);
            on = at > on ? at : on.AddMinutes(10);
            if (on > now)
            {
                yield break;
            }

            var said = step.What is "answer" or "progress" or "done" or "notpossible" or "draft" or "reply" or "reopen" or "solved" or "appeal" ? words.Dequeue() : null;
            yield return (on, time => Do(step, topic, post, rule, units, said, time));
        }
    }

    private void Do(DemoStep step, DemoTopic topic, Post post, ForumRule rule, Dictionary<string, Unit> units, string? words, DateTime on)
    {
        var today = GovernmentTime.Day(on, zone);
        var review = calendar.Add(today, rule.ReviewDays);
        var answer = calendar.Add(today, rule.AnswerDays(post.Kind));
        switch (step.What)
        {
            case "claim":
                post.Claim(moderator.Id, on);
                break;
            case "publish" or "mask" or "accept":
                post.Element = topic.Element;
                var hidden = step.What == "mask" || Masking.Found(post.Text).Count > 0 ? Masking.Found(post.Title, post.Text) : [];
                Decide(post, on, step.What == "accept" ? DecisionOutcome.Accept : hidden.Count > 0 ? DecisionOutcome.PublishMasked : DecisionOutcome.Publish, () => post.Publish(
                    Masking.Apply(post.Title, hidden), Masking.Apply(post.Text, hidden), post.IsConfidential ? null : post.PublicationNumber ?? ++published, on, answer));
                break;
            case "reject":
                Decide(post, on, DecisionOutcome.Reject, post.Reject, Reason(step));
                break;
            case "hide":
                Decide(post, on, DecisionOutcome.Hide, post.Hide, Reason(step));
                break;
            case "merge":
                Decide(post, on, DecisionOutcome.Merge, () => post.MergeInto(labelled[step.With!].Id));
                break;
            case "pass":
                Decide(post, on, DecisionOutcome.PassOn, () => post.PassOn(units[step.With!].Id, review));
                break;
            case "lapor":
                Decide(post, on, DecisionOutcome.HandOver, () => post.HandOver(step.With!));
                break;
            case "answer" or "progress" or "done" or "notpossible" or "draft":
                Answer(post, step.What, words!, on);
                break;
            case "withdraw":
                post.Withdraw(on);
                break;
            case "reopen":
                Say(post, MessageKind.NotSolved, words!, on, shown: true);
                post.Reopen(answer);
                break;
            case "appeal":
                Say(post, MessageKind.Appeal, words!, on, shown: false);
                post.Appeal(review, on);
                break;
            case "solved":
                Say(post, MessageKind.Solved, words!, on, shown: true);
                break;
            case "reply":
                context.Add(new PostMessage { PostId = post.Id, SubmissionKey = Guid.CreateVersion7(), Kind = MessageKind.Reply, Text = words!, WrittenOn = on });
                break;
            default:
                throw new InvalidOperationException($"forum.txt has an unknown step \"{step.What}\" in \"{topic.Title}\".");
        }
    }

    private static RejectionReason Reason(DemoStep step) => (RejectionReason)int.Parse(step.With!, CultureInfo.InvariantCulture);

    private void Decide(Post post, DateTime on, DecisionOutcome outcome, Action change, RejectionReason? reason = null)
    {
        var (unit, before) = (post.UnitId, JsonSerializer.Serialize(PostState.Of(post)));
        change();
        context.Add(new ModerationDecision
        {
            PostId = post.Id,
            UnitId = unit,
            DecidedOn = on,
            ModeratorId = moderator.Id,
            Moderator = moderator.Name,
            Outcome = outcome,
            Reason = reason,
            Before = before,
            PostVersion = post.Version,
        });
    }

    private void Answer(Post post, string what, string words, DateTime on)
    {
        var outcome = what switch { "progress" => AnswerOutcome.InProgress, "done" => AnswerOutcome.Done, "notpossible" => AnswerOutcome.NotPossible, _ => AnswerOutcome.Answered };
        var isDraft = what == "draft";
        context.Add(new OfficialAnswer
        {
            PostId = post.Id,
            Outcome = outcome,
            Text = words,
            DoneBy = outcome == AnswerOutcome.InProgress ? GovernmentTime.Day(on, zone).AddDays(30) : null,
            Evidence = outcome == AnswerOutcome.Done ? "Dapat dilihat warga di kantor sejak hari jawaban ini." : null,
            DraftedById = officer.Id,
            DraftedOn = on,
            ApprovedById = isDraft ? null : officer.Id,
            PublishedOn = isDraft ? null : on,
        });
        if (!isDraft)
        {
            post.Answer(outcome, on);
        }
    }

    private void Say(Post post, MessageKind kind, string words, DateTime on, bool shown) => context.Add(new PostMessage
    {
        PostId = post.Id,
        SubmissionKey = Guid.CreateVersion7(),
        Kind = kind,
        Text = words,
        WrittenOn = on,
        PublicText = shown ? words : null,
        DecidedOn = on,
    });

    /// <summary>Most come in the first weeks.</summary>
    private void Support(Post post, int count, Dice dice)
    {
        var days = Math.Min(45, (now - post.PublishedOn!.Value).TotalDays);
        post.Supports = count;
        context.AddRange(Enumerable.Range(0, count).Select(_ => new PostSupport
        {
            PostId = post.Id,
            Supporter = (long)dice.Next(),
            GivenOn = post.PublishedOn.Value.AddDays(days * dice.Unit() * dice.Unit()),
        }));
    }
}
