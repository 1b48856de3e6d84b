using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.ExtraQuestions;

/// <summary>An extra question with its newest wording.</summary>
public sealed record ListedExtraQuestion(ExtraQuestion Question, AskedQuestion Newest);

public enum ExtraQuestionOutcome
{
    Saved,
    CodeTaken,

    /// <summary>The unit asks as many as it may.</summary>
    TooMany,

    /// <summary>Somebody else changed it since it was read.</summary>
    ChangedMeanwhile,
}

/// <summary>Changes of extra questions, each with its entry in the audit log. Another wording is another version; nothing is deleted.</summary>
public sealed class ExtraQuestionAdministration(PublicVoiceDbContext context, AuditLog audit, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Of the unit itself, those asked now first.</summary>
    public async Task<IReadOnlyList<ListedExtraQuestion>> ListAsync(Unit unit, CancellationToken cancellationToken)
    {
        var questions = await context.ExtraQuestions.AsNoTracking().Where(question => question.UnitId == unit.Id).OrderBy(question => question.Position).ThenBy(question => question.Id).ToListAsync(cancellationToken);
        var ids = questions.Select(question => question.Id).ToList();
        var versions = (await context.ExtraQuestionVersions.AsNoTracking().Where(version => ids.Contains(version.ExtraQuestionId)).ToListAsync(cancellationToken)).ToLookup(version => version.ExtraQuestionId);
        return [.. questions.OrderBy(question => question.RetiredOn is not null)
            .Select(question => new ListedExtraQuestion(question, AskedQuestions.Read(versions[question.Id].MaxBy(version => version.Number)!, question)))];
    }

    /// <param name="unit">Its owner.</param>
    /// <param name="shortCode">Its code after that of the unit.</param>
    /// <param name="revision">The one that was read; null for a new question.</param>
    /// <param name="withUnitsBelow">Asked below as well.</param>
    /// <param name="content">What it asks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ExtraQuestionOutcome> SaveAsync(Unit unit, string shortCode, int? revision, bool withUnitsBelow, ExtraQuestionContent content, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var code = $"{unit.Code}.{shortCode}";
        var question = await context.ExtraQuestions.SingleOrDefaultAsync(found => found.Code == code, cancellationToken);
        if (revision is null)
        {
            if (question is not null)
            {
                return await IsRepeatedAsync(question, withUnitsBelow, content, cancellationToken) ? ExtraQuestionOutcome.Saved : ExtraQuestionOutcome.CodeTaken;
            }

            if (await context.ExtraQuestions.CountAsync(found => found.UnitId == unit.Id && found.RetiredOn == null, cancellationToken) >= ExtraQuestion.MostPerUnit)
            {
                return ExtraQuestionOutcome.TooMany;
            }

            var last = await context.ExtraQuestions.Where(found => found.UnitId == unit.Id).MaxAsync(found => (int?)found.Position, cancellationToken) ?? 0;
            question = new ExtraQuestion { UnitId = unit.Id, Code = code, WithUnitsBelow = withUnitsBelow, Position = last + 1 };
            context.Add(question);
            await context.SaveChangesAsync(cancellationToken);
        }
        else if (question is null || question.Revision != revision)
        {
            return ExtraQuestionOutcome.ChangedMeanwhile;
        }

        var newest = await context.ExtraQuestionVersions.AsNoTracking().Where(version => version.ExtraQuestionId == question.Id).OrderByDescending(version => version.Number).FirstOrDefaultAsync(cancellationToken);
        var before = newest is null ? null : AskedQuestions.Read(newest, question);
        if (before is not null && before.Content.IsSame(content) && question.WithUnitsBelow == withUnitsBelow)
        {
            return ExtraQuestionOutcome.Saved;
        }

        var facts = before is null ? null : Facts(before.Number, question.WithUnitsBelow, before.Content);
        question.WithUnitsBelow = withUnitsBelow;
        question.Revision += before is null ? 0 : 1;
        var number = before?.Number ?? 0;
        if (before?.Content.IsSame(content) != true)
        {
            number++;
            context.Add(new ExtraQuestionVersion { ExtraQuestionId = question.Id, Number = number, Content = JsonSerializer.Serialize(content, Json), CreatedOn = clock.GetUtcNow().UtcDateTime });
        }

        await audit.SaveAsync(new(before is null ? "extra-question.added" : "extra-question.changed", code, unit.Path, StaffTask.EditUnits, facts, Facts(number, withUnitsBelow, content)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ExtraQuestionOutcome.Saved;
    }

    /// <summary>Asks a question no longer, or again.</summary>
    public async Task<ExtraQuestionOutcome> SetRetiredAsync(Unit unit, int questionId, bool retired, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var question = await context.ExtraQuestions.SingleAsync(found => found.Id == questionId && found.UnitId == unit.Id, cancellationToken);
        if (question.RetiredOn is not null == retired)
        {
            return ExtraQuestionOutcome.Saved;
        }

        if (!retired && await context.ExtraQuestions.CountAsync(found => found.UnitId == unit.Id && found.RetiredOn == null, cancellationToken) >= ExtraQuestion.MostPerUnit)
        {
            return ExtraQuestionOutcome.TooMany;
        }

        question.RetiredOn = retired ? clock.GetUtcNow().UtcDateTime : null;
        question.Revision++;
        await audit.SaveAsync(new(retired ? "extra-question.retired" : "extra-question.taken-up", question.Code, unit.Path, StaffTask.EditUnits, new { retired = !retired }, new { retired }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ExtraQuestionOutcome.Saved;
    }

    /// <summary>The same form was sent twice.</summary>
    private async Task<bool> IsRepeatedAsync(ExtraQuestion question, bool withUnitsBelow, ExtraQuestionContent content, CancellationToken cancellationToken)
    {
        var newest = await context.ExtraQuestionVersions.AsNoTracking().Where(version => version.ExtraQuestionId == question.Id).OrderByDescending(version => version.Number).FirstAsync(cancellationToken);
        return question.RetiredOn is null && question.WithUnitsBelow == withUnitsBelow && AskedQuestions.Read(newest, question).Content.IsSame(content);
    }

    private static object Facts(int version, bool below, ExtraQuestionContent content) => new
    {
        version,
        kind = content.Kind.ToString(),
        text = content.Text.Indonesian,
        text_en = content.Text.English,
        required = content.Required,
        with_units_below = below,
        options = string.Join("; ", content.Options.Select(option => $"{option.Indonesian} / {option.English}")),
        scale = content.ScaleMax == 0 ? null : $"1–{content.ScaleMax}",
    };
}
