using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Reporting;

/// <summary>Imports results published before this system was used, from CSV: all rows or none (docs/import.md).</summary>
public sealed class ReferenceImport(PublicVoiceDbContext context, UnitDirectory directory, QuestionnaireVersions versions)
{
    private static readonly string[] Required = ["unit_code", "from", "to", "index", "source"];

    private readonly RowReasons reasons = new();

    /// <exception cref="ImportRefusedException">A row is wrong; nothing was stored.</exception>
    public async Task<ImportSummary> RunAsync(CsvFile file, CancellationToken cancellationToken)
    {
        var loaded = new List<LoadedVersion>();
        foreach (var id in await context.QuestionnaireVersions.Select(version => version.Id).ToListAsync(cancellationToken))
        {
            loaded.Add((await versions.FindAsync(id, cancellationToken))!);
        }

        string[] elements = [.. loaded.SelectMany(version => version.Definition.Elements.Select(element => element.Code)).Distinct(StringComparer.OrdinalIgnoreCase)];
        file.CheckColumns(Required, ["n", .. elements]);
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var stored = (await context.PublishedReferences.ToListAsync(cancellationToken)).ToDictionary(reference => (reference.UnitId, reference.From, reference.To));
        var rows = new Dictionary<(int, DateOnly, DateOnly), int>();
        var added = 0;
        while (file.Read(out var problem))
        {
            if (problem is not null)
            {
                reasons.AddPlain(file.Row, $"{problem}.");
                continue;
            }

            if (await directory.FindAsync(file["unit_code"], cancellationToken) is not { } unit)
            {
                Wrong("unit_code", "is not stored");
                continue;
            }

            var current = await versions.CurrentAsync(await directory.SettingsAsync(unit, cancellationToken), cancellationToken);
            var (from, to) = (Day(file, "from"), Day(file, "to"));
            var index = Number("index", 100m * current.Definition.ScaleMin / current.Definition.ScaleMax, 100, 2);
            var n = file["n"].Length == 0 ? null : (long?)Number("n", 0, 1_000_000_000, 0);
            var source = ImportText.OneLine(file["source"]);
            if (source.Length is 0 or > PublishedReference.SourceMaxLength || ImportText.HasControlCharacters(source))
            {
                Wrong("source", $"must say where the result was published, in at most {PublishedReference.SourceMaxLength} characters");
            }

            var means = elements.Where(code => file[code].Length > 0)
                .ToDictionary(code => code, code => Number(code, current.Definition.ScaleMin, current.Definition.ScaleMax, 4), StringComparer.Ordinal);
            if (from > to)
            {
                Wrong("to", "lies before from");
            }

            if (!rows.TryAdd((unit.Id, from, to), file.Row))
            {
                reasons.AddPlain(file.Row, $"the same unit and period already stand in row {rows[(unit.Id, from, to)]}.");
                continue;
            }

            var json = means.Count == 0 ? null : JsonSerializer.Serialize(means);
            if (!stored.TryGetValue((unit.Id, from, to), out var reference))
            {
                reference = new PublishedReference { UnitId = unit.Id, From = from, To = to, Index = index, Source = source };
                context.PublishedReferences.Add(reference);
                added++;
            }

            (reference.Index, reference.N, reference.ElementMeans, reference.Source) = (index, n, json, source);
        }

        if (rows.Count == 0 && !reasons.Any)
        {
            throw new ImportRefusedException("The file holds no rows below its header.");
        }

        reasons.Refuse();

        context.ChangeTracker.DetectChanges();
        var changed = context.ChangeTracker.Entries<PublishedReference>().Count(entry => entry.State == EntityState.Modified);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ImportSummary(added, changed, rows.Count - added - changed, [], []);

        void Wrong(string column, string what) => reasons.AddPlain(file.Row, $"{column} {ImportText.Quote(file[column])} {what}.");

        // Published tables write a decimal comma as often as a point.
        decimal Number(string column, decimal least, decimal most, int decimals)
        {
            if (decimal.TryParse(file[column].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value >= least && value <= most && decimal.Round(value, decimals) == value)
            {
                return value / 1.0000000000000000000000000000m; // 86.50 and 86.5 are the same
            }

            Wrong(column, $"must be a number from {least:0.##} to {most:0.##} with at most {decimals} decimals");
            return least;
        }
    }

    private DateOnly Day(CsvFile file, string column)
    {
        if (!DateOnly.TryParseExact(file[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            reasons.AddPlain(file.Row, $"{column} {ImportText.Quote(file[column])} is not a date such as 2021-12-31.");
        }

        return day;
    }
}
