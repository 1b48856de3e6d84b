using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Moderation;

/// <summary>
/// One mail on each working day for each moderator who has something waiting. A row for person and day is stored with the mail, so that two servers
/// send it once; a day without server is not made up for.
/// </summary>
public sealed class ModeratorDigests(PublicVoiceDbContext context, ForumRules rules, StaffLinks links, IOptions<PublicVoiceOptions> options, TimeProvider clock)
{
    private const int MostListed = 20;
    private const int DaysKept = 30;

    private static readonly PostStatus[] Waiting = [PostStatus.Received, PostStatus.InReview];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task MakeDueAsync(CancellationToken cancellationToken)
    {
        var old = DateOnly.FromDateTime(Now).AddDays(-DaysKept);
        await context.ModeratorDigests.Where(digest => digest.Day < old).ExecuteDeleteAsync(cancellationToken);
        var rows = await context.RoleAssignments.Where(held => held.Role == StaffRole.Moderator)
            .Join(context.Units, held => held.UnitId, unit => unit.Id, (held, unit) => new { held.AccountId, unit.Path })
            .Join(
                context.Accounts.AsNoTracking().Where(account => account.DisabledOn == null && account.PasswordHash != null && !account.IsWithoutDigest),
                held => held.AccountId, account => account.Id, (held, account) => new { Account = account, held.Path })
            .ToListAsync(cancellationToken);
        var governments = new Dictionary<string, (DateTime Local, bool IsWorkingDay)>(StringComparer.Ordinal);
        foreach (var moderator in rows.GroupBy(row => row.Account.Id))
        {
            var paths = moderator.Select(row => row.Path).Order(StringComparer.Ordinal).ToList();
            var code = paths[0].Split('/')[0];
            if (!governments.TryGetValue(code, out var time))
            {
                governments[code] = time = await TimeOfAsync(code, cancellationToken);
            }

            if (time.IsWorkingDay && time.Local.Hour >= OverdueAnswers.FromHour)
            {
                await MakeAsync(moderator.First().Account, paths, DateOnly.FromDateTime(time.Local), cancellationToken);
            }
        }
    }

    private async Task<(DateTime Local, bool IsWorkingDay)> TimeOfAsync(string code, CancellationToken cancellationToken)
    {
        var government = await context.Units.AsNoTracking().SingleAsync(unit => unit.Code == code, cancellationToken);
        var local = GovernmentTime.Local(Now, GovernmentTime.Zone(government.TimeZone ?? options.Value.TimeZone));
        return (local, (await rules.WorkingDaysAsync(government, cancellationToken)).IsWorkingDay(DateOnly.FromDateTime(local)));
    }

    private async Task MakeAsync(Account account, List<string> paths, DateOnly today, CancellationToken cancellationToken)
    {
        if (await IsMadeAsync(account, today, cancellationToken))
        {
            return;
        }

        context.ModeratorDigests.Add(new ModeratorDigest { AccountId = account.Id, Day = today, MadeOn = Now });
        if (await MailAsync(account, paths, today, cancellationToken) is { } mail)
        {
            context.OutgoingMails.Add(mail);
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear(); // another server was faster
            if (!await IsMadeAsync(account, today, cancellationToken))
            {
                throw;
            }
        }
    }

    private Task<bool> IsMadeAsync(Account account, DateOnly today, CancellationToken cancellationToken) =>
        context.ModeratorDigests.AnyAsync(digest => digest.AccountId == account.Id && digest.Day == today, cancellationToken);

    /// <returns>Null where nothing waits.</returns>
    private async Task<OutgoingMail?> MailAsync(Account account, List<string> paths, DateOnly today, CancellationToken cancellationToken)
    {
        var theirs = context.Posts.Where(post => context.Units.Any(unit => unit.Id == post.UnitId && paths.Any(path => unit.Path.StartsWith(path))));
        var counts = await theirs.Where(post => Waiting.Contains(post.Status)).GroupBy(post => post.UnitId)
            .Select(group => new { UnitId = group.Key, Waiting = group.Count(), Overdue = group.Count(post => post.ReviewBy < today), Appeals = group.Count(post => post.AppealedOn != null) })
            .Join(context.Units, row => row.UnitId, unit => unit.Id, (row, unit) => new { unit.Name, row.Waiting, row.Overdue, row.Appeals }).ToListAsync(cancellationToken);
        var messages = await context.PostMessages.CountAsync(message => message.DecidedOn == null && theirs.Any(post => post.Id == message.PostId), cancellationToken);
        var flags = await context.PostFlags.CountAsync(flag => flag.DecidedOn == null && theirs.Any(post => post.Id == flag.PostId), cancellationToken);
        var (waiting, overdue, appeals) = (counts.Sum(row => row.Waiting), counts.Sum(row => row.Overdue), counts.Sum(row => row.Appeals));
        if (waiting + messages + flags == 0)
        {
            return null;
        }

        var listed = counts.OrderByDescending(row => row.Overdue).ThenByDescending(row => row.Waiting).ThenBy(row => row.Name, StringComparer.Ordinal).Take(MostListed).ToList();
        var more = counts.Count - listed.Count;
        var lines = new LocalText(
            string.Concat(listed.Select(row => $"- {row.Name}: {row.Waiting}, lewat batas {row.Overdue}\n")) + (more > 0 ? $"… dan {more} unit lain\n" : ""),
            string.Concat(listed.Select(row => $"- {row.Name}: {row.Waiting}, overdue {row.Overdue}\n")) + (more > 0 ? $"… and {more} other units\n" : ""));
        return AccountMails.To(
            account, Now,
            new($"Forum: {waiting} topik menunggu, {overdue} lewat batas", $"Forum: {waiting} posts waiting, {overdue} overdue"),
            new(
                $"Topik yang menunggu keputusan Anda: {waiting}, lewat batas {overdue}, di antaranya keberatan {appeals}.\n{lines.Indonesian}Pesan penulis: {messages}. Laporan pembaca: {flags}.\n\n{links.To("/staff/forum")}\n\nSurel ini dikirim sekali setiap hari kerja. Berhenti menerimanya: {links.To("/staff/account")}",
                $"Posts that wait for your decision: {waiting}, overdue {overdue}, appeals among them {appeals}.\n{lines.English}Messages of writers: {messages}. Notices of readers: {flags}.\n\n{links.To("/staff/forum")}\n\nThis mail is sent once on each working day. To stop it: {links.To("/staff/account")}"));
    }
}
