using PublicVoice.Reports;
using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Pages.Forum;

/// <summary>The pictures of a topic that is being written.</summary>
public sealed class FormPictures(PostPictures pictures)
{
    public const string FileField = "Files";

    /// <summary>Otherwise the form says that none can be sent.</summary>
    public bool AreTaken => pictures.AreTaken;

    public IReadOnlyList<InlinePicture> Shown { get; private set; } = [];

    /// <summary>Stores the files that came with a form, so that they need not be chosen again, and notes in the draft which pictures it has now.</summary>
    /// <returns>What keeps it from having them all.</returns>
    public async Task<LocalText?> TakeAsync(HttpRequest request, Guid key, PostDraft draft, CancellationToken cancellationToken)
    {
        var files = new List<byte[]>();
        foreach (var file in request.Form.Files.GetFiles(FileField).Where(file => file.Length > 0).Take(PostPicture.Most + 1))
        {
            await using var stream = file.OpenReadStream();
            var content = new byte[Math.Min(file.Length, PostPicture.MaxBytes + 1)]; // one more than may be tells that it is too large
            await stream.ReadExactlyAsync(content, cancellationToken);
            files.Add(content);
        }

        var (found, problem) = await pictures.CollectAsync(key, draft.PictureKeys(), draft.UntickedPictures(), files, cancellationToken);
        draft.Pictures = [.. found.Select(picture => picture.Key.ToString("N"))];
        Shown = await pictures.InlineAsync(found, cancellationToken);
        return problem;
    }
}

/// <summary>Public pictures by their random addresses. A picture that is hidden again is gone here at once; browsers may keep what they have seen, no cache between does.</summary>
public static class PictureFiles
{
    public const string Small = "kecil.jpg";
    public const string Large = "besar.jpg";
    public const string Type = "image/jpeg";

    public static string PathOf(PostPicture picture, string size) => $"/forum/gambar/{picture.Key:N}/{size}";

    public static void MapPostPictures(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/forum/gambar/{key:guid}/{size}", [HttpMethods.Get, HttpMethods.Head], async (Guid key, string size, PostPictures pictures, HttpContext context) =>
        {
            if (size is not (Small or Large) || await pictures.PublicAsync(key, size == Small, context.RequestAborted) is not { } content)
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
            return Results.Bytes(content, Type);
        });
}
