using Microsoft.Extensions.Options;

namespace PublicVoice.Web.Forum;

/// <summary>Addresses of the forum. Absolute ones are only ever of the configured public address, since a request can name any host.</summary>
public sealed class ForumLinks(IOptions<PublicVoiceOptions> options)
{
    public const string Rules = "/forum/aturan";
    public const string Receipts = "/forum/tanda-terima";

    public static string Unit(string unitCode) => $"/forum/{unitCode}";

    public static string Write(string unitCode) => $"/forum/{unitCode}/tulis";

    /// <summary>The public page of a post; <see cref="Post.PublicationNumber"/> stays when it passes to another unit.</summary>
    public static string Topic(string unitCode, int publicationNumber) => $"/forum/{unitCode}/{publicationNumber}";

    public static string Receipt(string code) => $"{Receipts}/{code}";

    public string Absolute(string path) => (options.Value.PublicAddress?.AbsoluteUri ?? "http://localhost:5000").TrimEnd('/') + path;
}
