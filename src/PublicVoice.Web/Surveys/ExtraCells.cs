using System.Globalization;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>Answers to extra questions in the cells of a file: a text, or the numbers of the choices with semicolons between.</summary>
internal static class ExtraCells
{
    public static string Write(ExtraAnswer? answer) =>
        answer?.Text ?? string.Join(';', Enumerable.Range(0, ExtraQuestionContent.MaxOptions).Where(choice => ((answer?.Chosen ?? 0) >> choice & 1) == 1).Select(choice => choice + 1));

    /// <returns>The answer, or why the cell holds none.</returns>
    public static (NewExtraAnswer? Answer, LocalText? Problem) Read(AskedQuestion asked, string cell, Unit unit)
    {
        var column = $"{ResponseColumns.ExtraPrefix}{asked.Code}/{asked.Number}";
        var owner = asked.Code[..asked.Code.IndexOf('.', StringComparison.Ordinal)];
        if (!unit.Path.Split('/').Contains(owner, StringComparer.Ordinal))
        {
            return (null, new($"{column} adalah pertanyaan {owner}, sedangkan {unit.Code} bukan bagiannya", $"{column} is a question of {owner}, to which {unit.Code} does not belong"));
        }

        if (asked.Content.Kind == ExtraQuestionKind.Text)
        {
            var text = CommentText.Plain(cell).Trim();
            return text.Length <= ExtraAnswer.TextMaxLength
                ? (text.Length == 0 ? null : new NewExtraAnswer(asked.VersionId, 0, text), null)
                : (null, new(
                    $"{column} {text.Length} karakter, paling banyak {ExtraAnswer.TextMaxLength} yang disimpan",
                    $"{column} has {text.Length} characters, at most {ExtraAnswer.TextMaxLength} are kept"));
        }

        var (most, chosen, several) = (asked.Content.Choices.Count, 0, asked.Content.Kind == ExtraQuestionKind.Multiple);
        foreach (var part in cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var choice) || choice < 1 || choice > most)
            {
                return (null, new(
                    $"{column} berisi {ImportText.Quote(cell)}, padahal harus nomor 1 sampai {most}{(several ? ", dipisahkan titik koma" : "")}",
                    $"{column} is {ImportText.Quote(cell)} but must be {(several ? "numbers" : "a number")} from 1 to {most}{(several ? " with semicolons between" : "")}"));
            }

            chosen |= 1 << (choice - 1);
        }

        return !several && int.PopCount(chosen) > 1
            ? (null, new($"{column} berisi {ImportText.Quote(cell)}, padahal hanya satu nomor", $"{column} is {ImportText.Quote(cell)} but takes one number"))
            : (chosen == 0 ? null : new NewExtraAnswer(asked.VersionId, chosen, null), null);
    }
}
