using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Fonts;

namespace PublicVoice.Reports.Pdf;

/// <summary>The page: A4 with the margins of official letters (left wider, for binding), in points.</summary>
internal static class PageGrid
{
    public const double Width = 595.28;
    public const double Height = 841.89;
    public const double Left = 62;
    public const double Right = 51;
    public const double Top = 62;
    public const double Bottom = 60;
    public const double TextWidth = Width - Left - Right;
    public const double TextBottom = Height - Bottom;
    public const double TextHeight = TextBottom - Top;
}

/// <summary>A style of text; sizes and leading in points.</summary>
internal sealed record TextStyle(FontFile Font, double Size, double Leading, Ink Ink)
{
    public double Ascent => (Leading - (Size * (Font.Ascent + Font.Descent))) / 2 + (Size * Font.Ascent);

    public double Measure(ReadOnlySpan<char> printable) => Font.Width(printable) * Size;

    public TextStyle In(Ink ink) => this with { Ink = ink };
}

/// <summary>All type of the report, on one scale.</summary>
internal static class Typography
{
    public static readonly TextStyle Title = new(PublicSans.Bold, 15, 19, Palette.Primary);
    public static readonly TextStyle Heading1 = new(PublicSans.Bold, 13, 17, Palette.Primary);
    public static readonly TextStyle Heading2 = new(PublicSans.SemiBold, 10.5, 14, Palette.Primary);
    public static readonly TextStyle Heading3 = new(PublicSans.SemiBold, 9.5, 13, Palette.Text);
    public static readonly TextStyle Body = new(PublicSans.Regular, 9.5, 13.5, Palette.Text);
    public static readonly TextStyle Strong = new(PublicSans.SemiBold, 9.5, 13.5, Palette.Text);
    public static readonly TextStyle Quote = new(PublicSans.Italic, 9.5, 13.5, Palette.Text);
    public static readonly TextStyle Cell = new(PublicSans.Regular, 8.5, 11.5, Palette.Text);
    public static readonly TextStyle CellStrong = new(PublicSans.SemiBold, 8.5, 11.5, Palette.Text);
    public static readonly TextStyle Small = new(PublicSans.Regular, 8, 11, Palette.Muted);
    public static readonly TextStyle SmallStrong = new(PublicSans.SemiBold, 8, 11, Palette.Muted);
    public static readonly TextStyle Figure = new(PublicSans.Bold, 46, 50, Palette.Primary);
    public static readonly TextStyle LetterheadName = new(PublicSans.Bold, 14, 17.5, Palette.Text);
    public static readonly TextStyle LetterheadGovernment = new(PublicSans.SemiBold, 10.5, 14, Palette.Text);
}
