using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Units;

/// <summary>Imports the tree of units from CSV: all rows or none. The form is described in docs/import.md.</summary>
public sealed partial class UnitImport(PublicVoiceDbContext context, UnitDirectory directory, UnitHistory history, AuditLog audit, TimeProvider clock)
{
    private static readonly string[] Required = ["code", "type", "name", "parent_code"];

    private static readonly string[] Optional =
    [
        "head_title", "status", "time_zone", "letterhead_name", "letterhead_address", "coat_of_arms", "document_number_pattern",
        "signer_name", "signer_nip", "signer_title", "questionnaire",
    ];

    private readonly RowReasons reasons = new();
    private readonly List<LocalText> warnings = [];

    /// <summary>Stored and new units by code.</summary>
    private Dictionary<string, Unit> units = [];
    private Dictionary<string, int> questionnaires = [];

    /// <summary>Imports without restriction, as the command line does.</summary>
    /// <param name="file">The rows.</param>
    /// <param name="folder">Where coats of arms named in the file lie.</param>
    /// <exception cref="ImportRefusedException">A row is wrong; nothing was stored.</exception>
    public async Task<ImportSummary> RunAsync(CsvFile file, string folder, CancellationToken cancellationToken) =>
        (await RunAsync(file, folder, new StructureImportRequest(), cancellationToken)).Summary;

    /// <param name="file">The rows.</param>
    /// <param name="folder">Where coats of arms named in the file lie; null where none may be named.</param>
    /// <exception cref="ImportRefusedException">A row is wrong; nothing was stored.</exception>
    public async Task<StructureImportResult> RunAsync(CsvFile file, string? folder, StructureImportRequest request, CancellationToken cancellationToken)
    {
        file.CheckColumns(Required, [.. Optional.Where(column => folder is not null || column != "coat_of_arms")]);
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        units = await context.Units.ToDictionaryAsync(unit => unit.Code, StringComparer.Ordinal, cancellationToken);
        questionnaires = await context.Questionnaires
            .Where(found => found.RetiredOn == null && context.QuestionnaireVersions.Any(version => version.QuestionnaireId == found.Id))
            .ToDictionaryAsync(found => found.Code, found => found.Id, StringComparer.OrdinalIgnoreCase, cancellationToken);
        var stored = units.Values.ToDictionary(unit => unit.Code, Facts, StringComparer.Ordinal);
        var kept = await KeptAsync(request, cancellationToken);

        var rows = ReadRows(file, folder);
        var parents = units.Values.Where(unit => !rows.ContainsKey(unit.Code)).ToDictionary(unit => unit.Code, StoredParent, StringComparer.Ordinal);
        foreach (var row in rows.Values)
        {
            parents[row.Unit.Code] = row.ParentCode;
        }

        CheckTree(rows, parents);
        if (!reasons.Any)
        {
            CheckNames(rows, parents);
            CheckScope(rows, parents, stored.Keys.ToHashSet(StringComparer.Ordinal), request);
        }

        reasons.Refuse();

        WarnOfMovedClocks(rows, stored);
        WarnOfUnitsBelowClosed(rows, parents);
        var changed = await StoreAsync(rows, parents, stored.Keys.ToHashSet(StringComparer.Ordinal), cancellationToken);
        var now = units.Values.ToDictionary(unit => unit.Id);
        await (request.IsCorrection ? history.CorrectAsync(kept, now, cancellationToken) : history.KeepAsync(kept, now, cancellationToken));
        await context.SaveChangesAsync(cancellationToken);

        var governments = rows.Keys.Select(code => units[code].RootCode).ToHashSet(StringComparer.Ordinal);
        var vanished = units.Values.Where(unit => governments.Contains(unit.RootCode) && request.Allows(unit.Path) && !rows.ContainsKey(unit.Code)).Select(unit => unit.Code);
        var added = rows.Count(row => !stored.ContainsKey(row.Key));
        var summary = new ImportSummary(added, changed, rows.Count - added - changed, [.. vanished.Order(StringComparer.Ordinal)], warnings.ConvertAll(warning => warning.English));
        IReadOnlyList<ImportedChange> changes = [.. rows.Values.Select(row => new ImportedChange(
                row.Row, row.Unit.Code, row.Unit.Name, row.Unit.Path, !stored.ContainsKey(row.Unit.Code), StructureImportResult.Fields(stored.GetValueOrDefault(row.Unit.Code), Facts(row.Unit))))
            .Where(change => change.Fields.Count > 0).OrderBy(change => change.Row)];
        var preview = new StructureImportResult(summary, changes, IsStored: !request.DryRun && (request.Seal is null || request.Seal == StructureImportResult.SealOf(changes, summary.Vanished))) { Warnings = warnings };
        if (preview.IsStored)
        {
            if (request.Scopes is not null && changes.Count > 0)
            {
                await audit.SaveAsync(StructureAudit.Of("units.imported", changes, request), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return preview;
    }

    /// <summary>What units were, to be kept for the months that are over.</summary>
    private async Task<List<FormerPlacement>> KeptAsync(StructureImportRequest request, CancellationToken cancellationToken)
    {
        var kept = new List<FormerPlacement>();
        foreach (var government in units.Values.GroupBy(unit => unit.RootCode, StringComparer.Ordinal))
        {
            var root = units[government.Key];
            var zone = (await directory.SettingsAsync(root, cancellationToken)).TimeZone;
            kept.AddRange(UnitHistory.Of(government, root.Id, request.IsCorrection ? default : GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, zone)));
        }

        return kept;
    }

    private Dictionary<string, string?> Facts(Unit unit) => new(StringComparer.Ordinal)
    {
        ["name"] = unit.Name,
        ["type"] = unit.Type,
        ["parent_code"] = unit.Path.Length == 0 ? null : StoredParent(unit),
        ["status"] = unit.Status switch { UnitStatus.Active => "active", UnitStatus.Closed => "closed", _ => "archived" },
        ["head_title"] = unit.HeadTitle,
        ["time_zone"] = unit.TimeZone,
        ["letterhead_name"] = unit.LetterheadName,
        ["letterhead_address"] = unit.LetterheadAddress,
        ["coat_of_arms"] = unit.CoatOfArms is { } picture ? $"{picture.Length} bytes" : null,
        ["document_number_pattern"] = unit.DocumentNumberPattern,
        ["signer_name"] = unit.SignerName,
        ["signer_nip"] = unit.SignerNip,
        ["signer_title"] = unit.SignerTitle,
        ["questionnaire"] = questionnaires.FirstOrDefault(known => known.Value == unit.QuestionnaireId).Key,
    };

    /// <summary>Nobody reaches beyond what they administer: neither the units themselves nor the places where they go.</summary>
    private void CheckScope(Dictionary<string, UnitRow> rows, Dictionary<string, string?> parents, HashSet<string> stored, StructureImportRequest request)
    {
        foreach (var (code, row) in rows)
        {
            var root = code;
            while (parents[root] is { } above)
            {
                root = above;
            }

            var isStored = stored.Contains(code);
            var moves = !isStored || StoredParent(row.Unit) != row.ParentCode;
            if (isStored && row.Unit.RootCode != root)
            {
                reasons.Add(row.Row, new($"{code} tidak dapat pindah ke pemerintah lain.", $"{code} cannot move to another government."));
            }
            else if ((isStored && !request.Allows(row.Unit.Path)) || (moves && !IsPlaceAllowed(row.ParentCode)))
            {
                reasons.Add(row.Row, new($"{code} atau induknya di luar wewenang Anda.", $"{code} or its parent lies outside of what you administer."));
            }
        }

        // New units lie below others of the file; at the top there is one that is stored.
        bool IsPlaceAllowed(string? parent) => request.Scopes is null
            || (parent is not null && (stored.Contains(parent) ? request.Allows(units[parent].Path) : IsPlaceAllowed(parents[parent])));
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PlaceholderPattern();

    /// <summary>What stands between braces in a pattern of document numbers and means nothing.</summary>
    public static IEnumerable<string> UnknownPlaceholders(string pattern) =>
        PlaceholderPattern().Matches(pattern).Select(match => match.Groups["name"].Value).Except(Unit.DocumentNumberPlaceholders, StringComparer.Ordinal);

    private void CheckTree(Dictionary<string, UnitRow> rows, Dictionary<string, string?> parents)
    {
        foreach (var (code, row) in rows)
        {
            if (row.ParentCode is { } parent && !parents.ContainsKey(parent))
            {
                reasons.Add(row.Row, new($"induk {ImportText.Quote(parent)} tidak ada di berkas ini maupun di sistem.", $"the parent {ImportText.Quote(parent)} is neither in the file nor stored."));
                continue;
            }

            var chain = new List<string> { code };
            for (var above = row.ParentCode; above is not null; above = parents.GetValueOrDefault(above))
            {
                chain.Add(above);
                if (above == code)
                {
                    reasons.Add(row.Row, new($"{code} akan berada di bawah dirinya sendiri ({string.Join(" di ", chain)}).", $"{code} would lie below itself ({string.Join(" in ", chain)})."));
                    break;
                }

                if (chain.Count > parents.Count)
                {
                    break; // a cycle further up, reported with the units that form it
                }
            }

            if (chain.Sum(step => step.Length + 1) > Unit.PathMaxLength)
            {
                reasons.Add(row.Row, new(
                    $"{code} terlalu dalam (kode-kode di atasnya bersama-sama lebih dari {Unit.PathMaxLength} karakter).",
                    $"{code} lies too deep in the tree (the codes above it are longer than {Unit.PathMaxLength} characters together)."));
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
                    new(
                        $"jenis dan nama {ImportText.Quote($"{same.First().Unit.Type} {same.First().Unit.Name}")} ada lebih dari sekali di bawah satu induk ({string.Join(", ", codes)}).",
                        $"type and name {ImportText.Quote($"{same.First().Unit.Type} {same.First().Unit.Name}")} appear more than once under one parent ({string.Join(", ", codes)})."));
            }
        }
    }

    private void WarnOfMovedClocks(Dictionary<string, UnitRow> rows, Dictionary<string, Dictionary<string, string?>> stored) =>
        warnings.AddRange(rows.Values
            .Where(row => stored.TryGetValue(row.Unit.Code, out var before) && before["time_zone"] != row.Unit.TimeZone)
            .Select(row => new LocalText(
                $"Baris {row.Row}: zona waktu {row.Unit.Code} berubah; hari jawaban yang sudah tersimpan tetap.",
                $"Row {row.Row}: the time zone of {row.Unit.Code} changes; days of answers already stored stay as they were cut.")));

    private void WarnOfUnitsBelowClosed(Dictionary<string, UnitRow> rows, Dictionary<string, string?> parents) =>
        warnings.AddRange(rows.Values
            .Where(row => row.Unit.Status == UnitStatus.Active && parents[row.Unit.Code] is { } parent && (rows.TryGetValue(parent, out var above) ? above.Unit : units[parent]).Status != UnitStatus.Active)
            .Select(row => new LocalText(
                $"Baris {row.Row}: {row.Unit.Code} aktif di bawah unit yang ditutup, sehingga warga tidak menemukannya dari unit di atasnya.",
                $"Row {row.Row}: {row.Unit.Code} is active below a closed unit, so citizens do not find it from the unit above.")));

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

    private static string? StoredParent(Unit unit)
    {
        var above = unit.Path.TrimEnd('/').LastIndexOf('/');
        return above < 0 ? null : unit.Path[(unit.Path.LastIndexOf('/', above - 1) + 1)..above];
    }

    private sealed record UnitRow(int Row, Unit Unit, string? ParentCode);
}
