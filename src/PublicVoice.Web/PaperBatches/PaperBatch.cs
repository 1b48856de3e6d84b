namespace PublicVoice.Web.PaperBatches;

public enum PaperBatchState
{
    /// <summary>Sheets are being typed in.</summary>
    Open = 0,

    /// <summary>Count and control total are right; another person types a sample again.</summary>
    Checking = 1,

    /// <summary>The sample agrees: the batch may be posted.</summary>
    Checked = 2,

    /// <summary>Its sheets count as survey responses.</summary>
    Posted = 3,
    Discarded = 4,
}

/// <summary>A stack of filled-in paper forms that is typed in together. Nothing of it counts before it is posted.</summary>
public class PaperBatch
{
    public const int MaxSheets = 500;
    public const int MaxDays = 366;
    public const int NameMaxLength = 200;
    public const int MostExtras = 20;
    public const int ExtrasMaxLength = 500;

    /// <summary>However small the batch, so many sheets are typed a second time (all of a smaller one).</summary>
    public const int FewestChecked = 3;

    public int Id { get; init; }

    /// <summary>What the submission keys of its sheets are made from; never shown.</summary>
    public required Guid Key { get; init; }
    public required int UnitId { get; init; }

    /// <summary>Of all sheets; null where each says its own.</summary>
    public required int? ServiceId { get; init; }
    public required int QuestionnaireVersionId { get; init; }

    /// <summary>Ids of the versions of extra questions that stand on the sheets, in that order, with commas between.</summary>
    public string ExtraVersions { get; init; } = "";

    /// <summary>First and last day on which the forms were filled in; the same where it was one.</summary>
    public required DateOnly FirstDay { get; init; }
    public required DateOnly LastDay { get; init; }

    /// <summary>Counted by hand before the first sheet is typed.</summary>
    public required int DeclaredSheets { get; set; }

    /// <summary>Sum of all scores on all sheets, added up by hand.</summary>
    public required int DeclaredTotal { get; set; }
    public required DateTime MadeOn { get; init; }

    /// <summary>Name of the person at that time.</summary>
    public required string MadeBy { get; init; }
    public PaperBatchState State { get; set; }

    /// <summary>Counts up with every change of the batch or its sheets: the row is the lock of both.</summary>
    public int Revision { get; set; }

    /// <summary>Samples drawn since the first entry was finished.</summary>
    public int Rounds { get; set; }

    // What is left of the sheets once they are gone.
    public int? PostedSheets { get; set; }
    public int? CheckedSheets { get; set; }

    /// <summary>Checked sheets whose two entries differed.</summary>
    public int? DifferentSheets { get; set; }
    public DateTime? ClosedOn { get; set; }

    /// <summary>Name of the person who posted or discarded it.</summary>
    public string? ClosedBy { get; set; }

    public bool IsClosed => State is PaperBatchState.Posted or PaperBatchState.Discarded;

    /// <summary>How many of so many sheets are typed a second time: a tenth, at least <see cref="FewestChecked"/>.</summary>
    public static int SampleSize(int sheets) => Math.Min(sheets, Math.Max(FewestChecked, (sheets + 9) / 10));
}

/// <summary>One filled-in form of a batch. Gone when the batch is posted or discarded.</summary>
public class PaperSheet
{
    public long Id { get; init; }
    public required int BatchId { get; init; }

    /// <summary>Number written on the paper, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Made with the form on the screen: sending that form again is the same sheet.</summary>
    public required Guid EntryKey { get; init; }

    /// <summary>As <see cref="Surveys.SurveyResponse.Answers"/>.</summary>
    public required string Answers { get; set; }
    public required string Profile { get; set; }
    public required int? ServiceId { get; set; }
    public required DateOnly Day { get; set; }
    public required string? Comment { get; set; }

    /// <summary>What is crossed at the extra questions (<see cref="PaperExtras"/>).</summary>
    public string Extras { get; set; } = "";

    /// <summary>Account of the person who typed it.</summary>
    public required int EnteredById { get; init; }

    /// <summary>Account of the person who changed it last; the same where nobody did.</summary>
    public required int ChangedById { get; set; }

    /// <summary>Counts up with every change, so that of two people who change it at once the second is told.</summary>
    public int Revision { get; set; }

    /// <summary>The sample it belongs to, from 1; 0 where it was not drawn.</summary>
    public int Round { get; set; }

    /// <summary>The second entry; null until there is one.</summary>
    public string? SecondAnswers { get; set; }
    public string? SecondProfile { get; set; }
    public string? SecondExtras { get; set; }
    public int? SecondServiceId { get; set; }
    public DateOnly? SecondDay { get; set; }
    public int? SecondById { get; set; }

    /// <summary>Both entries were the same.</summary>
    public bool Agrees { get; set; }

    /// <summary>Who decided which entry is right where they differ.</summary>
    public int? DecidedById { get; set; }

    /// <summary>Its two entries differ and nobody has said yet which is right.</summary>
    public bool IsToDecide => SecondById is not null && !Agrees && DecidedById is null;

    public int Total => TotalOf(Answers);

    /// <summary>A person checks no sheet that they typed or changed.</summary>
    public bool MayBeCheckedBy(int accountId) => EnteredById != accountId && ChangedById != accountId;

    public static int TotalOf(string answers) => answers.Sum(answer => char.IsAsciiDigit(answer) ? answer - '0' : 0);
}

/// <summary>What a person read from a sheet.</summary>
/// <param name="Comment">Null where nothing was written; the second entry has none.</param>
public sealed record TypedSheet(string Answers, string Profile, int? ServiceId, DateOnly Day, string? Comment, string Extras = "")
{
    public static TypedSheet First(PaperSheet sheet) => new(sheet.Answers, sheet.Profile, sheet.ServiceId, sheet.Day, sheet.Comment, sheet.Extras);

    /// <returns>Null where there is none yet.</returns>
    public static TypedSheet? Second(PaperSheet sheet) =>
        sheet.SecondAnswers is null ? null : new(sheet.SecondAnswers, sheet.SecondProfile!, sheet.SecondServiceId, sheet.SecondDay!.Value, null, sheet.SecondExtras ?? "");
}
