using PublicVoice.Reports.Indicators;

namespace PublicVoice.Web.Surveys;

public enum ResponseUploadState
{
    /// <summary>Waits for somebody to say what its columns mean.</summary>
    Received = 0,

    /// <summary>Is being read to show what would happen.</summary>
    Checking = 1,

    /// <summary>Waits for somebody to say that it shall be imported.</summary>
    Checked = 2,
    Importing = 3,

    /// <summary>Its rows are survey responses; the file itself is gone.</summary>
    Imported = 4,
}

/// <summary>A file of survey responses that somebody sent by the browser. The file is kept until it is imported, a day at most.</summary>
public class ResponseUpload
{
    public const int MaxBytes = 32 * 1024 * 1024;
    public const int MaxRows = 200_000;
    public const int FileNameMaxLength = 200;
    public const int PersonMaxLength = 200;
    public const int BatchMaxLength = 60;
    public const int TextMaxLength = 4_000_000;

    /// <summary>A run that has not ended by then died with its server; the same rows never count twice, so it is done again.</summary>
    public static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    public int Id { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Who sent it; nobody else sees it before it is imported.</summary>
    public required int AccountId { get; init; }
    public required string SentBy { get; init; }

    /// <summary>As the browser called it; only ever shown.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    public required byte[] Hash { get; init; }
    public required Channel Channel { get; init; }
    public required DateTime ReceivedOn { get; init; }

    /// <summary>Sheet of a spreadsheet; null for the first.</summary>
    public string? Sheet { get; set; }

    /// <summary>Name that keeps its rows apart from equal ones of another file; empty where they are the same rows.</summary>
    public string Batch { get; set; } = "";

    /// <summary>SHA-256 of the column names: another file of the unit with the same gets the same mapping.</summary>
    public byte[] HeaderHash { get; set; } = [];

    /// <summary><see cref="ScannedFile"/> as JSON; null once it is imported.</summary>
    public string? Scan { get; set; }

    /// <summary><see cref="ResponseMapping"/> as JSON.</summary>
    public string? Mapping { get; set; }
    public ResponseUploadState State { get; set; }

    /// <summary>Bad rows are left out, instead of refusing the file.</summary>
    public bool SkipInvalid { get; set; }

    /// <summary><see cref="ResponseUploadOutcome"/> as packed JSON: what would happen, or why it could not be read.</summary>
    public byte[]? Outcome { get; set; }

    /// <summary>When a server began to read it.</summary>
    public DateTime? StartedOn { get; set; }
    public DateTime? ImportedOn { get; set; }
    public int? NewRows { get; set; }
    public int? KnownRows { get; set; }
    public int? BadRows { get; set; }
}

/// <summary>The file itself, apart so that it is read only when it is needed.</summary>
public class ResponseUploadContent
{
    public required int ResponseUploadId { get; init; }
    public required byte[] Content { get; init; }
}
