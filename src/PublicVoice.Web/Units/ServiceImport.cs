using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Units;

/// <summary>Imports the services of units from CSV: all rows or none. The form is described in docs/import.md.</summary>
public sealed partial class ServiceImport(PublicVoiceDbContext context, UnitDirectory directory, UnitHistory history, AuditLog audit, TimeProvider clock)
{
    private static readonly string[] Required = ["code", "unit_code", "name"];
    private static readonly string[] Optional = ["served_per_year", "status"];

    private readonly RowReasons reasons = new();

    /// <summary>Imports without restriction, as the command line does.</summary>
    /// <exception cref="ImportRefusedException">A row is wrong; nothing was stored.</exception>
    public async Task<ImportSummary> RunAsync(CsvFile file, CancellationToken cancellationToken) =>
        (await RunAsync(file, new StructureImportRequest(), cancellationToken)).Summary;

    /// <exception cref="ImportRefusedException">A row is wrong; nothing was stored.</exception>
    public async Task<StructureImportResult> RunAsync(CsvFile file, StructureImportRequest request, CancellationToken cancellationToken)
    {
        file.CheckColumns(Required, Optional);
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var units = await context.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Code, StringComparer.Ordinal, cancellationToken);
        var services = await context.Services.ToDictionaryAsync(service => service.Code, StringComparer.Ordinal, cancellationToken);
        var stored = services.Values.ToDictionary(service => service.Code, Facts, StringComparer.Ordinal);
        var kept = await KeptAsync(units.Values, services.Values, request, cancellationToken);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        var governments = new HashSet<string>(StringComparer.Ordinal);
        var added = 0;
        while (file.Next(out var problem))
        {
            if (problem is not null)
            {
                reasons.AddUnreadable(file.Row, problem);
                continue;
            }

            var (code, unitCode, name) = (file["code"], file["unit_code"], ImportText.OneLine(file["name"]));
            if (!units.TryGetValue(unitCode, out var unit) || !request.Allows(unit.Path))
            {
                if (unit is not null)
                {
                    reasons.Add(file.Row, new($"unit {ImportText.Quote(unitCode)} di luar wewenang Anda.", $"the unit {ImportText.Quote(unitCode)} lies outside of what you administer."));
                    continue;
                }

                reasons.Add(file.Row, new($"unit {ImportText.Quote(unitCode)} belum tersimpan; impor unit dahulu.", $"the unit {ImportText.Quote(unitCode)} is not stored; import the units first."));
                continue;
            }

            if (!code.StartsWith(unitCode + ".", StringComparison.Ordinal) || !ShortCodePattern().IsMatch(code[(unitCode.Length + 1)..]) || code.Length > Service.CodeMaxLength)
            {
                reasons.Add(file.Row, new(
                    $"kode {ImportText.Quote(code)} harus \"{unitCode}.\" lalu huruf kecil dan angka, dengan satu tanda hubung di antaranya, paling banyak {Service.CodeMaxLength}.",
                    $"the code {ImportText.Quote(code)} must be \"{unitCode}.\" and lower-case letters and digits, with single hyphens between, at most {Service.CodeMaxLength}."));
                continue;
            }

            if (!rows.TryAdd(code, file.Row))
            {
                reasons.Add(file.Row, new($"kode {ImportText.Quote(code)} sudah ada di baris {rows[code]}.", $"the code {ImportText.Quote(code)} already stands in row {rows[code]}."));
                continue;
            }

            if (name.Length > Service.NameMaxLength || ImportText.HasControlCharacters(name) || ImportText.Loose(name).Length == 0)
            {
                reasons.Add(file.Row, new(
                    $"nama {ImportText.Quote(name)} harus dapat dicetak, berisi huruf atau angka, dan paling banyak {Service.NameMaxLength} karakter.",
                    $"the name {ImportText.Quote(name)} must be printable, hold a letter or digit, and be at most {Service.NameMaxLength} characters."));
            }

            governments.Add(unit.RootCode);
            if (!services.TryGetValue(code, out var service))
            {
                service = new Service { UnitId = unit.Id, Code = code, Name = name };
                services.Add(code, service);
                context.Services.Add(service);
                added++;
            }

            service.Name = name;
            ReadOptional(file, service);
        }

        if (rows.Count == 0 && !reasons.Any)
        {
            throw new ImportRefusedException(new LocalText("Berkas ini tidak berisi baris di bawah kepala tabel.", "The file holds no rows below its header."));
        }

        CheckNames(rows, services.Values);
        reasons.Refuse();

        context.ChangeTracker.DetectChanges();
        var changed = context.ChangeTracker.Entries<Service>().Count(entry => entry.State == EntityState.Modified);
        await context.SaveChangesAsync(cancellationToken);
        var now = services.Values.ToDictionary(service => service.Id);
        await (request.IsCorrection ? history.CorrectAsync(kept, now, cancellationToken) : history.KeepAsync(kept, now, cancellationToken));
        await context.SaveChangesAsync(cancellationToken);
        var within = units.Values.Where(unit => governments.Contains(unit.RootCode) && request.Allows(unit.Path)).ToDictionary(unit => unit.Id);
        var vanished = services.Values.Where(service => within.ContainsKey(service.UnitId) && !rows.ContainsKey(service.Code)).Select(service => service.Code);
        var summary = new ImportSummary(added, changed, rows.Count - added - changed, [.. vanished.Order(StringComparer.Ordinal)], []);
        IReadOnlyList<ImportedChange> changes = [.. rows.Select(row => (row.Value, Service: services[row.Key]))
            .Select(row => new ImportedChange(
                row.Value, row.Service.Code, row.Service.Name, within[row.Service.UnitId].Path, !stored.ContainsKey(row.Service.Code), StructureImportResult.Fields(stored.GetValueOrDefault(row.Service.Code), Facts(row.Service))))
            .Where(change => change.Fields.Count > 0).OrderBy(change => change.Row)];
        var preview = new StructureImportResult(summary, changes, IsStored: !request.DryRun && (request.Seal is null || request.Seal == StructureImportResult.SealOf(changes, summary.Vanished)));
        if (preview.IsStored)
        {
            if (request.Scopes is not null && changes.Count > 0)
            {
                await audit.SaveAsync(StructureAudit.Of("services.imported", changes, request), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        return preview;
    }

    /// <summary>What services were, to be kept for the months that are over.</summary>
    private async Task<List<FormerService>> KeptAsync(
        IReadOnlyCollection<Unit> units, IReadOnlyCollection<Service> services, StructureImportRequest request, CancellationToken cancellationToken)
    {
        var kept = new List<FormerService>();
        var offered = services.ToLookup(service => service.UnitId);
        foreach (var government in units.GroupBy(unit => unit.RootCode, StringComparer.Ordinal))
        {
            var root = government.Single(unit => unit.ParentId is null);
            var today = GovernmentTime.Day(clock.GetUtcNow().UtcDateTime, (await directory.SettingsAsync(root, cancellationToken)).TimeZone);
            kept.AddRange(UnitHistory.Of(government.SelectMany(unit => offered[unit.Id]), root.Id, request.IsCorrection ? default : today));
        }

        return kept;
    }

    private static Dictionary<string, string?> Facts(Service service) => new(StringComparer.Ordinal)
    {
        ["name"] = service.Name,
        ["served_per_year"] = service.ServedPerYear?.ToString(CultureInfo.InvariantCulture),
        ["status"] = service.Archived ? "archived" : "active",
    };

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortCodePattern();

    private void ReadOptional(CsvFile file, Service service)
    {
        if (file.Has("served_per_year"))
        {
            var served = file["served_per_year"];
            if (served.Length == 0)
            {
                service.ServedPerYear = null;
            }
            else if (long.TryParse(served, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Service.MaxServedPerYear)
            {
                service.ServedPerYear = number;
            }
            else
            {
                reasons.Add(file.Row, new(
                    $"served_per_year {ImportText.Quote(served)} harus bilangan bulat dari 0 sampai {Service.MaxServedPerYear}, hanya angka.",
                    $"served_per_year {ImportText.Quote(served)} must be a whole number from 0 to {Service.MaxServedPerYear}, digits only."));
            }
        }

        if (file.Has("status"))
        {
            var status = file["status"];
            service.Archived = status == "archived";
            if (status is not ("" or "active" or "archived"))
            {
                reasons.Add(file.Row, new($"status {ImportText.Quote(status)} harus active atau archived.", $"status {ImportText.Quote(status)} must be active or archived."));
            }
        }
    }

    /// <summary>Answers on paper name their service in words, so two services of a unit must differ in more than punctuation.</summary>
    private void CheckNames(Dictionary<string, int> rows, IEnumerable<Service> services)
    {
        foreach (var same in services.Where(service => !service.Archived).GroupBy(service => (service.UnitId, ImportText.Loose(service.Name))).Where(group => group.Count() > 1))
        {
            var codes = same.Select(service => service.Code).ToList();
            var row = codes.Select(code => rows.GetValueOrDefault(code)).Max();
            if (row > 0)
            {
                reasons.Add(row, new(
                    $"nama {ImportText.Quote(same.First().Name)} dipakai lebih dari satu layanan unit itu ({string.Join(", ", codes)}).",
                    $"the name {ImportText.Quote(same.First().Name)} belongs to more than one service of the unit ({string.Join(", ", codes)})."));
            }
        }
    }
}
