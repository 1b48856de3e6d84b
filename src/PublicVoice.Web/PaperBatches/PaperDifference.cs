namespace PublicVoice.Web.PaperBatches;

public enum PaperField
{
    Day,
    Service,
    Answer,
    Profile,
}

/// <summary>Something that the two entries of a sheet read differently.</summary>
/// <param name="Index">Of the question or profile field; 0 for the others.</param>
public sealed record PaperDifference(PaperField Field, int Index)
{
    /// <summary>Of a form field.</summary>
    public string Name => $"{Field}-{Index}";

    /// <summary>None where there is no second entry.</summary>
    public static IReadOnlyList<PaperDifference> Of(PaperSheet sheet)
    {
        if (TypedSheet.Second(sheet) is not { } second)
        {
            return [];
        }

        var differences = new List<PaperDifference>();
        if (sheet.Day != second.Day)
        {
            differences.Add(new(PaperField.Day, 0));
        }

        if (sheet.ServiceId != second.ServiceId)
        {
            differences.Add(new(PaperField.Service, 0));
        }

        differences.AddRange(Enumerable.Range(0, sheet.Answers.Length).Where(at => sheet.Answers[at] != second.Answers[at]).Select(at => new PaperDifference(PaperField.Answer, at)));
        differences.AddRange(Enumerable.Range(0, sheet.Profile.Length).Where(at => sheet.Profile[at] != second.Profile[at]).Select(at => new PaperDifference(PaperField.Profile, at)));
        return differences;
    }

    internal void TakeSecond(PaperSheet sheet)
    {
        switch (Field)
        {
            case PaperField.Day:
                sheet.Day = sheet.SecondDay!.Value;
                break;
            case PaperField.Service:
                sheet.ServiceId = sheet.SecondServiceId;
                break;
            case PaperField.Answer:
                sheet.Answers = With(sheet.Answers, sheet.SecondAnswers!);
                break;
            case PaperField.Profile:
                sheet.Profile = With(sheet.Profile, sheet.SecondProfile!);
                break;
            default:
                throw new InvalidOperationException($"{Field} is no field of a sheet.");
        }
    }

    private string With(string first, string second) => $"{first[..Index]}{second[Index]}{first[(Index + 1)..]}";
}
