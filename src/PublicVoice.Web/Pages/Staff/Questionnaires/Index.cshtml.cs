using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

[Needs(StaffTask.ReadUnits)]
public sealed class IndexModel(PublicVoiceDbContext context, QuestionnaireScope scope, QuestionnaireUse use, QuestionnaireVersions versions) : PageModel
{
    /// <param name="Newest">Number of the newest version; null where only a draft is there.</param>
    /// <param name="Units">Active units that use it.</param>
    public sealed record Row(Questionnaire Questionnaire, Unit? Owner, LocalText Name, int? Newest, bool HasDraft, int Units);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var cancellationToken = HttpContext.RequestAborted;
        var used = await use.AllAsync(cancellationToken);
        var found = await context.Questionnaires.AsNoTracking().OrderBy(questionnaire => questionnaire.Code)
            .Select(questionnaire => new
            {
                Questionnaire = questionnaire,
                Owner = context.Units.FirstOrDefault(unit => unit.Id == questionnaire.UnitId),
                Newest = context.QuestionnaireVersions.Where(version => version.QuestionnaireId == questionnaire.Id).OrderByDescending(version => version.Number).Select(version => (int?)version.Id).FirstOrDefault(),
                Draft = context.QuestionnaireDrafts.FirstOrDefault(draft => draft.QuestionnaireId == questionnaire.Id),
            })
            .ToListAsync(cancellationToken);
        var rows = new List<Row>();
        foreach (var row in found.Where(row => scope.MayRead(row.Owner) && (row.Newest is not null || scope.MayEdit(row.Owner))))
        {
            var newest = row.Newest is { } id ? (await versions.FindAsync(id, cancellationToken))!.Definition : null;
            rows.Add(new Row(
                row.Questionnaire, row.Owner, newest?.Name ?? DraftContent.Read(row.Draft!).Name.Shown, newest?.Version, row.Draft is not null,
                used[row.Questionnaire.Id].Count(user => user.Unit.Status == UnitStatus.Active)));
        }

        Rows = [.. rows.OrderBy(row => row.Questionnaire.RetiredOn is not null).ThenBy(row => row.Questionnaire.Code, StringComparer.OrdinalIgnoreCase)];
    }
}
