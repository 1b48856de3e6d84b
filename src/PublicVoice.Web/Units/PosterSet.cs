using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports.Pdf;

namespace PublicVoice.Web.Units;

public enum PosterScope
{
    /// <summary>One poster: citizens choose the service on their phone.</summary>
    Unit,

    /// <summary>One for each service of the unit.</summary>
    Services,

    /// <summary>One for the unit and one for every open unit below it.</summary>
    UnitsBelow,
}

/// <summary>Posters of a unit, its services, or everything below it.</summary>
public sealed class PosterSet(UnitDirectory directory)
{
    public const int CounterMaxLength = 40;

    /// <summary>More are not made at once.</summary>
    public const int Most = 1000;

    /// <param name="counter">Printed below the name; null for none.</param>
    /// <param name="root">Public address of the site.</param>
    /// <returns>With the name of the file of each; empty where nothing is open.</returns>
    public async Task<List<(string Name, Poster Poster)>> MakeAsync(Unit unit, PosterScope scope, string? counter, Uri root, CancellationToken cancellationToken)
    {
        var settings = await directory.SettingsAsync(unit, cancellationToken);
        if (scope == PosterScope.Services)
        {
            var services = unit.Status == UnitStatus.Active ? await directory.ServicesAsync(unit.Id, cancellationToken) : [];
            return services.ConvertAll(service => (service.Code, Of(unit, service.Name, $"/s/{unit.Code}/{service.ShortCode}")));
        }

        var units = scope == PosterScope.Unit ? [unit] : await directory.Within(unit).AsNoTracking().OrderBy(below => below.Path).Take(Most).ToListAsync(cancellationToken);
        return [.. units.Where(below => below.Status == UnitStatus.Active).Select(below => (below.Code, Of(below, null, $"/s/{below.Code}")))];

        Poster Of(Unit place, string? service, string path) =>
            new(settings.Root.Name, place.Name, service, counter, new Uri(root.AbsoluteUri.TrimEnd('/') + path), settings.CoatOfArms);
    }

    /// <summary>One PDF for each poster.</summary>
    public static byte[] Zip(IReadOnlyList<(string Name, Poster Poster)> posters, PosterSize size, DateOnly made)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, poster) in posters)
            {
                var entry = zip.CreateEntry($"poster-{name}.pdf", CompressionLevel.NoCompression); // compressed inside already
                entry.LastWriteTime = new DateTimeOffset(made.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
                using var file = entry.Open();
                file.Write(PosterPdf.Render([poster], size, made));
            }
        }

        return stream.ToArray();
    }
}
