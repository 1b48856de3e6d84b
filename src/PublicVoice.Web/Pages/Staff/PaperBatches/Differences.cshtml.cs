using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>Both entries of a sheet side by side, where they differ: somebody with the paper in hand says which is right.</summary>
[Needs(StaffTask.EnterPaper)]
[ServiceFilter<PaperBatchScope>]
public sealed class DifferencesModel(PaperBatchScope scope, PaperCheck check, Wording w) : PageModel
{
    [BindProperty]
    public int Position { get; set; }

    public ShownBatch Shown => scope.Shown;

    /// <summary>Null where nothing waits to be decided by this person.</summary>
    public PaperSheet? Sheet { get; private set; }

    public IReadOnlyList<PaperDifference> Differences { get; private set; } = [];

    public Task OnGetAsync() => LoadAsync(null);

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync(Position);
        foreach (var name in Differences.Select(difference => difference.Name).Where(name => Request.Form[name].ToString() is not ("first" or "second")))
        {
            ModelState.AddModelError(name, w["Pilih entri yang sesuai dengan kertas", "Choose the entry that the paper agrees with"]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var second = Differences.Select(difference => difference.Name).Where(name => Request.Form[name] == "second").ToHashSet(StringComparer.Ordinal);
        if (Sheet is null || !await check.DecideAsync(Shown.Batch.Id, Position, second, HttpContext.RequestAborted))
        {
            TempData["Notice"] = w["Lembar itu tidak lagi menunggu keputusan.", "That sheet no longer waits for a decision."];
        }

        return LocalRedirect(w.Link(Shown.Path + "/check"));
    }

    public string Label(PaperDifference difference) => difference.Field switch
    {
        PaperField.Day => w["Tanggal pada lembar", "Date on the sheet"],
        PaperField.Service => w["Layanan", "Service"],
        PaperField.Answer => $"{difference.Index + 1}. {w[Shown.Paper.Definition.Questions[difference.Index].Text]}",
        PaperField.Extra => w[Shown.Paper.Extras[difference.Index].Content.Text],
        _ => w[Shown.Paper.Definition.Profile[difference.Index].Label],
    };

    public string Value(PaperDifference difference, TypedSheet entry) => difference.Field switch
    {
        PaperField.Day => Formats.Day(entry.Day, w.Language),
        PaperField.Service => Shown.Paper.Services.FirstOrDefault(service => service.Id == entry.ServiceId)?.Name ?? w["tidak disebut", "not stated"],
        PaperField.Answer => Answer(difference.Index, entry.Answers[difference.Index]),
        PaperField.Extra => Extra(Shown.Paper.Extras[difference.Index].Content, PaperExtras.Numbers(entry.Extras)[difference.Index]),
        _ => PaperSheetForm.OptionOf(entry.Profile[difference.Index]) is { } option ? w[Shown.Paper.Definition.Profile[difference.Index].Options[option].Label] : w["tidak diisi", "left out"],
    };

    private string Answer(int question, char answer) => answer switch
    {
        '.' => w["tidak diisi", "left out"],
        '-' => w["tidak berlaku", "not applicable"],
        _ => $"{answer} {w[Shown.Paper.Definition.Questions[question].Options.First(option => option.Score == answer - '0').Label]}",
    };

    private string Extra(ExtraQuestionContent content, int chosen) =>
        chosen == 0 ? w["tidak diisi", "left out"] : string.Join("; ", content.Choices.Where((_, at) => (chosen >> at & 1) == 1).Select(choice => w[choice]));

    private async Task LoadAsync(int? position)
    {
        Sheet = (await check.WorkAsync(Shown.Batch, HttpContext.RequestAborted)).ToDecide.FirstOrDefault(sheet => position is null || sheet.Position == position);
        Differences = Sheet is null ? [] : PaperDifference.Of(Sheet);
    }
}
