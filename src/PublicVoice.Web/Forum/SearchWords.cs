using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PublicVoice.Web.Forum;

/// <summary>
/// Words as the full-text index keeps them, folded here so that both databases find alike: small letters without accents, hyphenated words
/// taken apart, and a word that ends in a particle ("-nya", "-lah", "-kah", "-pun") also without it. A folded word has letters and digits only, so
/// nothing a reader types can mean anything in the language of a query.
/// </summary>
public static class SearchWords
{
    private const int LongestWord = 60;
    private const int MostAsked = 8;
    private const int FewestLettersLeft = 4;
    private static readonly string[] Particles = ["nya", "lah", "kah", "pun"];

    // Too common to make two texts alike.
    private static readonly HashSet<string> Common = new(
        ("ada adalah agar akan aku anda atau bagi belum bisa bu buat dalam dan dapat dari di dengan hanya harus hingga ini itu jadi jangan juga "
            + "kalau kami kantor karena ke kepada kita lagi lalu layanan lebih mau masih minta mohon oleh pada pak para pelayanan saat saja sampai sangat saya "
            + "seperti setelah sudah supaya tapi telah tentang terlalu tidak tolong untuk ya yang "
            + "a about an and are as at be been by for from has have how i in is it its my not of on or our please that the this to was we when why with you your").Split(' '),
        StringComparer.Ordinal);

    // Written out: without the data of other cultures, the runtime takes no accents apart.
    private static readonly Dictionary<int, char> Plain = new[] { "aàáâãäåāăą", "cçćč", "eèéêëēĕėęě", "iìíîïĩīĭį", "nñńň", "oòóôõöøōŏő", "sśš", "uùúûüũūŭůű", "yýÿ", "zźžż" }
        .SelectMany(letters => letters.Skip(1).Select(letter => (Letter: (int)letter, Plain: letters[0]))).ToDictionary(pair => pair.Letter, pair => pair.Plain);

    /// <summary>What is indexed of a text.</summary>
    public static IEnumerable<string> Indexed(string text) => Words(text).SelectMany(Forms);

    /// <summary>The words of a question, each with its forms; at most eight.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Asked(string text) =>
        [.. Words(text).Distinct(StringComparer.Ordinal).Take(MostAsked).Select(word => (IReadOnlyList<string>)[.. Forms(word)])];

    /// <summary>Whether a text answers a question, as the full-text indexes would say: every word, the last also as a beginning.</summary>
    public static bool Hold(string text, IReadOnlyList<IReadOnlyList<string>> asked)
    {
        var words = Indexed(text).ToHashSet(StringComparer.Ordinal);
        return asked.All(forms => forms.Any(words.Contains)) || (asked.SkipLast(1).All(forms => forms.Any(words.Contains)) && IsBeginning(asked[^1][0]) && words.Any(word => word.StartsWith(asked[^1][0], StringComparison.Ordinal)));
    }

    /// <summary>Whether the last word of a question is also taken as the beginning of one.</summary>
    public static bool IsBeginning(string word) => word.Length > 2;

    /// <summary>The words that make a text like another.</summary>
    public static IReadOnlyList<string> Notable(string text) =>
        [.. Words(text).Where(word => word.Length > 2 && !Common.Contains(word)).Select(word => Forms(word).Last()).Distinct(StringComparer.Ordinal).Take(MostAsked)];

    /// <summary>The same for texts that have the same words in the same order.</summary>
    public static long Fingerprint(string text) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', Words(text)))));

    private static IEnumerable<string> Forms(string word)
    {
        yield return word;
        if (word.Length >= FewestLettersLeft + 3 && Array.Exists(Particles, particle => word.EndsWith(particle, StringComparison.Ordinal)))
        {
            yield return word[..^3];
        }
    }

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Append(new Rune(' ')))
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                var letter = Rune.ToLowerInvariant(rune);
                word.Append(Plain.TryGetValue(letter.Value, out var plain) ? new Rune(plain) : letter);
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) && word.Length > 0)
            {
                yield return word.Length > LongestWord ? word.ToString(0, char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord) : word.ToString();
                word.Clear();
            }
        }
    }
}
