using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.PaperBatches;

/// <summary>Questionnaire versions that filled-in forms of a unit may be of.</summary>
public sealed class PaperVersions(PublicVoiceDbContext context, QuestionnaireVersions versions)
{
    /// <summary>
    /// Those of the questionnaire that the unit uses now, the newest first, then those of every other that it may have used: forms lie in
    /// drawers while questionnaires change or are retired.
    /// </summary>
    public async Task<IReadOnlyList<LoadedVersion>> OfAsync(Unit unit, UnitSettings settings, CancellationToken cancellationToken)
    {
        var (current, usable) = (await versions.CurrentAsync(settings, cancellationToken), versions.UsableBy(unit));
        var ids = await context.QuestionnaireVersions
            .Where(version => version.QuestionnaireId == current.QuestionnaireId || usable.Any(questionnaire => questionnaire.Id == version.QuestionnaireId))
            .OrderByDescending(version => version.QuestionnaireId == current.QuestionnaireId ? 1 : 0).ThenBy(version => version.QuestionnaireId).ThenByDescending(version => version.Number)
            .Select(version => version.Id).ToListAsync(cancellationToken);
        var found = new List<LoadedVersion>(ids.Count);
        foreach (var id in ids)
        {
            found.Add((await versions.FindAsync(id, cancellationToken))!);
        }

        return found;
    }
}
