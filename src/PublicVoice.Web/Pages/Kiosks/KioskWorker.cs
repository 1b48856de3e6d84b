using System.Security.Cryptography;
using System.Text.Json;

namespace PublicVoice.Web.Pages.Kiosks;

/// <summary>
/// The service worker that keeps the pages of a tablet. Its first line holds a fingerprint of all that it keeps, so that browsers see when
/// any of it has changed; the rest is wwwroot/js/kiosk/worker.js.
/// </summary>
public sealed class KioskWorker(IWebHostEnvironment environment)
{
    private static readonly string[] Modules = ["idle", "kiosk", "screens", "sealing", "status", "store", "sync", "tablet", "words"];

    private string? fingerprint;

    public static IReadOnlyList<string> Files { get; } = ["/css/site.css", "/css/kiosk.css", "/img/mark.svg", .. Modules.Select(module => $"/js/kiosk/{module}.js")];

    /// <summary>Of everything that a tablet keeps: files, and the page itself, which is part of the program.</summary>
    public string Fingerprint => fingerprint ??= Compute();

    public IResult Answer(HttpContext context)
    {
        var root = context.Request.PathBase.Value ?? "";
        context.Response.Headers.CacheControl = "no-cache";
        var toKeep = JsonSerializer.Serialize(new { version = Fingerprint, root, files = Files.Select(file => root + file) });
        return Results.Text($"self.toKeep = {toKeep};\nimportScripts({JsonSerializer.Serialize($"{root}/js/kiosk/worker.js?v={Fingerprint}")});\n", "text/javascript");
    }

    private string Compute()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(KioskWorker).Module.ModuleVersionId.ToByteArray());
        foreach (var path in Files.Append("/js/kiosk/worker.js"))
        {
            using var stream = environment.WebRootFileProvider.GetFileInfo(path).CreateReadStream();
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
