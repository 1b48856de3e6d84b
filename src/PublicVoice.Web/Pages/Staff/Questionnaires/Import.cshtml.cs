using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>Takes a questionnaire file into the draft, after showing what it changes.</summary>
[Needs(StaffTask.EditQuestionnaires)]
[LargeForm(MaxBytes = 2 * PageRequestGuard.MaxBodyBytes)] // a file beside the content of the one before
[OfDraft(KeepsTyped = true)]
public sealed class ImportModel(QuestionnaireScope scope, Wording w) : PageModel
{
    /// <summary>The page takes no larger form.</summary>
    public const int MaxBytes = PageRequestGuard.MaxBodyBytes - 2048;

    public OpenDraft Draft => scope.Draft;

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public string? Json { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>What the file changes; null before one was checked.</summary>
    public IReadOnlyList<ContentChange>? Changes { get; private set; }

    /// <summary>The code in the file, where it is another one.</summary>
    public string? OtherCode { get; private set; }

    public void OnGet() => Revision = Draft.Revision;

    /// <summary>Shows the changes; stores nothing.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (Upload is { Length: > 0 } file)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, HttpContext.RequestAborted);
            var text = bytes.ToArray().AsSpan();
            text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
            if (!System.Text.Unicode.Utf8.IsValid(text))
            {
                ModelState.AddModelError(nameof(Upload), w["Berkas ini bukan teks UTF-8", "The file is not UTF-8 text"]);
                return this.Invalid();
            }

            Json = Encoding.UTF8.GetString(text);
            ModelState.Remove(nameof(Json));
        }

        if (Read() is not { } read)
        {
            return this.Invalid();
        }

        Changes = ContentChanges.Between(Draft.Content, read);
        return Page();
    }

    public async Task<IActionResult> OnPostUseAsync() =>
        Read() is { } read
            ? await scope.SaveAsync(
                this, Revision,
                content => (content.Name, content.Basis, content.Comment, content.ScaleMin, content.ScaleMax, content.Grades, content.Elements, content.Questions, content.Profile) =
                    (read.Name, read.Basis, read.Comment, read.ScaleMin, read.ScaleMax, read.Grades, read.Elements, read.Questions, read.Profile), "")
            : this.Invalid();

    private DraftContent? Read()
    {
        if (string.IsNullOrWhiteSpace(Json))
        {
            ModelState.AddModelError(nameof(Upload), w["Pilih berkas, atau tempelkan isinya", "Choose a file, or paste its content"]);
            return null;
        }

        try
        {
            var definition = QuestionnaireImport.Check(Json).Definition;
            OtherCode = definition.Code == Draft.Code ? null : definition.Code;
            return DraftContent.Of(definition);
        }
        catch (QuestionnaireFormatException exception)
        {
            foreach (var error in exception.Errors)
            {
                ModelState.AddModelError(nameof(Json), w[error]);
            }

            return null;
        }
    }
}
