namespace PublicVoice.Web.Units;

public enum UnitStatus
{
    Active = 0,

    /// <summary>No longer takes answers; its results stay.</summary>
    Closed = 1,

    /// <summary>Kept for history only.</summary>
    Archived = 2,
}

/// <summary>When a unit can be rated.</summary>
public enum SurveyOpening
{
    Always = 1,

    /// <summary>From–to only (survey periods).</summary>
    InPeriods = 2,
}

/// <summary>A node of the tree of service units. The root of a tree is one government.</summary>
public class Unit
{
    public const int CodeMaxLength = 64;
    public const int NameMaxLength = 200;
    public const int TypeMaxLength = 40;
    public const int PathMaxLength = 1000;
    public const int DefaultTextMaxLength = 400;
    public const int OfficeNetworksMaxLength = 2000;

    /// <summary>What a <see cref="DocumentNumberPattern"/> may hold between braces.</summary>
    public static readonly IReadOnlyList<string> DocumentNumberPlaceholders = ["number", "unit", "month", "month-roman", "year"];

    public int Id { get; init; }

    /// <summary>Short code, unique in the installation, lower-case letters, digits and hyphens: part of public addresses.</summary>
    public required string Code { get; init; }

    /// <summary>kota, dinas, kecamatan, kelurahan …: part of the identity, since names repeat between levels.</summary>
    public required string Type { get; init; }
    public required string Name { get; set; }
    public int? ParentId { get; set; }

    /// <summary>Codes from the root to this unit, each followed by a slash: "plg/plg-dinkes/plg-rsud/". Scope is a prefix of it.</summary>
    public required string Path { get; set; }
    public UnitStatus Status { get; set; }

    /// <summary>Title of its head, such as Kepala Dinas.</summary>
    public string? HeadTitle { get; set; }

    // What follows is inherited from the nearest unit above that has it (UnitSettings).

    /// <summary>IANA name; counts at the root only, so that one government cuts its months in one zone.</summary>
    public string? TimeZone { get; set; }
    public string? LetterheadName { get; set; }
    public string? LetterheadAddress { get; set; }

    /// <summary>PNG or JPEG, checked on import.</summary>
    public byte[]? CoatOfArms { get; set; }

    /// <summary>Such as "{number}/SKM/{unit}/{month-roman}/{year}".</summary>
    public string? DocumentNumberPattern { get; set; }
    public string? SignerName { get; set; }
    public string? SignerNip { get; set; }
    public string? SignerTitle { get; set; }

    /// <summary>Questionnaire used; the standard instrument where no unit up to the root names one.</summary>
    public int? QuestionnaireId { get; set; }

    /// <summary>Always open where no unit up to the root says otherwise.</summary>
    public SurveyOpening? Opening { get; set; }

    /// <summary><see cref="Units.OpeningHours"/> as text.</summary>
    public string? OpeningHours { get; set; }

    /// <summary><see cref="Units.OfficeNetworks"/> as text. What came from there is a fact to show, never a reason to refuse.</summary>
    public string? OfficeNetworks { get; set; }

    public string RootCode => Path[..Path.IndexOf('/', StringComparison.Ordinal)];

    public bool IsWithin(Unit other) => Path.StartsWith(other.Path, StringComparison.Ordinal);
}
