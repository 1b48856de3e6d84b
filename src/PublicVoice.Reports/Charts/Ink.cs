namespace PublicVoice.Reports.Charts;

/// <summary>A colour with its role. In SVG the role becomes a class (<c>f-name</c> for fills, <c>s-name</c> for strokes) that a page may restyle.</summary>
public sealed record Ink(string Name, string Hex)
{
    public byte Red => Convert.ToByte(Hex[1..3], 16);
    public byte Green => Convert.ToByte(Hex[3..5], 16);
    public byte Blue => Convert.ToByte(Hex[5..7], 16);
}

/// <summary>
/// All colours of charts and reports. Told apart by lightness as well as hue, so that they survive printing in grey and
/// every common form of colour blindness; text colours reach 4.5:1 on white.
/// </summary>
public static class Palette
{
    public static readonly Ink Text = new("text", "#1B2A33");
    public static readonly Ink Muted = new("muted", "#51626D");
    public static readonly Ink Primary = new("primary", "#0B4F6C");
    public static readonly Ink Accent = new("accent", "#147A8A");
    public static readonly Ink Band = new("band", "#CFE3E8");
    public static readonly Ink Attention = new("attention", "#B25E09");
    public static readonly Ink AttentionPale = new("attention-pale", "#FBF0E2");
    public static readonly Ink AccentBar = new("accent-bar", "#74B3BE");
    public static readonly Ink AttentionBar = new("attention-bar", "#E0A35C");
    public static readonly Ink Grid = new("grid", "#D5DCE0");
    public static readonly Ink Rule = new("rule", "#9AA8B0");
    public static readonly Ink Panel = new("panel", "#F1F5F6");
    public static readonly Ink Paper = new("paper", "#FFFFFF");

    private static readonly Ink[] Ramp =
    [
        new("level-1", "#8F4700"), new("level-2", "#C97A22"), new("level-3", "#E8B778"), new("level-4", "#F4DDBD"), new("level-5", "#EEF2F4"),
        new("level-6", "#B9DADF"), new("level-7", "#74B3BE"), new("level-8", "#147A8A"), new("level-9", "#0B4F6C"),
    ];

    /// <summary>Colour of the option at a position (0 = lowest) among <paramref name="count"/> (2–9): warm below, blue above.</summary>
    public static Ink Level(int position, int count) => Ramp[count switch
    {
        4 => position switch { 0 => 0, 1 => 2, 2 => 6, _ => 8 },
        _ => (int)Math.Round(position * 8.0 / Math.Max(1, count - 1), MidpointRounding.AwayFromZero),
    }];

    /// <summary>Ink that reads on a fill: white on dark, text colour on light.</summary>
    public static Ink On(Ink fill) => (0.299 * fill.Red) + (0.587 * fill.Green) + (0.114 * fill.Blue) < 140 ? Paper : Text;
}
