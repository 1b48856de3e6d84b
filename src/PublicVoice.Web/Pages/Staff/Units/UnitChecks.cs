using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.Units;

/// <summary>Checks fields of units and services as the import does, in words for the person at the form.</summary>
public sealed class UnitChecks(ModelStateDictionary state, Wording w)
{
    /// <summary>A name: one line with a letter or digit in it.</summary>
    public string? Name(string field, string? typed, int most)
    {
        var name = ImportText.OneLine(typed ?? "");
        if (ImportText.Loose(name).Length > 0 && name.Length <= most && !ImportText.HasControlCharacters(name))
        {
            return name;
        }

        state.AddModelError(field, w[$"Isi nama, paling banyak {most} karakter", $"Enter a name of at most {most} characters"]);
        return null;
    }

    public string? Line(string field, string? typed) => Printable(field, ImportText.OneLine(typed ?? ""));

    public string? Lines(string field, string? typed) => Printable(field, ImportText.Lines(typed ?? ""));

    public string? Code(string field, string? typed, string example = "plg-dinkes")
    {
        var code = (typed ?? "").Trim();
        if (UnitCodes.IsValid(code))
        {
            return code;
        }

        state.AddModelError(field, w[$"Pakai huruf kecil dan angka, dengan satu tanda hubung di antaranya, misalnya {example}", $"Use lower-case letters and digits with single hyphens between, such as {example}"]);
        return null;
    }

    public string? Nip(string field, string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        if (digits.Length is not (0 or 18) || !digits.All(char.IsAsciiDigit))
        {
            state.AddModelError(field, w["NIP terdiri dari 18 angka", "A NIP has 18 digits"]);
        }

        return digits.Length == 0 ? null : digits;
    }

    public string? NumberPattern(string field, string? typed)
    {
        var pattern = Line(field, typed);
        if (UnitImport.UnknownPlaceholders(pattern ?? "").FirstOrDefault() is { } unknown)
        {
            var known = string.Join(", ", Unit.DocumentNumberPlaceholders.Select(placeholder => $"{{{placeholder}}}"));
            state.AddModelError(field, w[$"{{{unknown}}} tidak dikenal; pakai {known}", $"{{{unknown}}} is not known; use {known}"]);
        }

        return pattern;
    }

    public long? Count(string field, string? typed)
    {
        var digits = string.Concat((typed ?? "").Where(letter => !char.IsWhiteSpace(letter) && letter is not ('.' or ',')));
        if (digits.Length == 0)
        {
            return null;
        }

        if (long.TryParse(digits, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) && count <= Service.MaxServedPerYear)
        {
            return count;
        }

        state.AddModelError(field, w["Isi bilangan bulat, misalnya 1200, atau kosongkan", "Enter a whole number such as 1200, or leave it empty"]);
        return null;
    }

    /// <summary>Says why a change was not stored.</summary>
    /// <param name="field">That it is about, where it is about one.</param>
    public void Add(UnitChange outcome, string field) => state.AddModelError(outcome == UnitChange.Outdated ? "" : field, outcome switch
    {
        UnitChange.NameTaken => w["Nama ini sudah dipakai di tempat yang sama", "This name is taken at the same place"],
        UnitChange.CodeTaken => w["Kode ini sudah dipakai atau terlalu panjang", "This code is taken or too long"],
        UnitChange.HasOpenUnits => w["Pindahkan atau tutup dahulu unit di bawahnya", "Move or close the units below it first"],
        UnitChange.LiesBelowClosed => w["Unit di atasnya sudah ditutup: pilih tempat lain dahulu", "The unit above it is closed: choose another place first"],
        _ => w[
            "Data ini baru saja diubah orang lain dan isian Anda belum tersimpan. Bandingkan dahulu dengan keadaan sekarang di tab lain, lalu simpan lagi bila isian Anda yang benar.",
            "Somebody else has just changed this and yours is not saved yet. Compare with how it is now in another tab, then save again if yours is right."],
    });

    private string? Printable(string field, string text)
    {
        if (text.Length > Unit.DefaultTextMaxLength || ImportText.HasControlCharacters(text))
        {
            state.AddModelError(field, w[$"Paling banyak {Unit.DefaultTextMaxLength} karakter yang dapat dicetak", $"At most {Unit.DefaultTextMaxLength} printable characters"]);
        }

        return text.Length == 0 ? null : text;
    }
}
