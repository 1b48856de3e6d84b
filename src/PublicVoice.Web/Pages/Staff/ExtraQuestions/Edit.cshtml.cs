using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ExtraQuestions;

/// <summary>An extra question of a unit; "new" for one that is to be added.</summary>
[Needs(StaffTask.EditUnits)]
public sealed class EditModel(UnitScope scope, ExtraQuestionAdministration administration, Wording w) : PageModel
{
    private const string NewCode = "new";
    private static readonly string[] ReservedCodes = [NewCode, "results"];

    [FromRoute(Name = "unit")]
    public string UnitCode { get; set; } = "";

    [FromRoute(Name = "extra")]
    public string ExtraCode { get; set; } = "";

    public Unit Shown { get; private set; } = null!;

    public ListedExtraQuestion? Stored { get; private set; }

    [BindProperty]
    public ExtraQuestionForm Form { get; set; } = new();

    public IEnumerable<SelectListItem> KindItems =>
    [
        new(w["satu pilihan", "one option"], nameof(ExtraQuestionKind.Single)), new(w["beberapa pilihan", "several options"], nameof(ExtraQuestionKind.Multiple)),
        new(w["skala angka", "scale of numbers"], nameof(ExtraQuestionKind.Scale)), new(w["teks", "text"], nameof(ExtraQuestionKind.Text)),
    ];

    public static IEnumerable<SelectListItem> ScaleItems =>
        Enumerable.Range(ExtraQuestionContent.LowestScaleMax, ExtraQuestionContent.HighestScaleMax - ExtraQuestionContent.LowestScaleMax + 1).Select(most => new SelectListItem($"1–{most}", $"{most}"));

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var unit = await scope.FindAsync(UnitCode, StaffTask.EditUnits, HttpContext.RequestAborted);
        Stored = unit is null || ExtraCode == NewCode ? null : (await administration.ListAsync(unit, HttpContext.RequestAborted)).FirstOrDefault(listed => listed.Question.ShortCode == ExtraCode);
        if (unit is null || (Stored is null && ExtraCode != NewCode))
        {
            context.Result = NotFound();
            return;
        }

        Shown = unit;
        await next();
    }

    public void OnGet() => Form = (Stored is null ? Form : ExtraQuestionForm.Of(Stored)).WithRooms();

    public async Task<IActionResult> OnPostAsync()
    {
        var code = Stored?.Question.ShortCode ?? new UnitChecks(ModelState, w).Code("Form.Code", Form.Code, "parkir");
        if (Stored is null && code is not null && (ReservedCodes.Contains(code, StringComparer.Ordinal) || $"{Shown.Code}.{code}".Length > ExtraQuestion.CodeMaxLength))
        {
            ModelState.AddModelError("Form.Code", w["Pilih kode lain", "Choose another code"]);
        }

        if (Form.Read(ModelState, nameof(Form), w) is not { } content || code is null)
        {
            Form.WithRooms();
            return this.Invalid();
        }

        var outcome = await administration.SaveAsync(Shown, code, Stored is null ? null : Form.Revision ?? 0, Form.WithUnitsBelow, content, HttpContext.RequestAborted);
        return outcome == ExtraQuestionOutcome.Saved ? Done(w["Pertanyaan tersimpan.", "The question is saved."]) : Refused(outcome);
    }

    public async Task<IActionResult> OnPostRetireAsync() => await SetRetiredAsync(retired: true);

    public async Task<IActionResult> OnPostTakeUpAsync() => await SetRetiredAsync(retired: false);

    private async Task<IActionResult> SetRetiredAsync(bool retired)
    {
        if (Stored is null)
        {
            return NotFound();
        }

        var outcome = await administration.SetRetiredAsync(Shown, Stored.Question.Id, retired, HttpContext.RequestAborted);
        return outcome == ExtraQuestionOutcome.Saved ? Done(w["Perubahan tersimpan.", "The changes are saved."]) : Refused(outcome);
    }

    private LocalRedirectResult Done(string notice)
    {
        TempData["Notice"] = notice;
        return LocalRedirect(w.Link($"/staff/units/{Shown.Code}/extra-questions"));
    }

    private PageResult Refused(ExtraQuestionOutcome outcome)
    {
        var (field, message) = outcome switch
        {
            ExtraQuestionOutcome.CodeTaken => ("Form.Code", w["Kode ini sudah dipakai", "This code is taken"]),
            ExtraQuestionOutcome.TooMany => ("", w[$"Paling banyak {ExtraQuestion.MostPerUnit} pertanyaan tambahan: hentikan satu dulu", $"At most {ExtraQuestion.MostPerUnit} extra questions: stop asking one first"]),
            _ => ("", w["Pertanyaan ini baru saja diubah orang lain. Belum ada yang tersimpan: salin isian Anda, lalu buka lagi halaman ini.", "Somebody else changed this question just now. Nothing has been saved: copy what you typed, then open this page again."]),
        };
        ModelState.AddModelError(field, message);
        Form.WithRooms();
        return this.Invalid();
    }
}
