using System.Globalization;
using System.Text;

namespace PublicVoice.Reports.Fonts;

/// <summary>Text of any origin made fit for the embedded font.</summary>
internal static class PrintableText
{
    /// <summary>Stands visibly for a run of characters that the font does not have, such as emoji or another script.</summary>
    public const char Missing = '◊';

    private const char NoBreakSpace = '\u00a0';

    /// <summary>
    /// Composes accents, replaces look-alikes the font lacks by their plain form, drops control and invisible characters,
    /// joins white space and puts one <see cref="Missing"/> for each run of characters that cannot be printed.
    /// </summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in Normalized(text).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (rune.Value is NoBreakSpace or 0x202F or 0x2007)
            {
                result.Append(NoBreakSpace);
            }
            else if (Rune.IsWhiteSpace(rune))
            {
                Once(' ');
            }
            else if (rune.IsBmp && PublicSans.Regular.Has((char)rune.Value))
            {
                result.Append((char)rune.Value);
            }
            else if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
                && !AppendPlainForm(rune))
            {
                Once(Missing);
            }
        }

        return result.ToString();

        void Once(char character)
        {
            if (result.Length == 0 || result[^1] != character)
            {
                result.Append(character);
            }
        }

        bool AppendPlainForm(Rune rune)
        {
            if (rune.Value == 0xFFFD)
            {
                return false;
            }

            var plain = rune.ToString().Normalize(NormalizationForm.FormKC);
            if (!plain.All(PublicSans.Regular.Has))
            {
                return false;
            }

            result.Append(plain);
            return true;
        }
    }

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

    // Half a surrogate pair makes Normalize throw; a round through UTF-8 replaces it.
    private static string Normalized(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormC);
}
