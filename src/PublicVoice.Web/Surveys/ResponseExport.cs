using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Csv;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>
/// Writes the responses that the index of a unit counts, with everything that was below it, as CSV that <see cref="ResponseImport"/> reads
/// back. Responses taken out of the figures are left out.
/// </summary>
public sealed class ResponseExport(PublicVoiceDbContext context, UnitDirectory directory, UnitHistory history, QuestionnaireVersions versions)
{
    private static readonly string[] Assurances = ["none", "human-check", "visit-code"];

    /// <param name="unit">The unit.</param>
    /// <param name="from">First local day.</param>
    /// <param name="to">Last local day.</param>
    /// <param name="stream">Where to write; stays open.</param>
    /// <param name="cancellationToken">Stops the export.</param>
    /// <returns>How many responses were written.</returns>
    public async Task<int> WriteAsync(Unit unit, DateOnly from, DateOnly to, Stream stream, CancellationToken cancellationToken)
    {
        var settings = await directory.SettingsAsync(unit, cancellationToken);
        var tree = await history.OfAsync(unit, cancellationToken);
        var stretches = tree.Stretches(TallyKey.MonthOf(from), TallyKey.MonthOf(to)).Select(stretch => ResponsesOf(tree.Within(context.Units, unit, stretch.Day), stretch.Of(new Period(from, to)))).ToList();
        var used = new List<LoadedVersion>();
        foreach (var id in await DistinctAsync(stretches, responses => responses.Select(row => row.Response.QuestionnaireVersionId), cancellationToken))
        {
            used.Add((await versions.FindAsync(id, cancellationToken))!);
        }

        if (used.Count == 0)
        {
            used.Add(await versions.CurrentAsync(settings, cancellationToken));
        }

        used = [.. used.OrderBy(version => version.Definition.Code, StringComparer.Ordinal).ThenBy(version => version.Definition.Version)];
        string[] profile = [.. used.SelectMany(version => version.Definition.Profile.Select(field => field.Code)).Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] questions = [.. used.SelectMany(version => version.Definition.QuestionKeys).Distinct(StringComparer.OrdinalIgnoreCase)];
        var columns = used.ToDictionary(version => version.Id, version => new Columns(version, profile, questions));

        var answered = await DistinctAsync(
            stretches, responses => responses.Join(context.ExtraAnswers, row => row.Response.Id, answer => answer.SurveyResponseId, (_, answer) => answer.ExtraQuestionVersionId), cancellationToken);
        var extras = await context.ExtraQuestionVersions.Where(version => answered.Contains(version.Id))
            .Join(context.ExtraQuestions, version => version.ExtraQuestionId, question => question.Id, (version, question) => new { version.Id, question.Code, version.Number })
            .OrderBy(asked => asked.Code).ThenBy(asked => asked.Number).ToListAsync(cancellationToken);

        using var csv = SafeCsv.Open(stream);
        csv.Row([
            ResponseColumns.Key, ResponseColumns.Unit, ResponseColumns.Service, ResponseColumns.SubmittedOn, ResponseColumns.Questionnaire,
            ResponseColumns.Channel, ResponseColumns.Assurance, ResponseColumns.Duration, .. profile, .. questions, ResponseColumns.Comment,
            .. extras.Select(asked => $"{ResponseColumns.ExtraPrefix}{asked.Code}/{asked.Number}"),
        ]);

        var rows = stretches.Select(responses =>
            from row in responses
            join service in context.Services on row.Response.ServiceId equals service.Id into serviceOrNone
            from service in serviceOrNone.DefaultIfEmpty()
            join comment in context.SurveyComments on row.Response.Id equals comment.SurveyResponseId into commentOrNone
            from comment in commentOrNone.DefaultIfEmpty()
            orderby row.Response.Id
            select new { row.Response, row.UnitCode, ServiceCode = service == null ? null : service.Code, Comment = comment == null ? null : comment.Text, Extras = context.ExtraAnswers.Where(answer => answer.SurveyResponseId == row.Response.Id).ToList() });
        var count = 0;
        await foreach (var row in rows.ToAsyncEnumerable().SelectMany(stretch => stretch.AsAsyncEnumerable()).WithCancellation(cancellationToken))
        {
            var (response, at) = (row.Response, columns[row.Response.QuestionnaireVersionId]);
            IEnumerable<CsvCell> cells =
            [
                ImportKeys.Exported(response.SubmissionKey).ToString("D"),
                row.UnitCode,
                row.ServiceCode,
                SubmissionTime.Write(response.SubmittedOn, response.LocalDay, response.LocalHour is not null, settings.TimeZone),
                at.Name,
                Channels[(int)response.Channel],
                Assurances[(int)response.Assurance],
                response.DurationSeconds,
                .. at.Profile.Select(field => (CsvCell)at.ProfileText(response.Profile, field)),
                .. at.Questions.Select(question => (CsvCell)AnswerText(response.Answers, question)),
                row.Comment,
                .. extras.Select(asked => (CsvCell)ExtraCells.Write(row.Extras.Find(answer => answer.ExtraQuestionVersionId == asked.Id))),
            ];
            csv.Row(cells);
            count++;
        }

        return count;
    }

    private IQueryable<ExportedResponse> ResponsesOf(IQueryable<Unit> within, Period days) =>
        from response in context.SurveyResponses.AsNoTracking()
        join owner in within on response.UnitId equals owner.Id
        where response.LocalDay >= days.From && response.LocalDay <= days.To && !response.Excluded
        select new ExportedResponse { Response = response, UnitCode = owner.Code };

    private static async Task<HashSet<int>> DistinctAsync(
        List<IQueryable<ExportedResponse>> stretches, Func<IQueryable<ExportedResponse>, IQueryable<int>> ids, CancellationToken cancellationToken)
    {
        var found = new HashSet<int>();
        foreach (var responses in stretches)
        {
            found.UnionWith(await ids(responses).Distinct().ToListAsync(cancellationToken));
        }

        return found;
    }

    private sealed class ExportedResponse
    {
        public required SurveyResponse Response { get; init; }

        public required string UnitCode { get; init; }
    }

    private static readonly string[] Channels = ["self", "kiosk", "assisted", "paper", "import"];

    private static string AnswerText(string answers, int question) => question < 0 ? "" : answers[question] switch
    {
        '.' => "",
        '-' => ResponseColumns.NotApplicable,
        var score => score.ToString(),
    };

    /// <summary>For each column the index of the version's question or profile field, or -1.</summary>
    private sealed class Columns(LoadedVersion version, string[] profile, string[] questions)
    {
        public string Name { get; } = $"{version.Definition.Code}/{version.Definition.Version}";

        public int[] Profile { get; } = [.. profile.Select(code => IndexOf(version.Definition.Profile.Select(field => field.Code), code))];

        public int[] Questions { get; } = [.. questions.Select(key => IndexOf(version.Definition.QuestionKeys, key))];

        public string ProfileText(string stated, int field)
        {
            if (field < 0 || field >= stated.Length || stated[field] == '.')
            {
                return "";
            }

            var option = stated[field] <= '9' ? stated[field] - '0' : stated[field] - 'a' + 10;
            return version.Definition.Profile[field].Options[option].Code;
        }

        private static int IndexOf(IEnumerable<string> codes, string wanted) => codes.ToList().FindIndex(code => code.Equals(wanted, StringComparison.OrdinalIgnoreCase));
    }
}
