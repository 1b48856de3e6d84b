using System.Runtime.CompilerServices;
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

/// <summary>What is published about a unit and month.</summary>
/// <param name="Together">For each month of the trend the units that are counted in it.</param>
public sealed record PublishedFacts(EvaluationFacts Facts, IReadOnlyList<IReadOnlyList<Unit>> Together);

/// <summary>Gathers everything that the evaluation report of a unit and month is computed from.</summary>
public sealed class EvaluationFactsLoader(
    PublicVoiceDbContext context, UnitDirectory units, UnitHistory history, QuestionnaireVersions versions, SurveyFacts survey, ExtraAnswerFacts extras, ForumActivity forum, IOptions<PublicVoiceOptions> options)
{
    private const int TrendMonths = 13;

    /// <param name="month">Its first day.</param>
    /// <param name="questionnaireCode">Chooses between questionnaires whose answers cannot be added up; null leaves it to the answers.</param>
    /// <param name="withComments">False leaves the comments in the database.</param>
    /// <exception cref="InvalidOperationException">There is no questionnaire of that code.</exception>
    public async Task<EvaluationFacts> LoadAsync(
        Unit unit, DateOnly month, string? questionnaireCode, bool withComments, CancellationToken cancellationToken) =>
        (await LoadAsync(unit, month, questionnaireCode, withComments, published: false, merged: true, cancellationToken)).Facts;

    /// <summary>The same from what is published: without comments, hours, and what people took out.</summary>
    /// <param name="merged">Whether months before a merger show together what was merged, so that they can be compared; else the unit alone.</param>
    public Task<PublishedFacts> LoadPublishedAsync(Unit unit, DateOnly month, bool merged, CancellationToken cancellationToken) =>
        LoadAsync(unit, month, questionnaireCode: null, withComments: false, published: true, merged, cancellationToken);

    private async Task<PublishedFacts> LoadAsync(
        Unit unit, DateOnly month, string? questionnaireCode, bool withComments, bool published, bool merged, CancellationToken cancellationToken)
    {
        var settings = await units.SettingsAsync(unit, cancellationToken);
        var tree = await history.OfAsync(unit, cancellationToken);
        var period = Period.Month(month.Year, month.Month);
        var within = (await tree.Within(context.Units, unit, period.To).AsNoTracking().ToListAsync(cancellationToken))
            .Select(other => tree.At(other, period.To)).OrderBy(place => place.Path, StringComparer.Ordinal).ToList();
        var shown = tree.At(unit, period.To);
        var counts = await CountAsync(unit, shown, within, month, published, merged, cancellationToken);
        var services = counts.Offered[^1];
        var own = questionnaireCode is null
            ? await versions.CurrentAsync(settings, cancellationToken)
            : await versions.NewestAsync(questionnaireCode, cancellationToken) ?? throw new InvalidOperationException($"There is no questionnaire \"{questionnaireCode}\".");
        var definition = counts.Months[^1].Choose(own, named: questionnaireCode is not null).Definition;
        var trend = counts.Months.Select((tallies, i) =>
        {
            var first = month.AddMonths(i + 1 - TrendMonths);
            return new MonthFacts(first, tallies.Pool(definition, SurveyFacts.Population(counts.Offered[i], counts.Answered[i], Period.Month(first.Year, first.Month))));
        }).ToList();
        var current = trend[^1].Tallies;
        var bursts = published ? [] : Bursts.In(current.Counted);

        var facts = new EvaluationFacts
        {
            Unit = new ReportUnit(unit.Code, unit.Type, shown.Name, unit.HeadTitle),
            Letterhead = LetterheadOf(unit, settings, month),
            Period = period,
            Definition = definition,
            Current = current,
            Previous = trend[^2].Tallies,
            Trend = trend,
            TrendBreaks = await TreeBreaks.OfAsync(context, tree, unit, month.AddMonths(1 - TrendMonths), period.To, cancellationToken),
            ReferencePoints = await ReferencePointsAsync(unit, period, cancellationToken),
            Services = ServiceParts(unit, services, counts, definition, period),
            WithoutService = counts.Services.GetValueOrDefault(0)?.Pool(definition, population: null),
            SubUnits = SubUnitParts(shown, within, services, counts, definition, period),
            Comments = withComments ? await CommentsAsync(unit, period, definition, cancellationToken) : [],
            OtherVersions = counts.Months[^1].Others(definition, current.Population),
            BurstHours = bursts,
            WithoutBursts = bursts.Count == 0 ? null : await WithoutAsync(unit, period, definition, current.Counted, bursts, cancellationToken),
            ExtraQuestions = published ? [] : await extras.LoadAsync(unit, period, cancellationToken),
            Forum = published ? null : await ForumAsync(unit, settings, month, tree, counts, cancellationToken),
            SurveyAddress = unit.Status == UnitStatus.Active && options.Value.PublicAddress is { } address ? new Uri(address, $"/s/{unit.Code}") : null,
        };
        return new PublishedFacts(facts, counts.Together);
    }

    private async Task<Counts> CountAsync(
        Unit unit, UnitThen shown, List<UnitThen> within, DateOnly reported, bool published, bool merged, CancellationToken cancellationToken)
    {
        var known = await versions.AllAsync(cancellationToken);
        var counts = new Counts(
            [.. Enumerable.Range(0, TrendMonths).Select(_ => new VersionTallies())], [.. Enumerable.Range(0, TrendMonths).Select(_ => new HashSet<int>())], [], [], [], []);
        var tree = await history.OfAsync(unit, cancellationToken);
        var predecessors = await PredecessorsAsync(tree, cancellationToken);
        var children = ChildrenByPlace(shown, within);
        var last = TallyKey.MonthOf(reported);
        var first = reported.AddMonths(1 - TrendMonths);
        foreach (var stretch in tree.Stretches(TallyKey.MonthOf(first), last))
        {
            var together = merged ? tree.Together(unit, stretch.Day, TreeHistory.LastDay(last), predecessors) : [unit];
            var offered = new List<OfferedService>();
            foreach (var one in together)
            {
                offered.AddRange(await survey.ServicesAsync(one, stretch.Day, cancellationToken));
                await foreach (var row in RowsAsync(tree.Within(context.Units, one, stretch.Day), stretch, published, cancellationToken))
                {
                    Count(counts, known[row.QuestionnaireVersionId], row, (((row.Month / 100) - first.Year) * 12) + (row.Month % 100) - first.Month, row.Month == last);
                }
            }

            for (var month = stretch.FromMonth; month <= stretch.ToMonth; month += month % 100 == 12 ? 89 : 1)
            {
                counts.Offered.Add(offered);
                counts.Together.Add(together);
            }
        }

        return counts;

        void Count(Counts counts, LoadedVersion version, Tally row, int month, bool isReported)
        {
            SurveyFacts.Add(counts.Months[month], version, row);
            if (row.Class != ResponseClass.Excluded)
            {
                counts.Answered[month].Add(row.ServiceId);
            }

            if (isReported && row.UnitId == unit.Id)
            {
                SurveyFacts.Add(Of(counts.Services, row.ServiceId), version, row);
            }
            else if (isReported && children.TryGetValue(row.UnitId, out var child))
            {
                SurveyFacts.Add(Of(counts.SubUnits, child), version, row);
            }
        }

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

    private async IAsyncEnumerable<Tally> RowsAsync(
        IQueryable<Unit> within, TreeStretch stretch, bool published, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var rows = published
            ? survey.Published(within, stretch.FromMonth, stretch.ToMonth).Select(row => new Tally
            {
                UnitId = row.UnitId,
                ServiceId = row.ServiceId,
                QuestionnaireVersionId = row.QuestionnaireVersionId,
                Month = row.Month,
                Class = row.Class,
                Counts = row.Counts,
            })
            : survey.Rows(within, stretch.FromMonth, stretch.ToMonth);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return row;
        }
    }

    private async Task<Dictionary<int, Unit>> PredecessorsAsync(TreeHistory tree, CancellationToken cancellationToken)
    {
        var ids = tree.Successions.Select(row => row.UnitId).Distinct().ToList();
        return ids.Count == 0 ? [] : await context.Units.AsNoTracking().Where(unit => ids.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancellationToken);
    }

    /// <summary>For each unit below: the unit directly below the reported one that it belongs to.</summary>
    private static Dictionary<int, int> ChildrenByPlace(UnitThen unit, List<UnitThen> within)
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
        UnitThen unit, List<UnitThen> within, List<OfferedService> services, Counts counts, QuestionnaireDefinition definition, Period period)
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
        var rows = (await survey.ResponsesAsync(unit, period, cancellationToken))
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
            var responses = (await survey.ResponsesAsync(unit, new Period(day, day), cancellationToken)).Where(response => hours.Contains(response.LocalHour) && !response.Excluded);
            await foreach (var response in responses.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                taken.Of(known[response.QuestionnaireVersionId], ResponseClass.Clean).Remove(response.Counted);
            }
        }

        return AnswerTally.Sum(counted.Layout, [counted, taken.Pool(definition, null).Clean]);
    }

    /// <summary>Counts the same units as the survey does, in the month and in the month before.</summary>
    private async Task<ForumFacts?> ForumAsync(Unit unit, UnitSettings settings, DateOnly month, TreeHistory tree, Counts counts, CancellationToken cancellationToken)
    {
        return await forum.LoadAsync(unit, settings, await MonthAsync(month, counts.Together[^1]), await MonthAsync(month.AddMonths(-1), counts.Together[^2]), cancellationToken);

        async Task<ForumMonth> MonthAsync(DateOnly first, IReadOnlyList<Unit> together)
        {
            var ids = new List<int>();
            foreach (var one in together)
            {
                ids.AddRange(await tree.Within(context.Units, one, TreeHistory.LastDay(TallyKey.MonthOf(first))).Select(other => other.Id).ToListAsync(cancellationToken));
            }

            return forum.Month(ids, first, settings.TimeZone);
        }
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

    /// <param name="Months">Oldest first.</param>
    /// <param name="Answered">For each of the months the services with answers that count.</param>
    /// <param name="Services">Of the unit itself in the last month, by service; 0 is the unit as such.</param>
    /// <param name="SubUnits">In the last month, by the unit directly below.</param>
    /// <param name="Offered">For each of the months the services as they were then.</param>
    /// <param name="Together">For each of the months the units that are counted.</param>
    private sealed record Counts(
        List<VersionTallies> Months,
        List<HashSet<int>> Answered,
        Dictionary<int, VersionTallies> Services,
        Dictionary<int, VersionTallies> SubUnits,
        List<List<OfferedService>> Offered,
        List<IReadOnlyList<Unit>> Together);
}
