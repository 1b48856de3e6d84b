using System.Text.Json;

namespace PublicVoice.Web.Audit;

/// <summary>One property of what an entry is about, before and after.</summary>
public sealed record AuditChange(string Name, string? Before, string? After)
{
    public static IReadOnlyList<AuditChange> Of(AuditEntry entry)
    {
        var (before, after) = (Read(entry.Before), Read(entry.After));
        return [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Select(name => new AuditChange(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(change => change is not { Before: null, After: null })];
    }

    private static Dictionary<string, string?> Read(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToDictionary(
            property => property.Name,
            property => property.Value.ValueKind switch
            {
                JsonValueKind.Null => null,
                JsonValueKind.String => property.Value.GetString(),
                _ => property.Value.GetRawText(),
            },
            StringComparer.Ordinal);
    }
}
