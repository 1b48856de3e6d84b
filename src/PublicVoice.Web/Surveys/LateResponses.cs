using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>Finds responses that come into months which somebody has seen published (docs/decisions/0014-published-months.md).</summary>
public sealed class LateResponses(UnitDirectory directory, SurveyFacts survey)
{
    /// <param name="unit">That they belong to, or one above.</param>
    /// <param name="months">How many there are of each month, by its first day.</param>
    /// <returns>The months of these that are published already.</returns>
    public async Task<SortedDictionary<DateOnly, int>> OfAsync(Unit unit, IReadOnlyDictionary<DateOnly, int> months, CancellationToken cancellationToken)
    {
        if (months.Count == 0)
        {
            return [];
        }

        var root = (await directory.SettingsAsync(unit, cancellationToken)).Root;
        var published = await survey.Published(root, TallyKey.MonthOf(months.Keys.Min()), TallyKey.MonthOf(months.Keys.Max()))
            .Select(row => row.Month).Distinct().ToListAsync(cancellationToken);
        return new SortedDictionary<DateOnly, int>(
            months.Where(month => published.Contains(TallyKey.MonthOf(month.Key))).ToDictionary(month => month.Key, month => month.Value));
    }
}
