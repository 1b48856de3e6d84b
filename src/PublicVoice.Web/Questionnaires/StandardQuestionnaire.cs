using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Questionnaires;

/// <summary>The instrument of PermenPANRB 14/2017, which every installation has.</summary>
public static class StandardQuestionnaire
{
    /// <summary>Its content as JSON.</summary>
    public static string Content()
    {
        using var stream = typeof(StandardQuestionnaire).Assembly.GetManifestResourceStream("skm-2017.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Puts it in where it is missing. Several nodes may start at once: the loser of the race finds it there.</summary>
    public static async Task EnsureAsync(PublicVoiceDbContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await IsStoredAsync(context, cancellationToken))
        {
            return;
        }

        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var questionnaire = await context.Questionnaires.SingleOrDefaultAsync(found => found.Code == QuestionnaireVersions.StandardCode, cancellationToken);
            if (questionnaire is null)
            {
                questionnaire = new Questionnaire { Code = QuestionnaireVersions.StandardCode };
                context.Questionnaires.Add(questionnaire);
                await context.SaveChangesAsync(cancellationToken);
            }

            context.QuestionnaireVersions.Add(new QuestionnaireVersion
            {
                QuestionnaireId = questionnaire.Id,
                Number = 1,
                Content = Content(),
                CreatedOn = clock.GetUtcNow().UtcDateTime,
            });
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear();
            if (!await IsStoredAsync(context, cancellationToken))
            {
                throw;
            }
        }
    }

    private static Task<bool> IsStoredAsync(PublicVoiceDbContext context, CancellationToken cancellationToken) =>
        context.QuestionnaireVersions.AnyAsync(
            version => context.Questionnaires.Any(found => found.Id == version.QuestionnaireId && found.Code == QuestionnaireVersions.StandardCode),
            cancellationToken);
}
