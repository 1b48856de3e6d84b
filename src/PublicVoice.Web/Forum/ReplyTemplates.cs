using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Forum;

public enum TemplateResult
{
    Saved,

    /// <summary>The unit has another of that name.</summary>
    NameTaken,

    /// <summary>Somebody changed or removed it meanwhile: nothing was stored.</summary>
    ChangedMeanwhile,
}

/// <summary>What is kept of a template.</summary>
/// <param name="SeenVersion">Version that the writer saw; 0 for a new one.</param>
public sealed record TemplateText(string Name, PostKind? Kind, string Text, int SeenVersion);

/// <summary>Templates of answers: an office has its own and those of the units above it.</summary>
public sealed class ReplyTemplates(PublicVoiceDbContext context, AuditLog audit)
{
    /// <summary>What the unit has itself, by name.</summary>
    public Task<List<ReplyTemplate>> OfAsync(Unit unit, CancellationToken cancellationToken) =>
        context.ReplyTemplates.AsNoTracking().Where(template => template.UnitId == unit.Id).OrderBy(template => template.Name).ToListAsync(cancellationToken);

    /// <summary>What can be used at a unit: its own first; of two with one name the nearer.</summary>
    /// <param name="kind">Null for all kinds.</param>
    public async Task<IReadOnlyList<(ReplyTemplate Template, Unit From)>> UsableAsync(Unit unit, PostKind? kind, CancellationToken cancellationToken)
    {
        var codes = unit.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var rows = await context.ReplyTemplates.AsNoTracking().Where(template => kind == null || template.Kind == null || template.Kind == kind)
            .Join(context.Units.AsNoTracking().Where(above => codes.Contains(above.Code)), template => template.UnitId, above => above.Id, (template, above) => new { Template = template, Unit = above })
            .ToListAsync(cancellationToken);
        return [.. rows.OrderByDescending(row => row.Unit.Path.Length).ThenBy(row => row.Template.Name, StringComparer.OrdinalIgnoreCase)
            .DistinctBy(row => row.Template.Name, StringComparer.OrdinalIgnoreCase).Select(row => (row.Template, row.Unit))];
    }

    public Task<ReplyTemplate?> FindAsync(Unit unit, int id, CancellationToken cancellationToken) =>
        context.ReplyTemplates.AsNoTracking().SingleOrDefaultAsync(template => template.Id == id && template.UnitId == unit.Id, cancellationToken);

    /// <param name="known">Null for a new one.</param>
    public async Task<TemplateResult> SaveAsync(Unit unit, ReplyTemplate? known, TemplateText text, CancellationToken cancellationToken)
    {
        if (await context.ReplyTemplates.AnyAsync(other => other.UnitId == unit.Id && other.Name == text.Name && (known == null || other.Id != known.Id), cancellationToken))
        {
            return TemplateResult.NameTaken;
        }

        if (known is null)
        {
            context.Add(new ReplyTemplate { UnitId = unit.Id, Name = text.Name, Kind = text.Kind, Text = text.Text });
        }
        else
        {
            var stored = await context.ReplyTemplates.SingleOrDefaultAsync(template => template.Id == known.Id, cancellationToken);
            if (stored?.Version != text.SeenVersion)
            {
                return TemplateResult.ChangedMeanwhile;
            }

            (stored.Name, stored.Kind, stored.Text) = (text.Name, text.Kind, text.Text);
            stored.Version++;
        }

        var after = new { name = text.Name, kind = text.Kind?.ToString(), text = text.Text };
        return await StoredAsync(new AuditRecord(known is null ? "template.added" : "template.changed", UnitAdministration.Named(unit), unit.Path, StaffTask.WriteTemplates, Facts(known), after), cancellationToken);
    }

    public async Task<TemplateResult> RemoveAsync(Unit unit, ReplyTemplate known, int seenVersion, CancellationToken cancellationToken)
    {
        if (await context.ReplyTemplates.SingleOrDefaultAsync(template => template.Id == known.Id && template.Version == seenVersion, cancellationToken) is not { } stored)
        {
            return TemplateResult.ChangedMeanwhile;
        }

        context.Remove(stored);
        return await StoredAsync(new AuditRecord("template.removed", UnitAdministration.Named(unit), unit.Path, StaffTask.WriteTemplates, Facts(known)), cancellationToken);
    }

    private static object? Facts(ReplyTemplate? template) => template is null ? null : new { name = template.Name, kind = template.Kind?.ToString(), text = template.Text };

    private async Task<TemplateResult> StoredAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await audit.SaveAsync(record, cancellationToken);
            return TemplateResult.Saved;
        }
        catch (DbUpdateConcurrencyException)
        {
            return TemplateResult.ChangedMeanwhile;
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            return TemplateResult.NameTaken; // the unique index: another one of that name at the same moment
        }
    }
}
