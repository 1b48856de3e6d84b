using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Moderation;

/// <summary>
/// Answers that are overdue go up the tree by mail: to the officers, then the head of the unit, then the organisation bureau, each one on the
/// nearest unit that has somebody. What is due follows from deadlines and from what was told before, so a server that was down catches up, and two
/// servers tell once.
/// </summary>
public sealed class OverdueAnswers(PublicVoiceDbContext context, UnitDirectory units, ForumRules rules, StaffLinks links, TimeProvider clock)
{
    /// <summary>Hour of the day, local, from which mails go out.</summary>
    public const int FromHour = 6;

    private const long Lock = 0x50_56_4F_56_45_52; // a number of our own, one per purpose
    private const int MostListed = 20;

    private static readonly Dictionary<OverdueStep, StaffRole> Roles = new()
    {
        [OverdueStep.Officers] = StaffRole.UnitOfficer,
        [OverdueStep.Head] = StaffRole.Leader,
        [OverdueStep.Bureau] = StaffRole.Administrator,
    };

    public async Task TellAsync(CancellationToken cancellationToken)
    {
        foreach (var government in await context.Units.AsNoTracking().Where(unit => unit.ParentId == null).ToListAsync(cancellationToken))
        {
            var (zone, calendar) = ((await units.SettingsAsync(government, cancellationToken)).TimeZone, await rules.WorkingDaysAsync(government, cancellationToken));
            var local = GovernmentTime.Local(clock.GetUtcNow().UtcDateTime, zone);
            if (local.Hour >= FromHour && calendar.IsWorkingDay(DateOnly.FromDateTime(local)))
            {
                await TellAsync(government, calendar, DateOnly.FromDateTime(local), cancellationToken);
            }
        }
    }

    private async Task TellAsync(Unit government, WorkingDays calendar, DateOnly today, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (context.Database.IsNpgsql())
        {
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", cancellationToken); // another server may do the same now; SQLite has one writer anyway
        }

        var people = await PeopleAsync(government, cancellationToken);
        var told = new List<((int AccountId, OverdueStep Step) Mail, OverdueAnswer Answer)>();
        var rulesOf = new Dictionary<int, ForumRule>();
        foreach (var (answer, steps) in await OverdueAsync(government, today, cancellationToken))
        {
            if (!rulesOf.TryGetValue(answer.Unit.Id, out var rule))
            {
                rulesOf[answer.Unit.Id] = rule = await rules.OfAsync(answer.Unit, cancellationToken);
            }

            var days = calendar.Between(answer.AnswerBy, today);
            foreach (var step in Roles.Keys.Where(step => !steps.Contains(step) && days >= After(step, rule)))
            {
                if (Nearest(people, step, answer.Unit) is { Count: > 0 } recipients)
                {
                    context.Add(new OverdueNotice { PostId = answer.PostId, AnswerBy = answer.AnswerBy, Step = step, ToldOn = clock.GetUtcNow().UtcDateTime });
                    told.AddRange(recipients.Select(account => ((account, step), answer)));
                }
            }
        }

        foreach (var mail in told.GroupBy(row => row.Mail, row => row.Answer))
        {
            context.Add(Mail(people.First(person => person.Account.Id == mail.Key.AccountId).Account, mail.Key.Step, [.. mail]));
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static int After(OverdueStep step, ForumRule rule) => step switch { OverdueStep.Officers => 1, OverdueStep.Head => rule.HeadDays, _ => rule.BureauDays };

    private async Task<IReadOnlyList<(OverdueAnswer Answer, IReadOnlyList<OverdueStep> Told)>> OverdueAsync(Unit government, DateOnly today, CancellationToken cancellationToken)
    {
        var all = Roles.Count;
        var posts = context.Posts.Where(post => post.Status == PostStatus.Published && post.AnswerBy < today && units.Within(government).Any(unit => unit.Id == post.UnitId)
            && context.OverdueNotices.Count(notice => notice.PostId == post.Id && notice.AnswerBy == post.AnswerBy) < all);
        var rows = await posts.OrderBy(post => post.AnswerBy).ThenBy(post => post.Id)
            .Select(post => new { post.Id, post.UnitId, AnswerBy = post.AnswerBy!.Value, Title = post.IsConfidential ? null : post.PublicTitle }).ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.UnitId).Distinct().ToList();
        var offices = await context.Units.AsNoTracking().Where(unit => ids.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);
        var told = (await context.OverdueNotices.AsNoTracking().Where(notice => posts.Any(post => post.Id == notice.PostId)).ToListAsync(cancellationToken))
            .ToLookup(notice => (notice.PostId, notice.AnswerBy), notice => notice.Step);
        return [.. rows.Select(row => (new OverdueAnswer(row.Id, row.Title, offices[row.UnitId], row.AnswerBy), (IReadOnlyList<OverdueStep>)[.. told[(row.Id, row.AnswerBy)]]))];
    }

    private async Task<List<(Account Account, StaffRole Role, string Path)>> PeopleAsync(Unit government, CancellationToken cancellationToken)
    {
        var roles = Roles.Values.ToList();
        var rows = await context.RoleAssignments.Where(held => roles.Contains(held.Role))
            .Join(units.Within(government), held => held.UnitId, unit => unit.Id, (held, unit) => new { held.AccountId, held.Role, unit.Path })
            .Join(context.Accounts.AsNoTracking().Where(account => account.DisabledOn == null && account.PasswordHash != null), held => held.AccountId, account => account.Id, (held, account) => new
            {
                Account = account,
                held.Role,
                held.Path,
            }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => (row.Account, row.Role, row.Path))];
    }

    /// <summary>Who has the step's role at the nearest unit upwards; the bureau is at the top.</summary>
    private static List<int> Nearest(List<(Account Account, StaffRole Role, string Path)> people, OverdueStep step, Unit unit)
    {
        var above = people.FindAll(person => person.Role == Roles[step] && unit.Path.StartsWith(person.Path, StringComparison.Ordinal));
        var paths = above.ConvertAll(person => person.Path.Length);
        var length = paths.Count == 0 ? 0 : step == OverdueStep.Bureau ? paths.Min() : paths.Max();
        return [.. above.Where(person => person.Path.Length == length).Select(person => person.Account.Id).Distinct()];
    }

    private OutgoingMail Mail(Account account, OverdueStep step, List<OverdueAnswer> answers)
    {
        var count = answers.Count;
        var (who, whoEnglish) = step switch
        {
            OverdueStep.Officers => ("Mohon segera dijawab.", "Please answer soon."),
            OverdueStep.Head => ("Pengelola unit sudah diingatkan. Anda diberi tahu sebagai pimpinan.", "The officers of the unit were reminded. You are told as head of the office."),
            _ => ("Pengelola unit dan pimpinan sudah diingatkan. Anda diberi tahu sebagai Bagian Organisasi.", "The officers of the unit and its head were reminded. You are told as organisation bureau."),
        };
        string Lines(Language language) => string.Join('\n', answers.Take(MostListed).Select(answer => answer.Line(language))) + (count <= MostListed ? "" : language == Language.English ? $"\n… and {count - MostListed} more" : $"\n… dan {count - MostListed} lainnya");
        var address = links.To("/staff/forum/answers");
        return AccountMails.To(
            account, clock.GetUtcNow().UtcDateTime,
            new($"{count} tanggapan forum lewat tenggat", count == 1 ? "1 answer in the forum is overdue" : $"{count} answers in the forum are overdue"),
            new(
                $"Warga menunggu jawaban yang sudah lewat tenggat. {who} Publik melihat tenggat itu dan bahwa Anda diberi tahu.\n\n{Lines(Language.Indonesian)}\n\n{address}",
                $"Citizens wait for answers that are overdue. {whoEnglish} The public sees the date and that you were told.\n\n{Lines(Language.English)}\n\n{address}"));
    }

    /// <param name="Title">As the public reads it; null for a confidential post.</param>
    private sealed record OverdueAnswer(int PostId, string? Title, Unit Unit, DateOnly AnswerBy)
    {
        public string Line(Language language) => language == Language.English
            ? $"- #{PostId} {Title ?? "(confidential)"}, {Unit.Name}: due {Formats.Day(AnswerBy, language)}"
            : $"- #{PostId} {Title ?? "(rahasia)"}, {Unit.Name}: tenggat {Formats.Day(AnswerBy, language)}";
    }
}
