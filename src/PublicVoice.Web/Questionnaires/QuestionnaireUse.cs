using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Questionnaires;

/// <param name="IsOwn">It names the questionnaire itself; else it inherits it.</param>
public sealed record UsingUnit(Unit Unit, bool IsOwn);

/// <summary>A published version as listed.</summary>
/// <param name="FirstMonth">Year × 100 + month of the first answer; null where nobody answered it.</param>
public sealed record ListedVersion(LoadedVersion Version, DateTime CreatedOn, int? FirstMonth, int? LastMonth)
{
    public bool IsAnswered => FirstMonth is not null;
}

/// <summary>Who uses which questionnaire.</summary>
public sealed class QuestionnaireUse(PublicVoiceDbContext context, QuestionnaireVersions versions)
{
    /// <summary>For each questionnaire the units that use it, in the order of the tree.</summary>
    public async Task<ILookup<int, UsingUnit>> AllAsync(CancellationToken cancellationToken)
    {
        var units = await context.Units.AsNoTracking().OrderBy(unit => unit.Path).ToListAsync(cancellationToken);
        var standard = await context.Questionnaires.Where(found => found.Code == QuestionnaireVersions.StandardCode).Select(found => found.Id).SingleOrDefaultAsync(cancellationToken);
        var used = new Dictionary<int, int>(units.Count);
        foreach (var unit in units)
        {
            used[unit.Id] = unit.QuestionnaireId ?? (unit.ParentId is { } parent && used.TryGetValue(parent, out var inherited) ? inherited : standard);
        }

        return units.ToLookup(unit => used[unit.Id], unit => new UsingUnit(unit, unit.QuestionnaireId is not null));
    }

    /// <summary>A published version as the file that it was made of; null where there is none.</summary>
    public async Task<string?> FileAsync(int questionnaireId, int number, CancellationToken cancellationToken)
    {
        var content = await context.QuestionnaireVersions.Where(version => version.QuestionnaireId == questionnaireId && version.Number == number).Select(version => version.Content)
            .SingleOrDefaultAsync(cancellationToken);
        return content is null ? null : QuestionnaireImport.Readable(content);
    }

    /// <summary>Published versions, newest first.</summary>
    public async Task<IReadOnlyList<ListedVersion>> VersionsAsync(int questionnaireId, CancellationToken cancellationToken)
    {
        var rows = await context.QuestionnaireVersions.Where(version => version.QuestionnaireId == questionnaireId).OrderByDescending(version => version.Number)
            .Select(version => new
            {
                version.Id,
                version.CreatedOn,
                First = context.Tallies.Where(tally => tally.QuestionnaireVersionId == version.Id).Min(tally => (int?)tally.Month),
                Last = context.Tallies.Where(tally => tally.QuestionnaireVersionId == version.Id).Max(tally => (int?)tally.Month),
            }).ToListAsync(cancellationToken);
        var listed = new List<ListedVersion>(rows.Count);
        foreach (var row in rows)
        {
            listed.Add(new ListedVersion((await versions.FindAsync(row.Id, cancellationToken))!, row.CreatedOn, row.First, row.Last));
        }

        return listed;
    }
}
