using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Reports;

/// <summary>An issued report: its key figures, its file, and who knows it.</summary>
[Needs(StaffTask.ReadReports)]
public sealed class ReportModel(IssuedReports reports, PublicVoiceDbContext context, CurrentStaff staff, ReaderTime times, Wording w) : PageModel
{
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    [FromRoute(Name = "report")]
    public int Id { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public IssuedReport Shown { get; private set; } = null!;

    public Unit Unit { get; private set; } = null!;

    public IReadOnlyList<(string Name, OutgoingMail Mail)> Told { get; private set; } = [];

    public IReadOnlyList<ReportAcknowledgement> KnownBy { get; private set; } = [];

    public bool MayAcknowledge => staff.Has(StaffTask.AcknowledgeReports, Unit) && KnownBy.All(known => known.AccountId != staff.Account!.Id);

    public string Time(DateTime utc) => times.Text(utc, zone);

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await reports.FindAsync(Id, HttpContext.RequestAborted) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        (Shown, Unit) = found;
        await FillAsync();
        await next();
    }

    public void OnGet()
    {
        // Everything is filled in.
    }

    /// <summary>By POST, since it leaves an entry in the audit log.</summary>
    public async Task<IActionResult> OnPostFileAsync() =>
        File(await reports.FileAsync(Shown, Unit, HttpContext.RequestAborted), "application/pdf", $"{Shown.Code}.pdf");

    public async Task<IActionResult> OnPostAcknowledgeAsync()
    {
        if (!staff.Has(StaffTask.AcknowledgeReports, Unit))
        {
            return Forbid();
        }

        var note = CommentText.Plain(Note ?? "");
        if (note.Length > ReportAcknowledgement.NoteMaxLength)
        {
            ModelState.AddModelError(nameof(Note), w[$"Tulis paling banyak {ReportAcknowledgement.NoteMaxLength} huruf", $"Write at most {ReportAcknowledgement.NoteMaxLength} characters"]);
            return this.Invalid();
        }

        await reports.AcknowledgeAsync(Shown, Unit, note, HttpContext.RequestAborted);
        TempData["Notice"] = w["Tercatat: Anda mengetahui laporan ini.", "Noted: you know this report."];
        return Redirect(w.Link($"/staff/reports/{Shown.Id}"));
    }

    private async Task FillAsync()
    {
        zone = await times.ZoneAsync(HttpContext.RequestAborted);
        KnownBy = await context.ReportAcknowledgements.AsNoTracking().Where(known => known.ReportId == Shown.Id).OrderBy(known => known.Id).ToListAsync(HttpContext.RequestAborted);
        var told = await context.ReportDeliveries.AsNoTracking().Where(delivery => delivery.ReportId == Shown.Id).OrderBy(delivery => delivery.Id)
            .Join(context.Accounts, delivery => delivery.AccountId, account => account.Id, (delivery, account) => new { delivery.MailId, account.Name })
            .Join(context.OutgoingMails, row => row.MailId, mail => mail.Id, (row, mail) => new { row.Name, Mail = mail }).ToListAsync(HttpContext.RequestAborted);
        Told = [.. told.Select(row => (row.Name, row.Mail))];
    }
}
