using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Units;

/// <summary>Imports the services of units from CSV: all rows or none. The form is described in docs/import.md.</summary>
public sealed partial class ServiceImport(PublicVoiceDbContext context)
{
    private static readonly string[] Required = ["code", "unit_code", "name"];
    private static readonly string[] Optional = ["served_per_year", "status"];

    private readonly RowReasons reasons = new();

    /// <exception cref="ImportRefusedException">A row is wrong; nothing was stored.</exception>
    public async Task<ImportSummary> RunAsync(CsvFile file, CancellationToken cancellationToken)
    {
        file.CheckColumns(Required, Optional);
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var units = await context.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Code, StringComparer.Ordinal, cancellationToken);
        var services = await context.Services.ToDictionaryAsync(service => service.Code, StringComparer.Ordinal, cancellationToken);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        var governments = new HashSet<string>(StringComparer.Ordinal);
        var added = 0;
        while (file.Read(out var problem))
        {
            if (problem is not null)
            {
                reasons.Add(file.Row, $"{problem}.");
                continue;
            }

            var (code, unitCode, name) = (file["code"], file["unit_code"], ImportText.OneLine(file["name"]));
            if (!units.TryGetValue(unitCode, out var unit))
            {
                reasons.Add(file.Row, $"the unit {ImportText.Quote(unitCode)} is not stored; import the units first.");
                continue;
            }

            if (!code.StartsWith(unitCode + ".", StringComparison.Ordinal) || !ShortCodePattern().IsMatch(code[(unitCode.Length + 1)..]) || code.Length > Service.CodeMaxLength)
            {
                reasons.Add(
                    file.Row,
                    $"the code {ImportText.Quote(code)} must be \"{unitCode}.\" and lower-case letters and digits, with single hyphens between, at most "
                    + $"{Service.CodeMaxLength}.");
                continue;
            }

            if (!rows.TryAdd(code, file.Row))
            {
                reasons.Add(file.Row, $"the code {ImportText.Quote(code)} already stands in row {rows[code]}.");
                continue;
            }

            if (name.Length > Service.NameMaxLength || ImportText.HasControlCharacters(name) || ImportText.Loose(name).Length == 0)
            {
                reasons.Add(file.Row, $"the name {ImportText.Quote(name)} must be printable, hold a letter or digit, and be at most {Service.NameMaxLength} characters.");
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
            throw new ImportRefusedException("The file holds no rows below its header.");
        }

        CheckNames(rows, services.Values);
        reasons.Refuse();

        context.ChangeTracker.DetectChanges();
        var changed = context.ChangeTracker.Entries<Service>().Count(entry => entry.State == EntityState.Modified);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var within = units.Values.Where(unit => governments.Contains(unit.RootCode)).Select(unit => unit.Id).ToHashSet();
        var vanished = services.Values.Where(service => within.Contains(service.UnitId) && !rows.ContainsKey(service.Code)).Select(service => service.Code);
        return new ImportSummary(added, changed, rows.Count - added - changed, [.. vanished.Order(StringComparer.Ordinal)], []);
    }

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
                reasons.Add(file.Row, $"served_per_year {ImportText.Quote(served)} must be a whole number from 0 to {Service.MaxServedPerYear}, digits only.");
            }
        }

        if (file.Has("status"))
        {
            var status = file["status"];
            service.Archived = status == "archived";
            if (status is not ("" or "active" or "archived"))
            {
                reasons.Add(file.Row, $"status {ImportText.Quote(status)} must be active or archived.");
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
                reasons.Add(row, $"the name {ImportText.Quote(same.First().Name)} belongs to more than one service of the unit ({string.Join(", ", codes)}).");
            }
        }
    }
}
