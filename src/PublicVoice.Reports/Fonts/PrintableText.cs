using System.Globalization;
using System.Text;

namespace PublicVoice.Reports.Fonts;

/// <summary>Text of any origin made fit for the embedded font.</summary>
/// <remarks>Has its own short tables since the process runs without the tables of ICU, where string.Normalize does nothing.</remarks>
internal static class PrintableText
{
    /// <summary>Stands visibly for a run of characters that the font does not have, such as emoji or another script.</summary>
    public const char Missing = '◊';

    private const char NoBreakSpace = '\u00a0';

    // Grave, acute, circumflex, tilde, diaeresis: bare letters and their composed forms.
    private static readonly Dictionary<char, (string Bare, string Composed)> Accents = new()
    {
        ['\u0300'] = ("AEIOUaeiou", "ÀÈÌÒÙàèìòù"),
        ['\u0301'] = ("AEIOUYaeiouy", "ÁÉÍÓÚÝáéíóúý"),
        ['\u0302'] = ("AEIOUaeiou", "ÂÊÎÔÛâêîôû"),
        ['\u0303'] = ("ANOano", "ÃÑÕãñõ"),
        ['\u0308'] = ("AEIOUaeiouy", "ÄËÏÖÜäëïöüÿ"),
    };

    /// <summary>
    /// Composes accents, replaces full-width and mathematical letters by plain ones, drops control and invisible characters,
    /// joins white space and puts one <see cref="Missing"/> for each run of characters that cannot be printed.
    /// </summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var plain = PlainForm(rune.Value);
            if (plain is NoBreakSpace or 0x202F or 0x2007)
            {
                result.Append(NoBreakSpace);
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                Once(result, ' ');
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            {
                Compose(result, plain);
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            {
                if (plain <= char.MaxValue && PublicSans.Regular.Has((char)plain))
                {
                    result.Append((char)plain);
                }
                else
                {
                    Once(result, Missing);
                }
            }
        }

        return result.ToString();
    }

    private static void Once(StringBuilder result, char character)
    {
        if (result.Length == 0 || result[^1] != character)
        {
            result.Append(character);
        }
    }

    private static void Compose(StringBuilder result, int mark)
    {
        if (result.Length > 0 && Accents.TryGetValue((char)mark, out var accent) && accent.Bare.IndexOf(result[^1]) is >= 0 and var at)
        {
            result[^1] = accent.Composed[at];
        }
    }

    private static int PlainForm(int codePoint) => codePoint switch
    {
        >= 0xFF01 and <= 0xFF5E => codePoint - 0xFEE0,
        >= 0x1D400 and < 0x1D6A4 when (codePoint - 0x1D400) % 52 is var letter => letter < 26 ? 'A' + letter : 'a' + letter - 26,
        >= 0x1D7CE and <= 0x1D7FF => '0' + ((codePoint - 0x1D7CE) % 10),
        _ => codePoint,
    };

    private static bool IsPlain(string text)
    {
        var before = '\0';
        foreach (var character in text)
        {
            if (character is not (>= ' ' and < '\u007f') || (character == ' ' && before == ' '))
            {
                return false;
            }

            before = character;
        }

        return true;
    }
}
