using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Forum;

/// <summary>Takes posts in: each once, however often its form is sent.</summary>
public sealed class PostSubmissions(PublicVoiceDbContext context, ReceiptCodes receipts, ForumRules rules, Followers followers, TimeProvider clock)
{
    /// <param name="draft">Tidied and without errors.</param>
    /// <param name="key">Of the form.</param>
    /// <returns>The receipt code.</returns>
    public async Task<string> StoreAsync(ForumPlace place, PostDraft draft, Guid key, PostSignals signals, Language language, CancellationToken cancellationToken)
    {
        var receipt = receipts.For(key);
        if (await IsStoredAsync(key, cancellationToken))
        {
            return receipt;
        }

        var post = new Post
        {
            SubmissionKey = key,
            ReceiptHash = receipts.Hash(receipt),
            UnitId = place.Unit.Id,
            ServiceId = place.Services.FirstOrDefault(service => service.ShortCode == draft.Service)?.Id,
            Kind = draft.ChosenKind!.Value,
            Title = draft.Title!,
            Text = draft.Text!,
            Name = draft.KeptName,
            NameShown = draft.ChosenNameShown!.Value,
            IsConfidential = draft.IsConfidential,
            Language = language == Language.English ? "en" : "id",
            WrittenOn = clock.GetUtcNow().UtcDateTime,
            Signals = signals,
            ReviewBy = await rules.DeadlineAsync(place.Unit, rule => rule.ReviewDays, cancellationToken),
        };
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            context.Posts.Add(post);
            await context.SaveChangesAsync(cancellationToken);
            if (draft.Email is { Length: > 0 } email)
            {
                await followers.AskAsync(post, place.Unit.Name, email, isWriter: true, language, cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear();
            if (!await IsStoredAsync(key, cancellationToken))
            {
                throw;
            }
        }

        return receipt;
    }

    /// <summary>The key of a form, if it is one.</summary>
    public static Guid? KeyOf(string? text) => Guid.TryParseExact(text, "D", out var key) && key.Version == 7 ? key : null;

    private Task<bool> IsStoredAsync(Guid key, CancellationToken cancellationToken) => context.Posts.AnyAsync(post => post.SubmissionKey == key, cancellationToken);
}
