using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Reports;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Pdf;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Issuing;

/// <summary>Issues reports: gives the number, makes the file and keeps both with the figures. Use one for each report: it keeps what it has read.</summary>
public sealed class ReportIssuing(PublicVoiceDbContext context, EvaluationFactsLoader loader, UnitDirectory units, ReportMails mails, AuditLog audit, IOptions<PublicVoiceOptions> options, TimeProvider clock)
{
    /// <summary>After so long a claim is that of a server that died.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="month">Its first day.</param>
    /// <param name="actor">Who issues where nobody is signed in.</param>
    /// <returns>Null when it was issued before, or another server makes it just now.</returns>
    public async Task<IssuedReport?> IssueAsync(Unit unit, DateOnly month, string actor, CancellationToken cancellationToken)
    {
        var settings = await units.SettingsAsync(unit, cancellationToken);
        if (await ClaimAsync(unit, settings.Root, month, cancellationToken) is not { } claim)
        {
            return null;
        }

        var built = EvaluationReportBuilder.Build(await loader.LoadAsync(unit, month, questionnaireCode: null, withComments: true, cancellationToken));
        var code = IssuedReport.CodeOf(settings.Root.Code, claim.Year, claim.Number);
        var number = DocumentNumber.Of(settings.DocumentNumberPattern, unit, month, claim.Number) ?? code;
        var report = built with
        {
            Letterhead = built.Letterhead with { DocumentNumber = number },
            VerificationAddress = options.Value.PublicAddress is { } address ? new Uri(address, $"/verifikasi/{code}") : null,
        };
        var file = EvaluationPdf.Render(report, Language.Indonesian, PdfEdition.Full);
        var issued = new IssuedReport
        {
            UnitId = unit.Id,
            GovernmentId = settings.Root.Id,
            Code = code,
            Month = month,
            Year = claim.Year,
            Number = claim.Number,
            DocumentNumber = number,
            IssuedOn = clock.GetUtcNow().UtcDateTime,
            UnitName = report.Unit.Name,
            QuestionnaireCode = report.Definition.Code,
            QuestionnaireVersion = report.Definition.Version,
            Formula = report.Definition.Formula,
            N = report.Index.N,
            Index = report.Index.Value,
            Grade = report.Index.Grade?.Letter,
            Headline = report.Index.Headline,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
            Numbers = Encoding.UTF8.GetString(EvaluationJson.Render(WithoutWords(report))),
        };
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // A server that was too slow has lost its claim: the file that stands is the other's.
        if (await context.ReportClaims.Where(row => row.Id == claim.Id && row.ClaimedOn == claim.ClaimedOn).ExecuteDeleteAsync(cancellationToken) == 0)
        {
            return null;
        }

        context.Add(issued);
        await context.SaveChangesAsync(cancellationToken);
        context.Add(new IssuedReportFile { ReportId = issued.Id, Content = file });
        await mails.TellAsync(issued, report, unit, cancellationToken);
        await audit.SaveAsync(new("report.issued", issued.Code, unit.Path, After: new { month = $"{month:yyyy-MM}", sha256 = issued.Sha256 }, Actor: actor), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return issued;
    }

    /// <summary>What stays when a comment is deleted by right: no word that a citizen wrote.</summary>
    private static EvaluationReport WithoutWords(EvaluationReport report) => report with
    {
        Comments = report.Comments with { All = [], Themes = [] },
        ExtraQuestions = [.. report.ExtraQuestions.Select(question => question with { Texts = [] })],
        Forum = report.Forum is null ? null : report.Forum with { MostSupported = [] },
    };

    /// <summary>Numbers are given one after the other: the government's row is their lock.</summary>
    private async Task<ReportClaim?> ClaimAsync(Unit unit, Unit root, DateOnly month, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        now = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc); // as both databases keep it
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        TallyRows.LockUnits(context, [root.Id]);
        if (await context.IssuedReports.AnyAsync(report => report.UnitId == unit.Id && report.Month == month, cancellationToken))
        {
            return null;
        }

        if (await context.ReportClaims.AsNoTracking().SingleOrDefaultAsync(claim => claim.UnitId == unit.Id && claim.Month == month, cancellationToken) is { } known)
        {
            if (known.ClaimedOn > now - Patience)
            {
                return null;
            }

            await context.ReportClaims.Where(claim => claim.Id == known.Id).ExecuteUpdateAsync(set => set.SetProperty(claim => claim.ClaimedOn, now), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return await context.ReportClaims.AsNoTracking().SingleAsync(claim => claim.Id == known.Id, cancellationToken);
        }

        var last = await context.IssuedReports.Where(report => report.GovernmentId == root.Id && report.Year == month.Year).Select(report => report.Number)
            .Concat(context.ReportClaims.Where(claim => claim.GovernmentId == root.Id && claim.Year == month.Year).Select(claim => claim.Number)).OrderDescending().FirstOrDefaultAsync(cancellationToken);
        var claim = new ReportClaim { UnitId = unit.Id, GovernmentId = root.Id, Month = month, Year = month.Year, Number = last + 1, ClaimedOn = now };
        context.Add(claim);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return claim;
    }
}
