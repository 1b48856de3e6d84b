using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Forum;

/// <summary>Takes posts in: each once, however often its form is sent.</summary>
public sealed class PostSubmissions(PublicVoiceDbContext context, ReceiptCodes receipts, ForumRules rules, PostPictures pictures, Followers followers, TimeProvider clock)
{
    private static readonly TimeSpan RepeatedWithin = TimeSpan.FromDays(30);

    /// <param name="draft">Tidied and without errors.</param>
    /// <param name="key">Of the form.</param>
    /// <param name="signals">What is notable about how it was sent; what is notable about its words is added here.</param>
    /// <returns>The receipt code.</returns>
    public async Task<string> StoreAsync(ForumPlace place, PostDraft draft, Guid key, PostSignals signals, Language language, CancellationToken cancellationToken)
    {
        var receipt = receipts.For(key);
        if (await IsStoredAsync(key, cancellationToken))
        {
            return receipt;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var words = $"{draft.Title}\n{draft.Text}";
        var hash = SearchWords.Fingerprint(words);
        var from = now - RepeatedWithin;
        var isRepeated = await context.Posts.AnyAsync(other => other.WordsHash == hash && other.WrittenOn > from, cancellationToken);
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
            WrittenOn = now,
            Signals = signals | (ForumText.HasLink(words) ? PostSignals.Links : PostSignals.None) | (isRepeated ? PostSignals.Repeated : PostSignals.None),
            WordsHash = hash,
            ReviewBy = await rules.DeadlineAsync(place.Unit, rule => rule.ReviewDays, cancellationToken),
        };
        try
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            context.Posts.Add(post);
            await context.SaveChangesAsync(cancellationToken);
            await pictures.AttachAsync(post, draft, cancellationToken);
            if (draft.Email is { Length: > 0 } email)
            {
                await followers.AskAsync(post, place.Unit.Name, email, isWriter: true, supports: false, language, cancellationToken);
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
