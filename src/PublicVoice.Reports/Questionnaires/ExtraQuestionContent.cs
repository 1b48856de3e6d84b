using System.Text.Json.Serialization;

namespace PublicVoice.Reports.Questionnaires;

public enum ExtraQuestionKind
{
    /// <summary>One of several options.</summary>
    Single = 1,

    /// <summary>Any number of the options.</summary>
    Multiple = 2,

    /// <summary>1 to <see cref="ExtraQuestionContent.ScaleMax"/>, with words for both ends.</summary>
    Scale = 3,

    Text = 4,
}

/// <summary>What one version of an extra question asks. It is never part of the index.</summary>
public sealed record ExtraQuestionContent
{
    public const int TextMaxLength = 300;
    public const int OptionMaxLength = 150;
    public const int MaxOptions = 12;
    public const int LowestScaleMax = 3;
    public const int HighestScaleMax = 10;

    public required ExtraQuestionKind Kind { get; init; }
    public required LocalText Text { get; init; }
    public required bool Required { get; init; }

    /// <summary>Options in the order shown; of a scale the words for its two ends; none of a text.</summary>
    public required IReadOnlyList<LocalText> Options { get; init; }

    /// <summary>Of a scale; 0 else.</summary>
    public required int ScaleMax { get; init; }

    /// <summary>Its answer is chosen and not written, so that tablets and paper forms can ask it.</summary>
    [JsonIgnore]
    public bool HasChoices => Kind != ExtraQuestionKind.Text;

    /// <summary>What can be chosen: bit 0 of an answer stands for the first.</summary>
    [JsonIgnore]
    public IReadOnlyList<LocalText> Choices => field ??= Kind switch
    {
        ExtraQuestionKind.Text => [],
        ExtraQuestionKind.Scale => [.. Enumerable.Range(1, ScaleMax).Select(point => point == 1 ? End(point, Options[0]) : point == ScaleMax ? End(point, Options[1]) : new LocalText($"{point}", $"{point}"))],
        _ => Options,
    };

    public bool IsSame(ExtraQuestionContent other) =>
        (Kind, Text, Required, ScaleMax) == (other.Kind, other.Text, other.Required, other.ScaleMax) && Options.SequenceEqual(other.Options);

    private static LocalText End(int point, LocalText words) => new($"{point} ({words.Indonesian})", $"{point} ({words.English})");
}
