namespace PublicVoice.Web.PaperBatches;

public enum PaperField
{
    Day,
    Service,
    Answer,
    Profile,
    Extra,
}

/// <summary>Something that the two entries of a sheet read differently.</summary>
/// <param name="Index">Of the question, extra question or profile field; 0 for the others.</param>
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
        differences.AddRange(PaperExtras.Numbers(sheet.Extras).Zip(PaperExtras.Numbers(second.Extras)).Index().Where(extra => extra.Item.First != extra.Item.Second).Select(extra => new PaperDifference(PaperField.Extra, extra.Index)));
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
            case PaperField.Extra:
                var second = PaperExtras.Numbers(sheet.SecondExtras!);
                sheet.Extras = PaperExtras.Write(PaperExtras.Numbers(sheet.Extras).Select((number, at) => at == Index ? second[at] : number));
                break;
            default:
                throw new InvalidOperationException($"{Field} is no field of a sheet.");
        }
    }

    private string With(string first, string second) => $"{first[..Index]}{second[Index]}{first[(Index + 1)..]}";
}
