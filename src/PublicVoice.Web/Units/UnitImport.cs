using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Units;

/// <summary>Imports the tree of units from CSV: all rows or none. The form is described in docs/import.md.</summary>
public sealed partial class UnitImport(PublicVoiceDbContext context)
{
    private static readonly string[] Required = ["code", "type", "name", "parent_code"];

    private static readonly string[] Optional =
    [
        "head_title", "status", "time_zone", "letterhead_name", "letterhead_address", "coat_of_arms", "document_number_pattern",
        "signer_name", "signer_nip", "signer_title", "questionnaire",
    ];

    private readonly RowReasons reasons = new();
    private readonly List<string> warnings = [];

    /// <summary>Stored and new units by code.</summary>
    private Dictionary<string, Unit> units = [];
    private Dictionary<string, int> questionnaires = [];

    /// <param name="file">The rows.</param>
    /// <param name="directory">Where coats of arms named in the file lie.</param>
    /// <exception cref="ImportRefusedException">A row is wrong; nothing was stored.</exception>
    public async Task<ImportSummary> RunAsync(CsvFile file, string directory, CancellationToken cancellationToken)
    {
        file.CheckColumns(Required, Optional);
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        units = await context.Units.ToDictionaryAsync(unit => unit.Code, StringComparer.Ordinal, cancellationToken);
        questionnaires = await context.Questionnaires
            .Where(found => found.RetiredOn == null && context.QuestionnaireVersions.Any(version => version.QuestionnaireId == found.Id))
            .ToDictionaryAsync(found => found.Code, found => found.Id, StringComparer.OrdinalIgnoreCase, cancellationToken);
        var stored = units.Keys.ToHashSet(StringComparer.Ordinal);
        var storedZones = units.Values.ToDictionary(unit => unit.Code, unit => unit.TimeZone, StringComparer.Ordinal);

        var rows = ReadRows(file, directory);
        var parents = units.Values.Where(unit => !rows.ContainsKey(unit.Code)).ToDictionary(unit => unit.Code, ParentCode, StringComparer.Ordinal);
        foreach (var row in rows.Values)
        {
            parents[row.Unit.Code] = row.ParentCode;
        }

        CheckTree(rows, parents);
        if (!reasons.Any)
        {
            CheckNames(rows, parents);
        }

        reasons.Refuse();

        WarnOfMovedClocks(rows, stored, storedZones);
        var changed = await StoreAsync(rows, parents, stored, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var governments = rows.Keys.Select(code => units[code].RootCode).ToHashSet(StringComparer.Ordinal);
        var vanished = units.Values.Where(unit => governments.Contains(unit.RootCode) && !rows.ContainsKey(unit.Code)).Select(unit => unit.Code);
        var added = rows.Count(row => !stored.Contains(row.Key));
        return new ImportSummary(added, changed, rows.Count - added - changed, [.. vanished.Order(StringComparer.Ordinal)], warnings);
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlaceholderPattern();

    /// <summary>What stands between braces in a pattern of document numbers and means nothing.</summary>
    public static IEnumerable<string> UnknownPlaceholders(string pattern) =>
        PlaceholderPattern().Matches(pattern).Select(match => match.Groups["name"].Value).Except(Unit.DocumentNumberPlaceholders, StringComparer.Ordinal);

    private Dictionary<string, UnitRow> ReadRows(CsvFile file, string directory)
    {
        var rows = new Dictionary<string, UnitRow>(StringComparer.Ordinal);
        while (file.Read(out var problem))
        {
            var row = file.Row;
            if (problem is not null)
            {
                reasons.Add(row, $"{problem}.");
                continue;
            }

            var code = file["code"];
            if (!UnitCodes.IsValid(code))
            {
                reasons.Add(row, $"the code {ImportText.Quote(code)} must be lower-case letters and digits, with single hyphens between, at most {Unit.CodeMaxLength}.");
                continue;
            }

            if (rows.TryGetValue(code, out var earlier))
            {
                reasons.Add(row, $"the code {ImportText.Quote(code)} already stands in row {earlier.Row}.");
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
                    reasons.Add(row, $"{code} is stored as type {ImportText.Quote(unit.Type)}; the type is part of a unit's identity. Give the new unit a code of its own.");
                }

                unit.Name = name;
            }
            else
            {
                unit = new Unit { Code = code, Type = type, Name = name, Path = "" };
            }

            rows.Add(code, new UnitRow(row, unit, file["parent_code"] is { Length: > 0 } parent ? parent : null));
            ReadSettings(file, unit, rows[code].ParentCode is null, directory);
        }

        if (rows.Count == 0 && !reasons.Any)
        {
            throw new ImportRefusedException("The file holds no rows below its header.");
        }

        return rows;
    }

    /// <summary>A column that is absent leaves what is stored; an empty cell clears it.</summary>
    private void ReadSettings(CsvFile file, Unit unit, bool isRoot, string directory)
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
            _ => Wrong(unit.Status, "status", value, "must be active, closed or archived"),
        });
        Set("time_zone", value => unit.TimeZone = value switch
        {
            null => null,
            _ when !isRoot => Wrong<string?>(null, "time_zone", value, "belongs to the government, in the row without parent_code"),
            _ when !GovernmentTime.IsKnown(value) => Wrong<string?>(null, "time_zone", value, "is not a known time zone such as Asia/Jakarta"),
            _ => value,
        });
        Set("signer_nip", value =>
        {
            var digits = value?.Replace(" ", "", StringComparison.Ordinal);
            unit.SignerNip = digits is null or { Length: 18 } && digits?.All(char.IsAsciiDigit) != false
                ? digits
                : Wrong<string?>(null, "signer_nip", value!, "must have 18 digits");
        });
        Set("document_number_pattern", value =>
        {
            unit.DocumentNumberPattern = value;
            foreach (var unknown in UnknownPlaceholders(value ?? ""))
            {
                Wrong(0, "document_number_pattern", $"{{{unknown}}}", $"is not one of {string.Join(", ", Unit.DocumentNumberPlaceholders.Select(known => $"{{{known}}}"))}");
            }
        });
        Set("questionnaire", value => unit.QuestionnaireId = value is null ? null
            : questionnaires.TryGetValue(value, out var id) ? id : Wrong<int?>(null, "questionnaire", value, "is not stored or no longer offered; import it first"));
        if (file.Has("letterhead_address"))
        {
            var address = ImportText.Lines(file["letterhead_address"]);
            unit.LetterheadAddress = address.Length == 0 ? null
                : address.Length <= Unit.DefaultTextMaxLength && !ImportText.HasControlCharacters(address) ? address
                : Wrong<string?>(null, "letterhead_address", address, $"must be printable and at most {Unit.DefaultTextMaxLength} characters");
        }

        if (file.Has("coat_of_arms"))
        {
            var name = file["coat_of_arms"];
            var (picture, problem) = name.Length == 0 ? (null, null) : CoatOfArmsFile.Read(directory, name);
            unit.CoatOfArms = problem is null ? picture : Wrong<byte[]?>(null, "coat_of_arms", name, problem);
        }

        void Set(string column, Action<string?> set)
        {
            if (file.Has(column))
            {
                set(Line(file, column, Unit.DefaultTextMaxLength, required: false) is { Length: > 0 } value ? value : null);
            }
        }

        T Wrong<T>(T instead, string column, string value, string problem)
        {
            reasons.Add(file.Row, $"{column} {ImportText.Quote(value)} {problem}.");
            return instead;
        }
    }

    private string Line(CsvFile file, string column, int most, bool required)
    {
        var value = ImportText.OneLine(file[column]);
        if (required && value.Length == 0)
        {
            reasons.Add(file.Row, $"{column} is empty.");
        }
        else if (value.Length > most || ImportText.HasControlCharacters(value))
        {
            reasons.Add(file.Row, $"{column} {ImportText.Quote(value)} must be printable and at most {most} characters.");
        }

        return value;
    }

    private void CheckTree(Dictionary<string, UnitRow> rows, Dictionary<string, string?> parents)
    {
        foreach (var (code, row) in rows)
        {
            if (row.ParentCode is { } parent && !parents.ContainsKey(parent))
            {
                reasons.Add(row.Row, $"the parent {ImportText.Quote(parent)} is neither in the file nor stored.");
                continue;
            }

            var chain = new List<string> { code };
            for (var above = row.ParentCode; above is not null; above = parents.GetValueOrDefault(above))
            {
                chain.Add(above);
                if (above == code)
                {
                    reasons.Add(row.Row, $"{code} would lie below itself ({string.Join(" in ", chain)}).");
                    break;
                }

                if (chain.Count > parents.Count)
                {
                    break; // a cycle further up, reported with the units that form it
                }
            }

            if (chain.Sum(step => step.Length + 1) > Unit.PathMaxLength)
            {
                reasons.Add(row.Row, $"{code} lies too deep in the tree (the codes above it are longer than {Unit.PathMaxLength} characters together).");
            }
        }
    }

    private void CheckNames(Dictionary<string, UnitRow> rows, Dictionary<string, string?> parents)
    {
        var everyone = parents.Select(pair => (Unit: rows.TryGetValue(pair.Key, out var row) ? row.Unit : units[pair.Key], Parent: pair.Value));
        foreach (var same in everyone.GroupBy(entry => (entry.Parent, entry.Unit.Type, Name: entry.Unit.Name.ToUpperInvariant())).Where(group => group.Count() > 1))
        {
            var codes = same.Select(entry => entry.Unit.Code).ToList();
            var row = codes.Where(rows.ContainsKey).Select(code => rows[code].Row).DefaultIfEmpty(0).Max();
            if (row > 0)
            {
                reasons.Add(
                    row,
                    $"type and name {ImportText.Quote($"{same.First().Unit.Type} {same.First().Unit.Name}")} appear more than once under one parent "
                    + $"({string.Join(", ", codes)}).");
            }
        }
    }

    private void WarnOfMovedClocks(Dictionary<string, UnitRow> rows, HashSet<string> stored, Dictionary<string, string?> storedZones) =>
        warnings.AddRange(rows.Values
            .Where(row => stored.Contains(row.Unit.Code) && storedZones[row.Unit.Code] != row.Unit.TimeZone)
            .Select(row => $"Row {row.Row}: the time zone of {row.Unit.Code} changes; days of answers already stored stay as they were cut."));

    private async Task<int> StoreAsync(
        Dictionary<string, UnitRow> rows, Dictionary<string, string?> parents, HashSet<string> stored, CancellationToken cancellationToken)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        var changed = rows.Values.Where(row => stored.Contains(row.Unit.Code) && context.Entry(row.Unit).State == EntityState.Modified)
            .Select(row => row.Unit.Code).ToHashSet(StringComparer.Ordinal);
        await FreeNamesAsync(rows, stored, cancellationToken);

        // Level by level: a parent needs its id before its children can name it.
        foreach (var level in parents.Keys.Select(code => (Code: code, Path: PathOf(code))).GroupBy(entry => entry.Path.Count(letter => letter == '/')).OrderBy(group => group.Key))
        {
            foreach (var (code, path) in level)
            {
                var unit = rows.TryGetValue(code, out var row) ? row.Unit : units[code];
                unit.ParentId = parents[code] is { } parent ? units[parent].Id : null;
                unit.Path = path;
                if (units.TryAdd(code, unit))
                {
                    context.Units.Add(unit);
                }
                else if (row is not null && context.Entry(unit).State == EntityState.Modified)
                {
                    changed.Add(code);
                }
            }

            await context.SaveChangesAsync(cancellationToken);
        }

        return changed.Count;

        string PathOf(string code)
        {
            if (!paths.TryGetValue(code, out var path))
            {
                path = $"{(parents[code] is { } parent ? PathOf(parent) : "")}{code}/";
                paths.Add(code, path);
            }

            return path;
        }
    }

    /// <summary>Units that trade their names would meet in the unique index on the way.</summary>
    private async Task FreeNamesAsync(Dictionary<string, UnitRow> rows, HashSet<string> stored, CancellationToken cancellationToken)
    {
        var renamed = rows.Values.Select(row => row.Unit).Where(unit => stored.Contains(unit.Code) && context.Entry(unit).Property(changed => changed.Name).IsModified).ToList();
        if (renamed.Count == 0)
        {
            return;
        }

        var ids = renamed.ConvertAll(unit => unit.Id);
        await context.Units.Where(unit => ids.Contains(unit.Id)).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Name, unit => "\t" + unit.Code), cancellationToken);
        foreach (var unit in renamed)
        {
            context.Entry(unit).Property(changed => changed.Name).OriginalValue = "\t" + unit.Code;
        }
    }

    private string? ParentCode(Unit unit)
    {
        var above = unit.Path.TrimEnd('/').LastIndexOf('/');
        return above < 0 ? null : unit.Path[(unit.Path.LastIndexOf('/', above - 1) + 1)..above];
    }

    private sealed record UnitRow(int Row, Unit Unit, string? ParentCode);
}
