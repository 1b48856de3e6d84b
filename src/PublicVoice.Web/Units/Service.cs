using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Units;

/// <summary>A kind of service (jenis layanan) of one unit.</summary>
public class Service
{
    public const int CodeMaxLength = 128;
    public const int NameMaxLength = 200;
    public const long MaxServedPerYear = 1_000_000_000;

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Unique in the installation: unit code, a dot, and a short name for addresses ("plg-disdik.mutasi-siswa").</summary>
    public required string Code { get; init; }
    public required string Name { get; set; }

    /// <summary>People served per year; null where unknown.</summary>
    public long? ServedPerYear { get; set; }
    public bool Archived { get; set; }

    /// <summary>The part of the code after the unit's, as used in addresses.</summary>
    public string ShortCode => Code[(Code.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>The service whose code, short code or else name this is, whatever its case, spaces and punctuation; an open one first.</summary>
    public static Service? Find(IEnumerable<Service> offered, string name)
    {
        var (services, loose) = (offered.OrderBy(service => service.Archived).ToList(), ImportText.Loose(name));
        return services.Find(service => ImportText.Loose(service.Code) == loose)
            ?? services.Find(service => ImportText.Loose(service.ShortCode) == loose)
            ?? services.Find(service => ImportText.Loose(service.Name) == loose);
    }
}
