using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Forum;

/// <summary>A picture as it is shown within a page that nobody else can open.</summary>
public sealed record InlinePicture(PostPicture Picture, byte[] Small)
{
    public string Source => $"data:image/jpeg;base64,{Convert.ToBase64String(Small)}";
}

/// <summary>Takes pictures in, and finds them.</summary>
public sealed class PostPictures(PublicVoiceDbContext context, PictureTool tool, TimeProvider clock)
{
    /// <summary>So many may wait for their posts, of everybody together: the form is no store for files.</summary>
    private const int MostUnsent = 3000;

    public static readonly LocalText TooLarge = new($"Foto paling besar {PostPicture.MaxBytes >> 20} MB. Pilih yang lebih kecil.", $"A picture may have {PostPicture.MaxBytes >> 20} MB at most. Choose a smaller one.");
    public static readonly LocalText TooMany = new($"Paling banyak {PostPicture.Most} foto. Pilih yang paling perlu saja.", $"At most {PostPicture.Most} pictures. Choose only those that matter most.");
    private static readonly LocalText Gone = new("Foto yang dipilih tadi tidak tersimpan lagi. Pilih lagi fotonya.", "The pictures that you chose are no longer kept. Choose them again.");
    private static readonly LocalText Busy = new("Foto tidak dapat diterima saat ini. Kirim tanpa foto, atau coba lagi nanti.", "Pictures cannot be taken right now. Send without them, or try again later.");

    private static readonly LocalText Unreadable = new("Berkas ini tidak dapat dibaca sebagai foto. Pilih foto JPEG, PNG, atau WebP.", "This file cannot be read as a picture. Choose a JPEG, PNG or WebP picture.");

    public bool AreTaken => tool.IsAvailable;

    /// <summary>Brings the pictures of a form in line with what was sent. One that the form did not show, since it is an older copy found by the back button, stays.</summary>
    /// <param name="kept">Keys of pictures that were sent before and must be there still.</param>
    /// <param name="unticked">Keys of pictures that go.</param>
    /// <returns>Those that it has now, in order, and what keeps it from having the others.</returns>
    public async Task<(IReadOnlyList<PostPicture> Pictures, LocalText? Problem)> CollectAsync(
        Guid formKey, IReadOnlyList<Guid> kept, IReadOnlyList<Guid> unticked, IReadOnlyList<byte[]> files, CancellationToken cancellationToken)
    {
        var known = await OfFormAsync(formKey, cancellationToken);
        if (known.Exists(picture => picture.PostId is not null))
        {
            return (known, null); // sent already: the same form stores nothing more
        }

        var chosen = known.FindAll(picture => !unticked.Contains(picture.Key));
        var problem = kept.All(key => known.Exists(picture => picture.Key == key)) ? null : Gone;
        foreach (var file in files)
        {
            var hash = SHA256.HashData(file);
            if (known.Find(picture => picture.SourceHash.AsSpan().SequenceEqual(hash)) is { } same)
            {
                chosen = chosen.Contains(same) ? chosen : [.. chosen, same];
            }
            else if (chosen.Count >= PostPicture.Most)
            {
                problem = TooMany;
            }
            else
            {
                var (stored, refusal) = await StoreAsync(formKey, file, hash, cancellationToken);
                (chosen, problem) = (stored is null || chosen.Exists(picture => picture.Id == stored.Id) ? chosen : [.. chosen, stored], refusal ?? problem);
            }
        }

        (chosen, problem) = chosen.Count > PostPicture.Most ? (chosen.GetRange(0, PostPicture.Most), TooMany) : (chosen, problem);
        var stay = chosen.ConvertAll(picture => picture.Id);
        if (known.Exists(picture => !stay.Contains(picture.Id)))
        {
            await context.PostPictures.Where(picture => picture.FormKey == formKey && picture.PostId == null && !stay.Contains(picture.Id)).ExecuteDeleteAsync(cancellationToken);
        }

        return ([.. chosen.OrderBy(picture => picture.Position)], problem);
    }

    /// <summary>Gives the pictures of a form to the post that was sent with it, in the caller's transaction.</summary>
    public async Task AttachAsync(Post post, PostDraft draft, CancellationToken cancellationToken)
    {
        var keys = draft.PictureKeys();
        var pictures = (await OfFormAsync(post.SubmissionKey, cancellationToken)).FindAll(picture => keys.Contains(picture.Key));
        for (var at = 0; at < pictures.Count; at++)
        {
            var (id, position, alt) = (pictures[at].Id, at + 1, draft.AltOf(pictures[at].Key));
            await context.PostPictures.Where(picture => picture.FormKey == post.SubmissionKey && picture.Position == position && picture.Id != id).ExecuteDeleteAsync(cancellationToken); // left out
            await context.PostPictures.Where(picture => picture.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(picture => picture.PostId, post.Id).SetProperty(picture => picture.Position, position).SetProperty(picture => picture.Alt, alt), cancellationToken);
        }
    }

    public Task<List<PostPicture>> OfAsync(Post post, CancellationToken cancellationToken) =>
        context.PostPictures.AsNoTracking().Where(picture => picture.PostId == post.Id).OrderBy(picture => picture.Position).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<InlinePicture>> InlineAsync(IReadOnlyList<PostPicture> pictures, CancellationToken cancellationToken)
    {
        var ids = pictures.Select(picture => picture.Id).ToList();
        var contents = ids.Count == 0 ? [] : await context.PostPictureContents.Where(content => ids.Contains(content.PostPictureId))
            .Select(content => new { content.PostPictureId, content.Small }).ToDictionaryAsync(content => content.PostPictureId, content => content.Small, cancellationToken);
        return [.. pictures.Where(picture => contents.ContainsKey(picture.Id)).Select(picture => new InlinePicture(picture, contents[picture.Id]))];
    }

    /// <returns>Null unless the public may see it now.</returns>
    public async Task<byte[]?> PublicAsync(Guid key, bool small, CancellationToken cancellationToken)
    {
        var found = await context.PostPictures.AsNoTracking().Where(picture => picture.Key == key && picture.IsShown)
            .Join(context.Posts, picture => picture.PostId, post => post.Id, (picture, post) => new { picture.Id, Post = post }).SingleOrDefaultAsync(cancellationToken);
        return found is { Post.IsPublic: true } ? await ContentAsync(found.Id, small, cancellationToken) : null;
    }

    public Task<byte[]?> ContentAsync(int id, bool small, CancellationToken cancellationToken) =>
        context.PostPictureContents.Where(content => content.PostPictureId == id).Select(content => small ? content.Small : content.Large).SingleOrDefaultAsync(cancellationToken);

    private Task<List<PostPicture>> OfFormAsync(Guid formKey, CancellationToken cancellationToken) =>
        context.PostPictures.AsNoTracking().Where(picture => picture.FormKey == formKey).OrderBy(picture => picture.Position).ToListAsync(cancellationToken);

    private async Task<(PostPicture? Picture, LocalText? Problem)> StoreAsync(Guid formKey, byte[] file, byte[] hash, CancellationToken cancellationToken)
    {
        if (Refusal(file) is { } refusal)
        {
            return (null, refusal);
        }

        if (!tool.IsAvailable || await context.PostPictures.CountAsync(picture => picture.PostId == null, cancellationToken) >= MostUnsent)
        {
            return (null, Busy);
        }

        if (await tool.EncodeAsync(file, cancellationToken) is not var (large, small) || PictureHeader.Read(large) is not { } size || PictureHeader.Read(small) is not { } smallSize)
        {
            return (null, Unreadable);
        }

        for (var tries = 0; tries <= PostPicture.Most; tries++)
        {
            var known = await OfFormAsync(formKey, cancellationToken);
            if (known.Find(other => other.SourceHash.AsSpan().SequenceEqual(hash)) is { } same)
            {
                return (same, null); // the same form sent twice at once: the other one stored it
            }

            var picture = new PostPicture
            {
                Key = new Guid(RandomNumberGenerator.GetBytes(16)),
                FormKey = formKey,
                SourceHash = hash,
                Position = known.Count == 0 ? 1 : known[^1].Position + 1,
                SentOn = clock.GetUtcNow().UtcDateTime,
                Width = size.Width,
                Height = size.Height,
                SmallWidth = smallSize.Width,
                SmallHeight = smallSize.Height,
            };
            try
            {
                await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
                context.Add(picture);
                await context.SaveChangesAsync(cancellationToken);
                context.Add(new PostPictureContent { PostPictureId = picture.Id, Large = large, Small = small });
                await context.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return (picture, null);
            }
            catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
            {
                context.ChangeTracker.Clear();
            }
        }

        return (null, Busy);
    }

    private static LocalText? Refusal(byte[] file) => (file.Length > PostPicture.MaxBytes, PictureHeader.Read(file)) switch
    {
        (true, _) => TooLarge,
        (_, null) => Unreadable,
        (_, { Pixels: > PostPicture.MaxPixels }) => new($"Foto paling besar {PostPicture.MaxPixels / 1_000_000} juta piksel. Perkecil dulu.", $"A picture may have {PostPicture.MaxPixels / 1_000_000} million pixels at most. Make it smaller first."),
        _ => null,
    };
}
