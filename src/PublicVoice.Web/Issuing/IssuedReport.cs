using System.Globalization;
using PublicVoice.Reports.Indicators;

namespace PublicVoice.Web.Issuing;

/// <summary>A report as it was issued. Its numbers never change; a correction is a new revision.</summary>
public class IssuedReport
{
    public const int CodeMaxLength = 100;
    public const int DocumentNumberMaxLength = 200;

    public int Id { get; init; }
    public required int UnitId { get; init; }
    public required int GovernmentId { get; init; }

    /// <summary>Stands in the public address of the check: code of the government, year, running number.</summary>
    public required string Code { get; init; }

    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>In which the number counts: that of the month.</summary>
    public required int Year { get; init; }

    /// <summary>1, 2, 3 … for each government and year.</summary>
    public required int Number { get; init; }

    /// <summary>As printed.</summary>
    public required string DocumentNumber { get; init; }
    public required DateTime IssuedOn { get; init; }

    /// <summary>Of the unit, as it was at the end of the month.</summary>
    public required string UnitName { get; init; }
    public required string QuestionnaireCode { get; init; }
    public required int QuestionnaireVersion { get; init; }
    public required string Formula { get; init; }

    /// <summary>Responses counted.</summary>
    public required long N { get; init; }

    /// <summary>Null when nobody answered.</summary>
    public required decimal? Index { get; init; }
    public required string? Grade { get; init; }

    /// <summary>Whether there are enough answers for the index to stand in a headline.</summary>
    public required bool Headline { get; init; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>All numbers as JSON, without a word that a citizen wrote.</summary>
    public required string Numbers { get; init; }

    /// <summary>Figures of fewer responses are nobody's business outside the office.</summary>
    public bool IsPublic => N >= SmallNumbers.FewestShown;

    public static string CodeOf(string government, int year, int number) => string.Create(CultureInfo.InvariantCulture, $"{government}-{year:0000}-{number:0000}");
}

/// <summary>The file of an issued report, apart from its figures: lists do not read it.</summary>
public class IssuedReportFile
{
    public required int ReportId { get; init; }

    /// <summary>PDF.</summary>
    public required byte[] Content { get; init; }
}

/// <summary>That a server makes a report just now. The number is given with it, so that one that was begun by a server that died keeps its number.</summary>
public class ReportClaim
{
    public int Id { get; init; }
    public required int UnitId { get; init; }
    public required int GovernmentId { get; init; }
    public required DateOnly Month { get; init; }
    public required int Year { get; init; }
    public required int Number { get; init; }

    /// <summary>Another server may take it over after <see cref="ReportIssuing.Patience"/>.</summary>
    public required DateTime ClaimedOn { get; init; }
}

/// <summary>That a leader knows a report.</summary>
public class ReportAcknowledgement
{
    public const int NoteMaxLength = 1000;

    public int Id { get; init; }
    public required int ReportId { get; init; }
    public required int AccountId { get; init; }

    /// <summary>Name of the leader at that time.</summary>
    public required string Name { get; init; }
    public required DateTime AcknowledgedOn { get; init; }
    public required string Note { get; init; }
}
