using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Questionnaires;

/// <summary>A stored version with its parsed content.</summary>
public sealed record LoadedVersion(int Id, int QuestionnaireId, QuestionnaireDefinition Definition);

/// <summary>Parsed versions by id. Rows never change, so an entry never goes stale.</summary>
public sealed class QuestionnaireCache
{
    private readonly ConcurrentDictionary<int, LoadedVersion> versions = new();

    public LoadedVersion? Find(int id) => versions.GetValueOrDefault(id);

    public LoadedVersion Add(QuestionnaireVersion version) =>
        versions.GetOrAdd(version.Id, _ => new LoadedVersion(version.Id, version.QuestionnaireId, QuestionnaireJson.Parse(version.Content)));
}

/// <summary>Finds the questionnaire version that a unit uses now, and any version ever answered.</summary>
public sealed class QuestionnaireVersions(PublicVoiceDbContext context, QuestionnaireCache cache)
{
    /// <summary>Code of the built-in instrument, used where no unit up to the root names another.</summary>
    public const string StandardCode = "SKM-2017";

    public async Task<LoadedVersion?> FindAsync(int versionId, CancellationToken cancellationToken)
    {
        if (cache.Find(versionId) is { } known)
        {
            return known;
        }

        var row = await context.QuestionnaireVersions.AsNoTracking().SingleOrDefaultAsync(version => version.Id == versionId, cancellationToken);
        return row is null ? null : cache.Add(row);
    }

    /// <summary>Every version by id.</summary>
    public async Task<IReadOnlyDictionary<int, LoadedVersion>> AllAsync(CancellationToken cancellationToken)
    {
        var ids = await context.QuestionnaireVersions.Select(version => version.Id).ToListAsync(cancellationToken);
        var all = new Dictionary<int, LoadedVersion>(ids.Count);
        foreach (var id in ids)
        {
            if (await FindAsync(id, cancellationToken) is { } version)
            {
                all.Add(id, version);
            }
        }

        return all;
    }

    /// <summary>Questionnaires that a unit may use, those retired included: its own, those of the units above it, and those of the whole installation.</summary>
    public IQueryable<Questionnaire> UsableBy(Unit unit)
    {
        var codes = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return context.Questionnaires.Where(questionnaire =>
            questionnaire.UnitId == null || questionnaire.Id == unit.QuestionnaireId || context.Units.Any(owner => owner.Id == questionnaire.UnitId && codes.Contains(owner.Code)));
    }

    /// <summary>Newest version of a questionnaire.</summary>
    public async Task<LoadedVersion?> NewestAsync(string questionnaireCode, CancellationToken cancellationToken)
    {
        var id = await context.QuestionnaireVersions
            .Where(version => context.Questionnaires.Any(questionnaire => questionnaire.Id == version.QuestionnaireId && questionnaire.Code == questionnaireCode))
            .OrderByDescending(version => version.Number)
            .Select(version => version.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return id == 0 ? null : await FindAsync(id, cancellationToken);
    }

    /// <summary>
    /// Newest version of the questionnaire of a unit: never a draft, which is no version yet, and never one that is retired or has nothing
    /// published, in whose place the standard instrument is used.
    /// </summary>
    /// <exception cref="InvalidOperationException">The installation has no standard questionnaire; migration or seeding puts it in.</exception>
    public async Task<LoadedVersion> CurrentAsync(UnitSettings settings, CancellationToken cancellationToken)
    {
        var own = settings.QuestionnaireId;
        var id = await context.Questionnaires
            .Where(questionnaire => questionnaire.RetiredOn == null && (questionnaire.Id == own || questionnaire.Code == StandardCode))
            .Join(context.QuestionnaireVersions, questionnaire => questionnaire.Id, version => version.QuestionnaireId, (questionnaire, version) => version)
            .OrderByDescending(version => version.QuestionnaireId == own ? 1 : 0).ThenByDescending(version => version.Number)
            .Select(version => version.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return await FindAsync(id, cancellationToken) ?? throw new InvalidOperationException("There is no questionnaire for this unit.");
    }
}
