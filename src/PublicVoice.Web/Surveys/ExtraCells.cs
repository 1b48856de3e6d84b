using System.Globalization;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>Answers to extra questions in the cells of a file: a text, or the numbers of the choices with semicolons between.</summary>
public static class ExtraCells
{
    private static readonly char[] Separators = [',', ';', '\n'];

    /// <summary>Its column, whatever the version.</summary>
    public static string ColumnOf(AskedQuestion asked) => ResponseColumns.ExtraPrefix + asked.Code;

    /// <summary>The column of one version, as exports name it.</summary>
    public static string VersionColumnOf(AskedQuestion asked) => $"{ColumnOf(asked)}/{asked.Number}";

    /// <summary>
    /// The answers in the cell of somebody's file: of a question with several choices the pieces between commas or semicolons, where a choice
    /// that holds a comma itself stays whole.
    /// </summary>
    public static IReadOnlyList<string> PiecesOf(AskedQuestion asked, string cell)
    {
        if (asked.Content.Kind != ExtraQuestionKind.Multiple)
        {
            return cell.Trim().Length == 0 ? [] : [cell.Trim()];
        }

        var (pieces, parts) = (new List<string>(), cell.Split(Separators, StringSplitOptions.TrimEntries));
        var longest = asked.Content.Choices.Max(choice => Math.Max(choice.Indonesian.Split(Separators).Length, choice.English.Split(Separators).Length));
        for (var from = 0; from < parts.Length;)
        {
            var length = Math.Min(longest, parts.Length - from);
            while (length > 1 && NumberOf(asked, string.Join(", ", parts.Skip(from).Take(length))) is null)
            {
                length--;
            }

            if (string.Join(", ", parts.Skip(from).Take(length)) is { Length: > 0 } piece)
            {
                pieces.Add(piece);
            }

            from += length;
        }

        return pieces;
    }

    /// <summary>The number of the choice that bears this text in either language, or has this number; null where none does.</summary>
    public static string? NumberOf(AskedQuestion asked, string piece)
    {
        var (loose, choices) = (ImportText.Loose(piece), asked.Content.Choices.ToList());
        var at = loose.Length == 0 ? -1 : choices.FindIndex(choice => ImportText.Loose(choice.Indonesian) == loose || ImportText.Loose(choice.English) == loose);
        if (at < 0 && int.TryParse(piece, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= choices.Count)
        {
            at = number - 1;
        }

        return at < 0 ? null : (at + 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A cell of somebody's file in the form that <see cref="Read"/> takes; pieces that nobody gave a meaning stay as they are.</summary>
    internal static string Numbers(AskedQuestion asked, string cell, Func<string, string?> meaningOf) => asked.Content.HasChoices
        ? string.Join(';', PiecesOf(asked, cell).Select(piece => NumberOf(asked, piece) ?? meaningOf(piece) ?? piece).Where(piece => piece.Length > 0))
        : cell;

    public static string Write(ExtraAnswer? answer) =>
        answer?.Text ?? string.Join(';', Enumerable.Range(0, ExtraQuestionContent.MaxOptions).Where(choice => ((answer?.Chosen ?? 0) >> choice & 1) == 1).Select(choice => choice + 1));

    /// <returns>The answer, or why the cell holds none.</returns>
    internal static (NewExtraAnswer? Answer, LocalText? Problem) Read(AskedQuestion asked, string cell, Unit unit)
    {
        var column = VersionColumnOf(asked);
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
