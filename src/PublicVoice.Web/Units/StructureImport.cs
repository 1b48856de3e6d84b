using System.Security.Cryptography;
using System.Text.Json;
using PublicVoice.Reports;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Units;

/// <summary>How units or services are imported.</summary>
public sealed record StructureImportRequest
{
    /// <summary>Paths within which everything must lie; null for the command line, which may do everything.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>True where new names and places always were so; else they hold from today on, and months that are over keep the former ones.</summary>
    public bool IsCorrection { get; init; }

    /// <summary>Only shows what would change.</summary>
    public bool DryRun { get; init; }

    /// <summary>Stores only what was shown: the <see cref="StructureImportResult.Seal"/> of it; null where nothing was shown.</summary>
    public string? Seal { get; init; }

    public bool Allows(string path) => Scopes is null || Scopes.Any(scope => path.StartsWith(scope, StringComparison.Ordinal));
}

/// <summary>A value of a unit or service before and after.</summary>
public sealed record ImportedField(string Column, string? Before, string? After);

/// <param name="Row">Of the file, as a spreadsheet numbers it.</param>
/// <param name="Path">Of the unit after the import, or of the unit that offers the service.</param>
/// <param name="Fields">What differs; everything that is set for a new one.</param>
public sealed record ImportedChange(int Row, string Code, string Name, string Path, bool IsNew, IReadOnlyList<ImportedField> Fields);

/// <summary>Exactly what an import changes, or has changed.</summary>
/// <param name="IsStored">False for a look ahead, and where the stored units are not any more what was shown.</param>
public sealed record StructureImportResult(ImportSummary Summary, IReadOnlyList<ImportedChange> Changes, bool IsStored)
{
    /// <summary>What is allowed and perhaps not meant; <see cref="Summary"/> has it for the command line.</summary>
    public IReadOnlyList<LocalText> Warnings { get; init; } = [];

    /// <summary>Equal for imports that do the same to the same.</summary>
    public string Seal => SealOf(Changes, Summary.Vanished);

    public static string SealOf(IReadOnlyList<ImportedChange> changes, IReadOnlyList<string> vanished) =>
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { changes, vanished })));

    /// <summary>What differs between two states of the same thing.</summary>
    public static IReadOnlyList<ImportedField> Fields(IReadOnlyDictionary<string, string?>? before, IReadOnlyDictionary<string, string?> after) =>
        [.. after.Where(field => field.Value != before?.GetValueOrDefault(field.Key)).Select(field => new ImportedField(field.Key, before?.GetValueOrDefault(field.Key), field.Value))];
}
