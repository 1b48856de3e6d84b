using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.ExtraQuestions;

/// <summary>A version of an extra question, as a form shows it.</summary>
public sealed record AskedQuestion(int VersionId, int QuestionId, string Code, int Number, ExtraQuestionContent Content);

/// <summary>Which extra questions a unit asks.</summary>
public sealed class AskedQuestions(PublicVoiceDbContext context)
{
    /// <summary>The unit's own and those of the units above that go for the units below, the topmost unit's first.</summary>
    public async Task<IReadOnlyList<AskedQuestion>> OfAsync(Unit unit, CancellationToken cancellationToken)
    {
        var rows = await Versions(unit).Where(row => row.Question.RetiredOn == null && !context.ExtraQuestionVersions.Any(newer => newer.ExtraQuestionId == row.Question.Id && newer.Number > row.Version.Number))
            .OrderBy(row => row.Path).ThenBy(row => row.Question.Position).ThenBy(row => row.Question.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(row => Read(row.Version, row.Question))];
    }

    /// <summary>
    /// What a form shows that holds these versions: an older one in place of the one asked now, since somebody had the form open while the
    /// question was changed.
    /// </summary>
    public async Task<IReadOnlyList<AskedQuestion>> ShownAsync(Unit unit, IReadOnlyList<AskedQuestion> now, IReadOnlyCollection<int> versionIds, CancellationToken cancellationToken)
    {
        var older = versionIds.Except(now.Select(asked => asked.VersionId)).ToList();
        if (older.Count == 0)
        {
            return now;
        }

        var found = (await Versions(unit).Where(row => older.Contains(row.Version.Id)).ToListAsync(cancellationToken)).Select(row => Read(row.Version, row.Question)).DistinctBy(asked => asked.QuestionId).ToList();
        return [.. now.Where(asked => !found.Exists(other => other.QuestionId == asked.QuestionId)), .. found];
    }

    /// <summary>
    /// Every version of every question of the unit and of those above it, the newest of each first: what an old sheet of paper, or a tablet that
    /// had no network since, may ask.
    /// </summary>
    public async Task<IReadOnlyList<AskedQuestion>> EverAsync(Unit unit, CancellationToken cancellationToken)
    {
        var rows = await VersionsAbove(unit).OrderBy(row => row.Path).ThenBy(row => row.Question.Position).ThenBy(row => row.Question.Id).ThenByDescending(row => row.Version.Number)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => Read(row.Version, row.Question))];
    }

    /// <summary>These versions in this order.</summary>
    public async Task<IReadOnlyList<AskedQuestion>> FindAsync(IReadOnlyList<int> versionIds, CancellationToken cancellationToken)
    {
        var rows = versionIds.Count == 0 ? [] : await context.ExtraQuestionVersions.AsNoTracking().Where(version => versionIds.Contains(version.Id))
            .Join(context.ExtraQuestions, version => version.ExtraQuestionId, question => question.Id, (version, question) => new { version, question }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => Read(row.version, row.question)).OrderBy(asked => versionIds.ToList().IndexOf(asked.VersionId))];
    }

    /// <summary>All versions by the name of their column in files of answers; of each question the newest without its number as well.</summary>
    public async Task<IReadOnlyDictionary<string, AskedQuestion>> ColumnsAsync(CancellationToken cancellationToken)
    {
        var rows = await context.ExtraQuestions.AsNoTracking().Join(context.ExtraQuestionVersions, question => question.Id, version => version.ExtraQuestionId, (question, version) => new { question, version })
            .OrderBy(row => row.version.Number).ToListAsync(cancellationToken);
        var columns = new Dictionary<string, AskedQuestion>(StringComparer.OrdinalIgnoreCase);
        foreach (var asked in rows.Select(row => Read(row.version, row.question)))
        {
            columns[ExtraCells.VersionColumnOf(asked)] = columns[ExtraCells.ColumnOf(asked)] = asked;
        }

        return columns;
    }

    internal static AskedQuestion Read(ExtraQuestionVersion version, ExtraQuestion question) =>
        new(version.Id, question.Id, question.Code, version.Number, JsonSerializer.Deserialize<ExtraQuestionContent>(version.Content)!);

    private IQueryable<Row> Versions(Unit unit) => VersionsAbove(unit).Where(row => row.Question.UnitId == unit.Id || row.Question.WithUnitsBelow);

    private IQueryable<Row> VersionsAbove(Unit unit)
    {
        var codes = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return context.Units.Where(owner => codes.Contains(owner.Code))
            .Join(context.ExtraQuestions, owner => owner.Id, question => question.UnitId, (owner, question) => new { owner.Path, Question = question })
            .Join(context.ExtraQuestionVersions, row => row.Question.Id, version => version.ExtraQuestionId, (row, version) => new Row { Path = row.Path, Question = row.Question, Version = version })
            .AsNoTracking();
    }

    private sealed class Row
    {
        public required string Path { get; init; }
        public required ExtraQuestion Question { get; init; }
        public required ExtraQuestionVersion Version { get; init; }
    }
}
