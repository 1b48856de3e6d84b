using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;

namespace PublicVoice.Web.Units;

/// <summary>What the audit log says of an import.</summary>
internal static class StructureAudit
{
    public static AuditRecord Of(string action, IReadOnlyList<ImportedChange> changes, StructureImportRequest request) => new(
        action,
        $"{changes[0].Name} ({changes[0].Code}){(changes.Count > 1 ? $" + {changes.Count - 1}" : "")}",
        Common(changes.Select(change => change.Path)),
        StaffTask.EditUnits,
        Told(changes.Where(change => !change.IsNew), field => field.Before),
        Told(changes, field => field.After).Append(new("(correction)", request.IsCorrection ? "yes" : "no")).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));

    private static Dictionary<string, string?> Told(IEnumerable<ImportedChange> changes, Func<ImportedField, string?> value) =>
        changes.SelectMany(change => change.Fields.Select(field => (Key: $"{change.Code}: {field.Column}", Value: value(field)))).Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>The deepest unit that everything lies in.</summary>
    private static string Common(IEnumerable<string> paths)
    {
        var common = paths.Select(path => path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            .Aggregate((left, right) => [.. left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)]);
        return string.Concat(common.Select(code => code + "/"));
    }
}
