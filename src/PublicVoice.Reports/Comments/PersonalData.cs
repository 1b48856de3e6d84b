using System.Text;
using System.Text.RegularExpressions;

namespace PublicVoice.Reports.Comments;

public enum PersonalDataKind
{
    /// <summary>NIK or family card number: 16 digits.</summary>
    IdentityNumber,
    Phone,
    Email,
    VehiclePlate,

    /// <summary>RT and RW, with the house number before them.</summary>
    Address,
}

/// <param name="Start">Index of the first character.</param>
public sealed record PersonalDataSpan(int Start, int Length, PersonalDataKind Kind);

/// <summary>
/// Finds what looks like personal data in free text. Names, and addresses without RT and RW, cannot be told by their form and are not found.
/// Takes time in proportion to the text.
/// </summary>
public static class PersonalData
{
    /// <summary>Stands in place of what is hidden.</summary>
    public const string Mark = "•••";

    private const int IdentityDigits = 16;
    private const int MostPhoneDigits = 14;
    private const int FewestPhoneDigits = 10;

    private static readonly Regex Email = Linear(@"[\p{L}0-9._%+\-]+@[\p{L}0-9\-]+(\.[\p{L}0-9\-]+)+");
    private static readonly Regex DigitGroups = Linear(@"\+?[0-9]+([ .\-()/\u00A0\u2010-\u2013]{1,2}[0-9]+)*");
    private static readonly Regex Plate = Linear(@"\b([A-Za-z]{1,2})[ .\-]?([0-9]{1,4})[ .\-]?([A-Za-z]{1,3})\b");

    // "No. 12 RT 03/RW 05", "RT/RW 003/005".
    private static readonly Regex Address = Linear(
        @"\b([Nn][Oo]([Mm][Oo][Rr])?\.? ?[0-9]{1,4}[A-Za-z]?[ ,.]{1,3})?[Rr][Tt]([ .:]{0,2}[0-9]{1,3}[ ,./\-]{0,3}[Rr][Ww][ .:]{0,2}[0-9]{1,3}| ?/ ?[Rr][Ww][ .:]{0,2}[0-9]{1,3} ?[/\-] ?[0-9]{1,3})\b");

    // Registration codes of the regions (Perkapolri 5/2012, annex; later additions).
    private static readonly HashSet<string> PlateRegions = new(
        ("A AA AB AD AE AG B BA BB BD BE BG BH BK BL BM BN BP D DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW E EA EB ED F G H K "
            + "KB KH KT KU L M N P PA PB PG PS PT PY R S T W Z").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    // "S 1000 per hari": short words after a number are no plate.
    private static readonly HashSet<string> WordsAfterNumbers = new(
        [
            "a", "an", "at", "dan", "di", "hr", "in", "ini", "itu", "jam", "jt", "kg", "kk", "ke", "km",
            "km2", "m", "mb", "of", "per", "rb", "rbu", "rp", "rt", "rw", "th", "thn", "to", "utk", "wib", "yg",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Spans in text order, never overlapping.</summary>
    public static IReadOnlyList<PersonalDataSpan> Find(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9') && !text.Contains('@', StringComparison.Ordinal))
        {
            return [];
        }

        var found = new List<PersonalDataSpan>();
        found.AddRange(Email.Matches(text).Select(match => new PersonalDataSpan(match.Index, match.Length, PersonalDataKind.Email)));
        AddApart(found, Address.Matches(text).Select(match => new PersonalDataSpan(match.Index, match.Length, PersonalDataKind.Address)));
        AddApart(found, DigitGroups.Matches(text).SelectMany(Numbers));
        AddApart(found, Plate.Matches(text).Where(IsPlate).Select(match => new PersonalDataSpan(match.Index, match.Length, PersonalDataKind.VehiclePlate)));
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>The text with <see cref="Mark"/> in place of everything found.</summary>
    public static string Mask(string text)
    {
        var spans = Find(text);
        if (spans.Count == 0)
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var span in spans)
        {
            masked.Append(text, at, span.Start - at).Append(Mark);
            at = span.Start + span.Length;
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    private static void AddApart(List<PersonalDataSpan> found, IEnumerable<PersonalDataSpan> more)
    {
        var taken = found.ToArray();
        found.AddRange(more.Where(span => !Array.Exists(taken, other => span.Start < other.Start + other.Length && other.Start < span.Start + span.Length)));
    }

    /// <summary>People write numbers in groups and several numbers in a row: from each group on, whole groups are taken together.</summary>
    private static IEnumerable<PersonalDataSpan> Numbers(Match chain)
    {
        var groups = Groups(chain.Value);
        for (var first = 0; first < groups.Count; first++)
        {
            var international = groups[first].Start > 0 && chain.Value[groups[first].Start - 1] == '+';
            var (last, kind) = Longest(chain.Value, groups, first, international);
            if (last >= first)
            {
                var start = groups[first].Start - (international ? 1 : 0);
                yield return new PersonalDataSpan(chain.Index + start, groups[last].Start + groups[last].Length - start, kind);
                first = last;
            }
        }
    }

    private static (int Last, PersonalDataKind Kind) Longest(string chain, List<(int Start, int Length)> groups, int first, bool international)
    {
        var digits = new StringBuilder(IdentityDigits);
        var best = (Last: first - 1, Kind: PersonalDataKind.Phone);
        for (var group = first; group < groups.Count && digits.Length + groups[group].Length <= IdentityDigits; group++)
        {
            digits.Append(chain, groups[group].Start, groups[group].Length);
            if (digits.Length == IdentityDigits && digits[0] != '0' && !international)
            {
                return (group, PersonalDataKind.IdentityNumber);
            }

            if (IsPhone(digits.ToString(), groups[first].Length, international))
            {
                best = (group, PersonalDataKind.Phone);
            }
        }

        return best;
    }

    /// <summary>Mobile numbers start with 08 or 628, and 80, 84 and 86 are not in use; after +62 land lines count too. "08" alone opens a time, not a number.</summary>
    private static bool IsPhone(string digits, int firstGroup, bool international)
    {
        if (digits.Length is < FewestPhoneDigits or > MostPhoneDigits)
        {
            return false;
        }

        return international
            ? digits.StartsWith("62", StringComparison.Ordinal)
            : (digits.StartsWith("628", StringComparison.Ordinal) && IsMobilePrefix(digits[3]))
                || (firstGroup > 2 && digits.StartsWith("08", StringComparison.Ordinal) && IsMobilePrefix(digits[2]) && digits.Length < MostPhoneDigits);
    }

    private static bool IsMobilePrefix(char digit) => digit is '1' or '2' or '3' or '5' or '7' or '8' or '9';

    private static List<(int Start, int Length)> Groups(string chain)
    {
        var groups = new List<(int Start, int Length)>();
        for (var i = 0; i < chain.Length; i++)
        {
            if (!char.IsAsciiDigit(chain[i]))
            {
                continue;
            }

            var start = i;
            while (i < chain.Length && char.IsAsciiDigit(chain[i]))
            {
                i++;
            }

            groups.Add((start, i - start));
        }

        return groups;
    }

    /// <summary>Fewer than three digits are taken only in capitals behind a two-letter code: "D 3 dan" and "S1" are degrees.</summary>
    private static bool IsPlate(Match match)
    {
        var (region, number, series) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        return PlateRegions.Contains(region) && !WordsAfterNumbers.Contains(series) && number[0] != '0'
            && (number.Length > 2 || (region.Length == 2 && series.Length > 1 && match.Value.All(letter => !char.IsAsciiLetterLower(letter))));
    }

    private static Regex Linear(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
}
