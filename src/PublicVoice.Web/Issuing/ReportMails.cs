using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Pdf;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Issuing;

/// <summary>That a leader was written to about a report. How it went stands with the mail.</summary>
public class ReportDelivery
{
    public int Id { get; init; }
    public required int ReportId { get; init; }
    public required int AccountId { get; init; }
    public required long MailId { get; init; }
}

/// <summary>Tells the leaders of a unit about its report, in the language of each: useful without opening the file.</summary>
public sealed class ReportMails(PublicVoiceDbContext context, StaffLinks links, TimeProvider clock)
{
    /// <summary>
    /// In the transaction of the caller, who saves. Leaders of this very unit whose account is in use; the address was confirmed by accepting the
    /// invitation.
    /// </summary>
    public async Task TellAsync(IssuedReport issued, EvaluationReport report, Unit unit, CancellationToken cancellationToken)
    {
        var leaders = await context.Accounts.AsNoTracking()
            .Where(account => account.DisabledOn == null && account.PasswordHash != null
                && context.RoleAssignments.Any(held => held.AccountId == account.Id && held.UnitId == unit.Id && held.Role == StaffRole.Leader))
            .OrderBy(account => account.Id).ToListAsync(cancellationToken);
        foreach (var leader in leaders)
        {
            var mail = MailTo(leader, issued, report);
            context.Add(mail);
            await context.SaveChangesAsync(cancellationToken);
            context.Add(new ReportDelivery { ReportId = issued.Id, AccountId = leader.Id, MailId = mail.Id });
        }
    }

    private OutgoingMail MailTo(Account leader, IssuedReport issued, EvaluationReport report)
    {
        var language = leader.Language == "en" ? Language.English : Language.Indonesian;
        string Say(string indonesian, string english) => language == Language.English ? english : indonesian;
        var (summary, link, now) = (SummaryInWords.Of(report, language), links.To($"/staff/reports/{issued.Id}"), clock.GetUtcNow().UtcDateTime);
        var (greeting, next) = (Say($"Yth. {leader.Name},", $"Dear {leader.Name},"), Say("Yang perlu dilakukan:", "What to do next:"));
        var ask = Say("Baca laporan lengkap dan nyatakan bahwa Anda mengetahuinya:", "Read the whole report and acknowledge it:");
        var foot = Say($"Nomor {issued.DocumentNumber}. SHA-256 berkas: {issued.Sha256}", $"Number {issued.DocumentNumber}. SHA-256 of the file: {issued.Sha256}");
        return new OutgoingMail
        {
            Recipient = leader.Email!,
            Subject = summary.Title.Length > OutgoingMail.SubjectMaxLength ? summary.Title[..OutgoingMail.SubjectMaxLength] : summary.Title,
            Body = $"{greeting}\n\n{summary.Title}\n\n{summary.Result}\n{summary.Change}\n\n{next}\n{string.Join('\n', summary.Steps.Select(step => $"- {step}"))}\n\n{ask}\n{link}\n\n{foot}\n",
            Html = $"""
                <!DOCTYPE html>
                <html lang="{(language == Language.English ? "en" : "id")}"><head><meta charset="utf-8"><title>{Text(summary.Title)}</title></head>
                <body>
                <p>{Text(greeting)}</p>
                <h1>{Text(summary.Title)}</h1>
                <p><strong>{Text(summary.Result)}</strong><br>{Text(summary.Change)}</p>
                <p>{Text(next)}</p>
                <ul>{string.Concat(summary.Steps.Select(step => $"<li>{Text(step)}</li>"))}</ul>
                <p>{Text(ask)}<br><a href="{Text(link.AbsoluteUri)}">{Text(link.AbsoluteUri)}</a></p>
                <p><small>{Text(foot)}</small></p>
                </body></html>
                """,
            CreatedOn = now,
            DueOn = now,
        };
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
