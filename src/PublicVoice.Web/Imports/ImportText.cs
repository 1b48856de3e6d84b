using System.Globalization;
using System.Text;

namespace PublicVoice.Web.Imports;

/// <summary>Text from files of others: brought to one form, compared loosely, quoted harmlessly.</summary>
public static class ImportText
{
    private const int QuotedLength = 80;

    /// <summary>The value in quotation marks for a message: control and format characters escaped, so that it cannot steer a terminal; shortened.</summary>
    public static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            if (quoted.Length > QuotedLength)
            {
                quoted.Append('…');
                break;
            }

            var hidden = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            quoted.Append(hidden ? $"\\u{{{rune.Value:X4}}}" : rune.ToString());
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Without white space at the ends and with single spaces within.</summary>
    public static string OneLine(string value) => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Lines trimmed, joined by a line feed, none empty at the ends.</summary>
    public static string Lines(string value) =>
        string.Join('\n', value.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())).Trim();

    public static bool HasControlCharacters(string value) => value.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\t'));

    /// <summary>Equal for values that differ only in case, spaces and punctuation.</summary>
    public static string Loose(string value)
    {
        var loose = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            loose.Append(Rune.IsLetterOrDigit(rune) ? Rune.ToLowerInvariant(rune).ToString() : "");
        }

        return loose.ToString();
    }
}
