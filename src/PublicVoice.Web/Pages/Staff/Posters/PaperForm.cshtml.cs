using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Pdf;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Posters;

/// <summary>The questionnaire that the unit uses now, on paper, in the reader's language.</summary>
[Needs(StaffTask.ReadUnits)]
public sealed class PaperFormModel(UnitScope scope, UnitDirectory directory, QuestionnaireVersions versions, AskedQuestions asked, TimeProvider clock, Wording w) : PageModel
{
    public async Task<IActionResult> OnGetAsync([FromRoute(Name = "unit")] string unitCode)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await scope.FindAsync(unitCode, StaffTask.ReadUnits, cancellationToken) is not { } unit)
        {
            return NotFound();
        }

        var settings = await directory.SettingsAsync(unit, cancellationToken);
        var version = await versions.CurrentAsync(settings, cancellationToken);
        var services = await directory.ServicesAsync(unit.Id, cancellationToken);
        var form = new PaperForm(settings.Root.Name, unit.Name, services.ConvertAll(service => service.Name), version.Definition)
        {
            Extras = [.. (await asked.OfAsync(unit, cancellationToken)).Where(extra => extra.Content.HasChoices).Select(extra => new PaperExtra(extra.Code, extra.Number, extra.Content))],
        };
        var pdf = PaperFormPdf.Render(form, w.Language, GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, settings.TimeZone));
        return File(pdf, "application/pdf", $"survei-{unit.Code}-{version.Definition.Code}-{version.Definition.Version}.pdf");
    }
}
