using PublicVoice.Reports;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Units;

/// <content>Reads the rows of the file.</content>
public sealed partial class UnitImport
{
    private Dictionary<string, UnitRow> ReadRows(CsvFile file, string? folder)
    {
        var rows = new Dictionary<string, UnitRow>(StringComparer.Ordinal);
        while (file.Next(out var problem))
        {
            var row = file.Row;
            if (problem is not null)
            {
                reasons.AddUnreadable(row, problem);
                continue;
            }

            var code = file["code"];
            if (!UnitCodes.IsValid(code))
            {
                reasons.Add(row, new(
                    $"kode {ImportText.Quote(code)} harus huruf kecil dan angka, dengan satu tanda hubung di antaranya, paling banyak {Unit.CodeMaxLength}.",
                    $"the code {ImportText.Quote(code)} must be lower-case letters and digits, with single hyphens between, at most {Unit.CodeMaxLength}."));
                continue;
            }

            if (rows.TryGetValue(code, out var earlier))
            {
                reasons.Add(row, new($"kode {ImportText.Quote(code)} sudah ada di baris {earlier.Row}.", $"the code {ImportText.Quote(code)} already stands in row {earlier.Row}."));
                continue;
            }

#pragma warning disable CA1308 // Types are written in lower case.
            var type = Line(file, "type", Unit.TypeMaxLength, required: true).ToLowerInvariant();
#pragma warning restore CA1308
            var name = Line(file, "name", Unit.NameMaxLength, required: true);
            if (units.TryGetValue(code, out var unit))
            {
                if (unit.Type != type)
                {
                    reasons.Add(row, new(
                        $"{code} tersimpan sebagai jenis {ImportText.Quote(unit.Type)}; jenis adalah bagian dari identitas unit. Beri unit baru kode sendiri.",
                        $"{code} is stored as type {ImportText.Quote(unit.Type)}; the type is part of a unit's identity. Give the new unit a code of its own."));
                }

                unit.Name = name;
            }
            else
            {
                unit = new Unit { Code = code, Type = type, Name = name, Path = "" };
            }

            rows.Add(code, new UnitRow(row, unit, file["parent_code"] is { Length: > 0 } parent ? parent : null));
            ReadSettings(file, unit, rows[code].ParentCode is null, folder);
        }

        if (rows.Count == 0 && !reasons.Any)
        {
            throw new ImportRefusedException(new LocalText("Berkas ini tidak berisi baris di bawah kepala tabel.", "The file holds no rows below its header."));
        }

        return rows;
    }

    /// <summary>A column that is absent leaves what is stored; an empty cell clears it.</summary>
    private void ReadSettings(CsvFile file, Unit unit, bool isRoot, string? folder)
    {
        Set("head_title", value => unit.HeadTitle = value);
        Set("letterhead_name", value => unit.LetterheadName = value);
        Set("signer_name", value => unit.SignerName = value);
        Set("signer_title", value => unit.SignerTitle = value);
        Set("status", value => unit.Status = value switch
        {
            null or "active" => UnitStatus.Active,
            "closed" => UnitStatus.Closed,
            "archived" => UnitStatus.Archived,
            _ => Wrong(unit.Status, "status", value, "harus active, closed atau archived", "must be active, closed or archived"),
        });
        Set("time_zone", value => unit.TimeZone = value switch
        {
            null => null,
            _ when !isRoot => Wrong<string?>(null, "time_zone", value, "milik pemerintah, di baris tanpa parent_code", "belongs to the government, in the row without parent_code"),
            _ when !GovernmentTime.IsKnown(value) => Wrong<string?>(null, "time_zone", value, "bukan zona waktu yang dikenal seperti Asia/Jakarta", "is not a known time zone such as Asia/Jakarta"),
            _ => value,
        });
        Set("signer_nip", value =>
        {
            var digits = value?.Replace(" ", "", StringComparison.Ordinal);
            unit.SignerNip = digits is null or { Length: 18 } && digits?.All(char.IsAsciiDigit) != false
                ? digits
                : Wrong<string?>(null, "signer_nip", value!, "harus 18 angka", "must have 18 digits");
        });
        Set("document_number_pattern", value =>
        {
            unit.DocumentNumberPattern = value;
            foreach (var unknown in UnknownPlaceholders(value ?? ""))
            {
                var placeholders = string.Join(", ", Unit.DocumentNumberPlaceholders.Select(known => $"{{{known}}}"));
                Wrong(0, "document_number_pattern", $"{{{unknown}}}", $"bukan salah satu dari {placeholders}", $"is not one of {placeholders}");
            }
        });
        Set("questionnaire", value => unit.QuestionnaireId = value is null ? null
            : questionnaires.TryGetValue(value, out var id) ? id : Wrong<int?>(null, "questionnaire", value, "belum tersimpan atau tidak ditawarkan lagi; impor dahulu", "is not stored or no longer offered; import it first"));
        if (file.Has("letterhead_address"))
        {
            var address = ImportText.Lines(file["letterhead_address"]);
            unit.LetterheadAddress = address.Length == 0 ? null
                : address.Length <= Unit.DefaultTextMaxLength && !ImportText.HasControlCharacters(address) ? address
                : Wrong<string?>(null, "letterhead_address", address, $"harus dapat dicetak dan paling banyak {Unit.DefaultTextMaxLength} karakter", $"must be printable and at most {Unit.DefaultTextMaxLength} characters");
        }

        if (file.Has("coat_of_arms"))
        {
            var name = file["coat_of_arms"];
            var (picture, problem) = name.Length == 0 || folder is null ? (null, null) : CoatOfArmsFile.Read(folder, name);
            unit.CoatOfArms = problem is null ? picture : Wrong<byte[]?>(null, "coat_of_arms", name, problem, problem);
        }

        void Set(string column, Action<string?> set)
        {
            if (file.Has(column))
            {
                set(Line(file, column, Unit.DefaultTextMaxLength, required: false) is { Length: > 0 } value ? value : null);
            }
        }

        T Wrong<T>(T instead, string column, string value, string salah, string problem)
        {
            reasons.Add(file.Row, new($"{column} {ImportText.Quote(value)} {salah}.", $"{column} {ImportText.Quote(value)} {problem}."));
            return instead;
        }
    }

    private string Line(CsvFile file, string column, int most, bool required)
    {
        var value = ImportText.OneLine(file[column]);
        if (required && value.Length == 0)
        {
            reasons.Add(file.Row, new($"{column} kosong.", $"{column} is empty."));
        }
        else if (value.Length > most || ImportText.HasControlCharacters(value))
        {
            reasons.Add(file.Row, new(
                $"{column} {ImportText.Quote(value)} harus dapat dicetak dan paling banyak {most} karakter.",
                $"{column} {ImportText.Quote(value)} must be printable and at most {most} characters."));
        }

        return value;
    }
}
