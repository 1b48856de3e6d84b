using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Forum;

/// <summary>Elements of the survey that posts of a unit can be about.</summary>
public sealed class PostElements(UnitDirectory units, QuestionnaireVersions versions, Wording w)
{
    /// <returns>The first for none.</returns>
    public async Task<IReadOnlyList<SelectListItem>> OfAsync(Unit unit, CancellationToken cancellationToken)
    {
        var definition = (await versions.CurrentAsync(await units.SettingsAsync(unit, cancellationToken), cancellationToken)).Definition;
        return [new("–", ""), .. definition.Elements.Select(element => new SelectListItem(w[element.Name], element.Code))];
    }
}
