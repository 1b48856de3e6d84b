using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Integrity;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>Gathers everything that the evaluation report of a unit and month is computed from.</summary>
public sealed class EvaluationFactsLoader(
    PublicVoiceDbContext context, UnitDirectory units, QuestionnaireVersions versions, SurveyFacts survey, IOptions<PublicVoiceOptions> options)
{
    private const int TrendMonths = 13;

    /// <param name="month">Its first day.</param>
    /// <param name="questionnaireCode">Chooses between questionnaires whose answers cannot be added up; null leaves it to the answers.</param>
    /// <param name="withComments">False leaves the comments in the database.</param>
    /// <exception cref="InvalidOperationException">There is no questionnaire of that code.</exception>
    public Task<EvaluationFacts> LoadAsync(
        Unit unit, DateOnly month, string? questionnaireCode, bool withComments, CancellationToken cancellationToken) =>
        LoadAsync(unit, month, questionnaireCode, withComments, published: false, cancellationToken);

    /// <summary>The same from what is published: without comments, hours, and what people took out.</summary>
    public Task<EvaluationFacts> LoadPublishedAsync(Unit unit, DateOnly month, CancellationToken cancellationToken) =>
        LoadAsync(unit, month, questionnaireCode: null, withComments: false, published: true, cancellationToken);

    private async Task<EvaluationFacts> LoadAsync(
        Unit unit, DateOnly month, string? questionnaireCode, bool withComments, bool published, CancellationToken cancellationToken)
    {
        var settings = await units.SettingsAsync(unit, cancellationToken);
        var period = Period.Month(month.Year, month.Month);
        var within = await units.Within(unit).OrderBy(other => other.Path)
            .Select(other => new Place(other.Id, other.ParentId, other.Path, other.Code, other.Name, other.Status)).ToListAsync(cancellationToken);
        var services = await survey.ServicesAsync(unit, cancellationToken);
        var counts = await CountAsync(unit, within, month, published, cancellationToken);
        var own = questionnaireCode is null
            ? await versions.CurrentAsync(settings, cancellationToken)
            : await versions.NewestAsync(questionnaireCode, cancellationToken) ?? throw new InvalidOperationException($"There is no questionnaire \"{questionnaireCode}\".");
        var definition = counts.Months[^1].Choose(own, named: questionnaireCode is not null).Definition;
        var trend = counts.Months.Select((tallies, i) =>
        {
            var first = month.AddMonths(i + 1 - TrendMonths);
            return new MonthFacts(first, tallies.Pool(definition, SurveyFacts.Population(services, counts.Answered[i], Period.Month(first.Year, first.Month))));
        }).ToList();
        var current = trend[^1].Tallies;
        var bursts = published ? [] : Bursts.In(current.Counted);

        return new EvaluationFacts
        {
            Unit = new ReportUnit(unit.Code, unit.Type, unit.Name, unit.HeadTitle),
            Letterhead = LetterheadOf(unit, settings, month),
            Period = period,
            Definition = definition,
            Current = current,
            Previous = trend[^2].Tallies,
            Trend = trend,
            ReferencePoints = await ReferencePointsAsync(unit, period, cancellationToken),
            Services = ServiceParts(unit, services, counts, definition, period),
            WithoutService = counts.Services.GetValueOrDefault(0)?.Pool(definition, population: null),
            SubUnits = SubUnitParts(unit, within, services, counts, definition, period),
            Comments = withComments ? await CommentsAsync(unit, period, definition, cancellationToken) : [],
            OtherVersions = counts.Months[^1].Others(definition, current.Population),
            BurstHours = bursts,
            WithoutBursts = bursts.Count == 0 ? null : await WithoutAsync(unit, period, definition, current.Counted, bursts, cancellationToken),
            SurveyAddress = unit.Status == UnitStatus.Active && options.Value.PublicAddress is { } address ? new Uri(address, $"/s/{unit.Code}") : null,
        };
    }

    private async Task<Counts> CountAsync(Unit unit, List<Place> within, DateOnly reported, bool published, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var counts = new Counts(
            [.. Enumerable.Range(0, TrendMonths).Select(_ => new VersionTallies())], [.. Enumerable.Range(0, TrendMonths).Select(_ => new HashSet<int>())], [], []);
        var children = ChildrenByPlace(unit, within);
        var last = TallyKey.MonthOf(reported);
        var first = reported.AddMonths(1 - TrendMonths);
        var rows = published
            ? survey.Published(unit, TallyKey.MonthOf(first), last).Select(row => new Tally
            {
                UnitId = row.UnitId,
                ServiceId = row.ServiceId,
                QuestionnaireVersionId = row.QuestionnaireVersionId,
                Month = row.Month,
                Class = row.Class,
                Counts = row.Counts,
            })
            : survey.Rows(unit, TallyKey.MonthOf(first), last);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var version = known[row.QuestionnaireVersionId];
            var month = (((row.Month / 100) - first.Year) * 12) + (row.Month % 100) - first.Month;
            SurveyFacts.Add(counts.Months[month], version, row);
            if (row.Class != ResponseClass.Excluded)
            {
                counts.Answered[month].Add(row.ServiceId);
            }

            if (row.Month != last)
            {
                continue;
            }

            if (row.UnitId == unit.Id)
            {
                SurveyFacts.Add(Of(counts.Services, row.ServiceId), version, row);
            }
            else if (children.TryGetValue(row.UnitId, out var child))
            {
                SurveyFacts.Add(Of(counts.SubUnits, child), version, row);
            }
        }

        return counts;

        static VersionTallies Of(Dictionary<int, VersionTallies> parts, int id)
        {
            if (!parts.TryGetValue(id, out var part))
            {
                part = new VersionTallies();
                parts.Add(id, part);
            }

            return part;
        }
    }

    /// <summary>For each unit below: the unit directly below the reported one that it belongs to.</summary>
    private static Dictionary<int, int> ChildrenByPlace(Unit unit, List<Place> within)
    {
        var children = within.Where(place => place.ParentId == unit.Id).ToDictionary(place => place.Path, place => place.Id, StringComparer.Ordinal);
        return within.Where(place => place.Id != unit.Id).ToDictionary(
            place => place.Id,
            place => children[place.Path[..(place.Path.IndexOf('/', unit.Path.Length) + 1)]]);
    }

    private static List<PartFacts> ServiceParts(Unit unit, List<OfferedService> services, Counts counts, QuestionnaireDefinition definition, Period period) =>
        [.. services
            .Where(offered => offered.Service.UnitId == unit.Id && (!offered.Service.Archived || counts.Answered[^1].Contains(offered.Service.Id)))
            .Select(offered => new PartFacts(
                offered.Service.Code,
                offered.Service.Name,
                (counts.Services.GetValueOrDefault(offered.Service.Id) ?? new VersionTallies())
                    .Pool(definition, SurveyFacts.Population([offered], counts.Answered[^1], period))))];

    private static List<PartFacts> SubUnitParts(
        Unit unit, List<Place> within, List<OfferedService> services, Counts counts, QuestionnaireDefinition definition, Period period)
    {
        var children = ChildrenByPlace(unit, within);
        var offered = services.Where(service => service.Service.UnitId != unit.Id).ToLookup(service => children[service.Service.UnitId]);
        return [.. within
            .Where(place => place.ParentId == unit.Id && (place.Status == UnitStatus.Active || counts.SubUnits.ContainsKey(place.Id)))
            .Select(place => new PartFacts(
                place.Code,
                place.Name,
                (counts.SubUnits.GetValueOrDefault(place.Id) ?? new VersionTallies()).Pool(definition, SurveyFacts.Population(offered[place.Id], counts.Answered[^1], period))))];
    }

    private async Task<List<ReferencePoint>> ReferencePointsAsync(Unit unit, Period period, CancellationToken cancellationToken) =>
        await context.PublishedReferences
            .Where(reference => reference.UnitId == unit.Id && reference.To <= period.To)
            .OrderBy(reference => reference.From)
            .Select(reference => new ReferencePoint(new Period(reference.From, reference.To), reference.Index, reference.N, reference.Source))
            .ToListAsync(cancellationToken);

    private async Task<List<CommentFacts>> CommentsAsync(Unit unit, Period period, QuestionnaireDefinition definition, CancellationToken cancellationToken)
    {
        // Answers to a questionnaire that is not added up with the report's have no place beside its elements; neither have their comments.
        var pooled = (await versions.AllAsync(cancellationToken)).Where(version => version.Value.Definition.PoolingKey == definition.PoolingKey)
            .ToDictionary(version => version.Key, version => version.Value.Definition);
        var ids = pooled.Keys.ToList();
        var rows = survey.Responses(unit, period)
            .Where(response => !response.Excluded && ids.Contains(response.QuestionnaireVersionId))
            .Join(
                context.SurveyComments,
                response => response.Id,
                comment => comment.SurveyResponseId,
                (response, comment) => new { response.Id, response.LocalDay, response.ServiceId, response.Answers, response.QuestionnaireVersionId, comment.Text })
            .GroupJoin(context.Services, row => row.ServiceId, service => service.Id, (row, services) => new { row, services })
            .SelectMany(pair => pair.services.DefaultIfEmpty(), (pair, service) => new { pair.row, Service = service == null ? null : service.Name })
            .OrderBy(pair => pair.row.Id);
        var comments = new List<CommentFacts>();
        await foreach (var pair in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var answers = definition.Reorder(pair.row.Answers, pooled[pair.row.QuestionnaireVersionId]);
            comments.Add(new CommentFacts(pair.row.LocalDay, pair.Service, answers, pair.row.Text));
        }

        return comments;
    }

    private async Task<AnswerTally> WithoutAsync(
        Unit unit, Period period, QuestionnaireDefinition definition, AnswerTally counted, IReadOnlyList<BurstHour> bursts, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var taken = new VersionTallies();
        foreach (var burstsOfDay in bursts.GroupBy(burst => burst.HourOfMonth / 24))
        {
            var day = period.From.AddDays(burstsOfDay.Key);
            var hours = burstsOfDay.Select(burst => (int?)(burst.HourOfMonth % 24)).ToList();
            var responses = survey.Responses(unit, new Period(day, day)).Where(response => hours.Contains(response.LocalHour) && !response.Excluded);
            await foreach (var response in responses.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                taken.Of(known[response.QuestionnaireVersionId], ResponseClass.Clean).Remove(response.Counted);
            }
        }

        return AnswerTally.Sum(counted.Layout, [counted, taken.Pool(definition, null).Clean]);
    }

    private static Letterhead LetterheadOf(Unit unit, UnitSettings settings, DateOnly month) => new(
        settings.Root.Name,
        settings.LetterheadName,
        settings.LetterheadAddress,
        settings.CoatOfArms,
        DocumentNumber.Of(settings.DocumentNumberPattern, unit, month, number: null),
        settings.SignerName,
        settings.SignerNip,
        settings.SignerTitle);

    private sealed record Place(int Id, int? ParentId, string Path, string Code, string Name, UnitStatus Status);

    /// <param name="Months">Oldest first.</param>
    /// <param name="Answered">For each of the months the services with answers that count.</param>
    /// <param name="Services">Of the unit itself in the last month, by service; 0 is the unit as such.</param>
    /// <param name="SubUnits">In the last month, by the unit directly below.</param>
    private sealed record Counts(
        List<VersionTallies> Months, List<HashSet<int>> Answered, Dictionary<int, VersionTallies> Services, Dictionary<int, VersionTallies> SubUnits);
}
