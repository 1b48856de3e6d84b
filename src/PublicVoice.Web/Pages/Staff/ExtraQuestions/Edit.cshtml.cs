using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Questionnaires;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Questionnaires;
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
    public int? Revision { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public DraftText Text { get; set; } = new();

    [BindProperty]
    public bool Required { get; set; }

    [BindProperty]
    public bool WithUnitsBelow { get; set; }

    /// <summary>Empty ones at the end are left out.</summary>
    [BindProperty]
    public List<DraftText> Options { get; set; } = [];

    [BindProperty]
    public string? ScaleMax { get; set; }

    [BindProperty]
    public DraftText Low { get; set; } = new();

    [BindProperty]
    public DraftText High { get; set; } = new();

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

    public void OnGet()
    {
        if (Stored is { } stored)
        {
            var content = stored.Newest.Content;
            (Revision, Kind, Text, Required, WithUnitsBelow) = (stored.Question.Revision, content.Kind.ToString(), DraftText.Of(content.Text), content.Required, stored.Question.WithUnitsBelow);
            var isScale = content.Kind == ExtraQuestionKind.Scale;
            Options = isScale ? [] : [.. content.Options.Select(DraftText.Of)];
            (ScaleMax, Low, High) = isScale ? ($"{content.ScaleMax}", DraftText.Of(content.Options[0]), DraftText.Of(content.Options[1])) : ("5", new DraftText(), new DraftText());
        }

        AddRooms();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var code = Stored?.Question.ShortCode ?? new UnitChecks(ModelState, w).Code(nameof(Code), Code);
        if (Stored is null && code is not null && (ReservedCodes.Contains(code, StringComparer.Ordinal) || $"{Shown.Code}.{code}".Length > ExtraQuestion.CodeMaxLength))
        {
            ModelState.AddModelError(nameof(Code), w["Pilih kode lain", "Choose another code"]);
        }

        if (Content() is not { } content || !ModelState.IsValid || code is null)
        {
            AddRooms();
            return this.Invalid();
        }

        var outcome = await administration.SaveAsync(Shown, code, Stored is null ? null : Revision ?? 0, WithUnitsBelow, content, HttpContext.RequestAborted);
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
            ExtraQuestionOutcome.CodeTaken => (nameof(Code), w["Kode ini sudah dipakai", "This code is taken"]),
            ExtraQuestionOutcome.TooMany => ("", w[$"Paling banyak {ExtraQuestion.MostPerUnit} pertanyaan tambahan: hentikan satu dulu", $"At most {ExtraQuestion.MostPerUnit} extra questions: stop asking one first"]),
            _ => ("", w["Pertanyaan ini baru saja diubah orang lain. Belum ada yang tersimpan: salin isian Anda, lalu buka lagi halaman ini.", "Somebody else changed this question just now. Nothing has been saved: copy what you typed, then open this page again."]),
        };
        ModelState.AddModelError(field, message);
        AddRooms();
        return this.Invalid();
    }

    /// <summary>Null where something is wrong; the messages say what.</summary>
    private ExtraQuestionContent? Content()
    {
        var checks = new DraftChecks(ModelState, w);
        Filled(checks, nameof(Text), Text, ExtraQuestionContent.TextMaxLength);
        if (!Enum.TryParse<ExtraQuestionKind>(Kind, out var kind) || !Enum.IsDefined(kind))
        {
            ModelState.AddModelError(nameof(Kind), w["Pilih satu jenis", "Choose a kind"]);
            return null;
        }

        var isScale = kind == ExtraQuestionKind.Scale;
        var max = int.TryParse(ScaleMax, NumberStyles.None, CultureInfo.InvariantCulture, out var typed) && typed is >= ExtraQuestionContent.LowestScaleMax and <= ExtraQuestionContent.HighestScaleMax ? typed : 5;
        List<DraftText> texts = isScale ? [Low, High] : kind == ExtraQuestionKind.Text ? [] : [.. Options.Take(ExtraQuestionContent.MaxOptions).Where(option => !string.IsNullOrWhiteSpace(option.Id) || !string.IsNullOrWhiteSpace(option.En))];
        foreach (var option in texts)
        {
            var at = Options.IndexOf(option);
            Filled(checks, option == Low ? nameof(Low) : option == High ? nameof(High) : $"{nameof(Options)}[{at}]", option, ExtraQuestionContent.OptionMaxLength);
        }

        if (!isScale && kind != ExtraQuestionKind.Text && texts.Count < 2)
        {
            ModelState.AddModelError("Options[0].Id", w["Isi sedikitnya dua pilihan", "Enter at least two options"]);
        }

        return ModelState.IsValid
            ? new ExtraQuestionContent { Kind = kind, Text = Text.Shown, Required = Required, Options = [.. texts.Select(text => text.Shown)], ScaleMax = isScale ? max : 0 }
            : null;
    }

    private void Filled(DraftChecks checks, string field, DraftText text, int most)
    {
        checks.Text(field, text, most);
        if (text.Id is null)
        {
            ModelState.AddModelError(field + ".Id", w["Isi teks bahasa Indonesia", "Enter the Indonesian text"]);
        }
    }

    /// <summary>Room for more options than there are.</summary>
    private void AddRooms()
    {
        var wanted = Math.Min(ExtraQuestionContent.MaxOptions, Math.Max(5, Options.Count(option => !option.IsEmpty) + 2));
        while (Options.Count < wanted)
        {
            Options.Add(new DraftText());
        }
    }
}
