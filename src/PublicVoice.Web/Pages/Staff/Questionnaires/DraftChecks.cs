using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.Questionnaires;

/// <summary>Checks what is typed into a draft. Missing texts are no mistake yet: publishing asks for them.</summary>
public sealed partial class DraftChecks(ModelStateDictionary state, Wording w)
{
    public void Text(string field, DraftText text, int most)
    {
        text.Id = Line(field + ".Id", text.Id, most);
        text.En = Line(field + ".En", text.En, most);
    }

    public string? Line(string field, string? typed, int most)
    {
        var line = ImportText.OneLine(typed ?? "");
        if (line.Length > most || ImportText.HasControlCharacters(line))
        {
            state.AddModelError(field, w[$"Paling banyak {most} karakter yang dapat dicetak", $"At most {most} printable characters"]);
        }

        return line.Length == 0 ? null : line;
    }

    /// <summary>A code such as WAKTU.</summary>
    public string? Code(string field, string? typed)
    {
        var code = (typed ?? "").Trim();
        if (code.Length > 0 && !CodePattern().IsMatch(code))
        {
            state.AddModelError(field, w["Pakai 1 sampai 40 huruf, angka, titik, tanda hubung, atau garis bawah, misalnya WAKTU", "Use 1 to 40 letters, digits, dots, hyphens or underscores, such as WAKTU"]);
        }

        return code.Length == 0 ? null : code;
    }

    /// <summary>A limit of the quality table, with a decimal comma or point.</summary>
    public string? Limit(string field, string? typed)
    {
        var text = (typed ?? "").Trim().Replace(',', '.');
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit) && limit <= 100 && limit == decimal.Round(limit, 2))
        {
            return limit.ToString("0.00", CultureInfo.InvariantCulture);
        }

        state.AddModelError(field, w["Isi angka 0 sampai 100 dengan paling banyak dua desimal, misalnya 88,31", "Enter a number from 0 to 100 with two decimals at most, such as 88.31"]);
        return typed;
    }

    public void Unique(IEnumerable<(string Field, string? Code)> codes)
    {
        foreach (var twice in codes.Where(entry => entry.Code is not null).GroupBy(entry => entry.Code, StringComparer.OrdinalIgnoreCase).SelectMany(group => group.Skip(1)))
        {
            state.AddModelError(twice.Field, w["Kode ini sudah dipakai di atas", "This code is used above already"]);
        }
    }

    /// <summary>Adds, removes or moves an entry, as the pressed button says ("add", "remove.2", "up.2", "down.2").</summary>
    /// <returns>Where the entry stands now that was added or moved; null where nothing was.</returns>
    public int? Apply<T>(string? button, List<T> list, int most, Func<T> made)
    {
        var parts = (button ?? "").Split('.');
        if (parts is ["add"])
        {
            if (list.Count >= most)
            {
                state.AddModelError("", w[$"Paling banyak {most}", $"At most {most}"]);
                return null;
            }

            list.Add(made());
            return list.Count - 1;
        }

        if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= list.Count)
        {
            return null;
        }

        var target = parts[0] switch { "up" => at - 1, "down" => at + 1, _ => at };
        if (parts[0] == "remove")
        {
            list.RemoveAt(at);
            return null;
        }

        if (target == at || target < 0 || target >= list.Count)
        {
            return null;
        }

        (list[at], list[target]) = (list[target], list[at]);
        return target;
    }

    /// <summary>Leads to the entry that was added or moved, on a page that may be long.</summary>
    public static string Anchor(int? at) => at is { } index ? $"#entri-{index + 1}" : "";

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();
}
