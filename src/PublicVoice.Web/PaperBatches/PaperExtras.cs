using System.Globalization;
using PublicVoice.Reports;
using PublicVoice.Reports.Pdf;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.PaperBatches;

/// <summary>
/// Extra questions on paper. What is crossed on a sheet is kept as one number for each of them, with commas between: bit 0 for the first option.
/// </summary>
public static class PaperExtras
{
    /// <summary>The versions that stand on the sheets of a batch.</summary>
    public static IReadOnlyList<int> VersionsOf(PaperBatch batch) => Numbers(batch.ExtraVersions);

    public static string Write(IEnumerable<int> numbers) => string.Join(',', numbers);

    public static IReadOnlyList<int> Numbers(string written) =>
        [.. written.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture))];

    /// <summary>What is typed for a choice, as printed beside its box.</summary>
    public static string KeysOf(AskedQuestion asked) => PaperForm.Keys[..asked.Content.Choices.Count];

    /// <summary>The keys of what is crossed; <see cref="PaperSheetForm.LeftOut"/> where nothing is.</summary>
    public static string Typed(AskedQuestion asked, int chosen) =>
        chosen == 0 ? PaperSheetForm.LeftOut.ToString() : string.Concat(KeysOf(asked).Where((_, at) => (chosen >> at & 1) == 1));

    /// <returns>What is crossed, or what to type instead.</returns>
    public static (int Chosen, LocalText? Problem) Read(AskedQuestion asked, string typed)
    {
        var (keys, several) = (KeysOf(asked), asked.Content.Kind == ExtraQuestionKind.Multiple);
        var pressed = string.Concat(typed.ToUpperInvariant().Where(key => !char.IsWhiteSpace(key) && key is not (',' or ';')));
        if (pressed.Length == 0 || pressed == PaperSheetForm.LeftOut.ToString())
        {
            return (0, null);
        }

        if (pressed.All(key => keys.Contains(key, StringComparison.Ordinal)) && (several || pressed.Length == 1))
        {
            return (pressed.Distinct().Sum(key => 1 << keys.IndexOf(key, StringComparison.Ordinal)), null);
        }

        return (0, several
            ? new($"Ketik tanda semua kotak yang disilang ({keys[0]} sampai {keys[^1]}), misalnya {keys[..2]}, atau 0 bila kosong", $"Type the marks of all crossed boxes ({keys[0]} to {keys[^1]}), such as {keys[..2]}, or 0 where left out")
            : new($"Tekan {keys[0]} sampai {keys[^1]}, atau 0 bila kosong", $"Press {keys[0]} to {keys[^1]}, or 0 where left out"));
    }

    /// <summary>What a sheet says, as it is stored; null where nothing is crossed.</summary>
    public static IReadOnlyList<NewExtraAnswer>? AnswersOf(PaperBatch batch, PaperSheet sheet)
    {
        var answers = VersionsOf(batch).Zip(Numbers(sheet.Extras)).Where(extra => extra.Second != 0).Select(extra => new NewExtraAnswer(extra.First, extra.Second, null)).ToList();
        return answers.Count == 0 ? null : answers;
    }
}
