using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>The online room as staff see it: what waits first.</summary>
[Needs(StaffTask.ReadConsultations)]
[OfConsultation]
public sealed class RoomModel(ConsultationScope scope, ConsultationAdministration administration, ConsultationRoom room, ReaderTime times, Wording w) : PageModel
{
    public ShownConsultation Shown => scope.Shown;

    /// <summary>Of the consultation.</summary>
    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public RoomAccess? Access { get; set; }

    [BindProperty]
    public bool ShowsAtOnce { get; set; }

    /// <summary>Of a message.</summary>
    [BindProperty]
    public int Id { get; set; }

    /// <summary>Of the message that was seen.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>To be masked, a line each.</summary>
    [BindProperty]
    public string? Passages { get; set; }

    [BindProperty]
    public string? Reply { get; set; }

    public IReadOnlyList<RoomMessage> Messages { get; private set; } = [];

    public string Time(DateTime utc) => times.Text(utc, Shown.Settings.TimeZone);

    public Task OnGetAsync()
    {
        (Access, ShowsAtOnce) = (Shown.Consultation.Room, Shown.Consultation.ShowsAtOnce);
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostSettingsAsync()
    {
        if (Access is not { } access || !Enum.IsDefined(access))
        {
            return await RefuseAsync(w["Pilih siapa yang dapat menulis.", "Choose who can write."]);
        }

        var result = await administration.SetRoomAsync(Shown.Consultation.Id, Seen, Shown.Unit, access, ShowsAtOnce, HttpContext.RequestAborted);
        if (scope.Refusal(this, result) is { } refusal)
        {
            await LoadAsync();
            return refusal;
        }

        return Done(w["Pengaturan ruang tersimpan.", "The settings of the room are saved."], "");
    }

    public Task<IActionResult> OnPostShowAsync() => DecideAsync(show: true);

    public Task<IActionResult> OnPostHoldAsync() => DecideAsync(show: false);

    public async Task<IActionResult> OnPostAnswerAsync()
    {
        var reply = ForumText.Plain(Reply);
        if (reply.Length is 0 or > RoomMessage.AnswerMaxLength)
        {
            return await RefuseAsync(reply.Length == 0 ? w["Tulis jawabannya dahulu.", "Write the answer first."] : w[$"Jawaban paling banyak {RoomMessage.AnswerMaxLength} karakter.", $"The answer may have {RoomMessage.AnswerMaxLength} characters at most."]);
        }

        return await room.AnswerAsync(Shown.Consultation, Shown.Unit, Id, Version, reply, HttpContext.RequestAborted) ? Done(w["Jawaban tersimpan.", "The answer is saved."], $"#m{Id}") : await LateAsync();
    }

    private async Task<IActionResult> DecideAsync(bool show)
    {
        var passages = ForumText.Plain(Passages).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return await room.DecideAsync(Shown.Consultation, Shown.Unit, Id, Version, show, passages, HttpContext.RequestAborted)
            ? Done(show ? w["Tulisan ditampilkan.", "The message is shown."] : w["Tulisan tidak ditampilkan.", "The message is not shown."], $"#m{Id}")
            : await LateAsync();
    }

    private async Task<IActionResult> LateAsync()
    {
        await RefuseAsync(w["Tulisan itu baru saja diputuskan atau dijawab orang lain. Muat ulang halaman.", "Somebody else has just decided or answered that message. Reload the page."]);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<IActionResult> RefuseAsync(string message)
    {
        ModelState.AddModelError("", message);
        await LoadAsync();
        return this.Invalid();
    }

    private LocalRedirectResult Done(string notice, string anchor)
    {
        TempData["Notice"] = notice;
        return LocalRedirect(w.Link($"{Shown.Path}/room") + anchor);
    }

    private async Task LoadAsync() =>
        Messages = [.. (await room.MessagesAsync(Shown.Consultation.Id, HttpContext.RequestAborted)).OrderBy(message => message.DecidedOn is not null || message.PublicText is not null).ThenBy(message => message.Id)];
}
