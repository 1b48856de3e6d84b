using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Questionnaires;

/// <param name="Number">The version that now holds the content.</param>
/// <param name="Stored">False when it was stored already.</param>
public sealed record QuestionnaireImportSummary(string Code, int Number, bool Stored, bool ReplacesUnanswered);

/// <summary>Imports a questionnaire from JSON (docs/questionnaires.md): replaces an unanswered version, else makes the next one.</summary>
public sealed class QuestionnaireImport(PublicVoiceDbContext context, TimeProvider clock)
{
    public const int MaxBytes = 1_000_000;

    private const int Attempts = 3;

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Written) { WriteIndented = true };

    /// <exception cref="ImportRefusedException">The content cannot be used, or its version is answered; nothing was stored.</exception>
    public async Task<QuestionnaireImportSummary> RunAsync(string json, CancellationToken cancellationToken)
    {
        var (content, definition) = Read(json);
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            try
            {
                return await StoreAsync(content, definition, cancellationToken);
            }
            catch (Exception exception) when (exception is DbUpdateException or System.Data.Common.DbException)
            {
                context.ChangeTracker.Clear(); // somebody answered the version while it was being replaced: the next attempt sees that
            }
        }

        return await StoreAsync(content, definition, cancellationToken);
    }

    /// <summary>Checks a questionnaire as every way of putting one in does.</summary>
    /// <exception cref="QuestionnaireFormatException">It cannot be used; all reasons are listed.</exception>
    internal static (JsonObject Content, QuestionnaireDefinition Definition) Check(string json)
    {
        var definition = QuestionnaireJson.Parse(json);
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(json, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            throw new QuestionnaireFormatException([new(
                $"Satu kunci berada dua kali di satu objek (baris {exception.LineNumber + 1}).", $"A key stands twice in one object (line {exception.LineNumber + 1}).")]);
        }

        var reserved = definition.Profile.Select(field => field.Code).Concat(definition.Elements.Select(element => element.Code))
            .Where(code => ResponseColumns.Reserved.Contains(code, StringComparer.OrdinalIgnoreCase) || code.StartsWith(ResponseColumns.ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(code => new LocalText(
                $"Kode {ImportText.Quote(code)} adalah nama kolom pada berkas jawaban; pilih kode lain.",
                $"The code {ImportText.Quote(code)} is the name of a column in files of answers; choose another."));
        var shared = definition.Profile.Select(field => field.Code).Where(code => definition.QuestionKeys.Contains(code, StringComparer.OrdinalIgnoreCase))
            .Select(code => new LocalText(
                $"Kode {ImportText.Quote(code)} dipakai oleh unsur sekaligus oleh kolom profil.",
                $"The code {ImportText.Quote(code)} names both an element and a profile field."));
        var unfit = DraftContent.Of(definition).Texts()
            .Where(entry => new[] { entry.Text.Id, entry.Text.En }.Any(text => text is not null && (text.Length > entry.Most || ImportText.HasControlCharacters(text))))
            .Select(entry => new LocalText(
                $"{entry.Owner.Indonesian}: paling banyak {entry.Most} karakter yang dapat dicetak ({ImportText.Quote(entry.Text.Shown.Indonesian)}).",
                $"{entry.Owner.English}: at most {entry.Most} printable characters ({ImportText.Quote(entry.Text.Shown.English)})."));
        LocalText[] reasons = [.. reserved, .. shared, .. unfit];
        return reasons.Length == 0 ? ((JsonObject)node!, definition) : throw new QuestionnaireFormatException(reasons);
    }

    private static (JsonObject Content, QuestionnaireDefinition Definition) Read(string json)
    {
        try
        {
            return Check(json);
        }
        catch (QuestionnaireFormatException exception)
        {
            throw new ImportRefusedException([.. exception.Errors.Select(error => error.English)]);
        }
    }

    private async Task<QuestionnaireImportSummary> StoreAsync(JsonObject content, QuestionnaireDefinition definition, CancellationToken cancellationToken)
    {
        await using var transaction = await ImportTransaction.BeginAsync(context, cancellationToken);
        var questionnaire = await context.Questionnaires.SingleOrDefaultAsync(found => found.Code == definition.Code, cancellationToken);
        if (questionnaire is null)
        {
            await RefuseCodeAsync(definition.Code, cancellationToken);
            questionnaire = new Questionnaire { Code = definition.Code };
            context.Questionnaires.Add(questionnaire);
            await context.SaveChangesAsync(cancellationToken);
        }

        var known = await context.QuestionnaireVersions.AsNoTracking()
            .Where(version => version.QuestionnaireId == questionnaire.Id)
            .OrderByDescending(version => version.Number)
            .ToListAsync(cancellationToken);
        var (wanted, newest) = (content.ContainsKey("version") ? definition.Version : (int?)null, known.FirstOrDefault());
        var same = known.Find(version => version.Number == (wanted ?? newest?.Number) && TextOf(version.Content) == TextOf(content));
        if (same is not null)
        {
            return new QuestionnaireImportSummary(definition.Code, same.Number, false, false);
        }

        var answered = newest is not null && await IsAnsweredAsync(newest.Id, cancellationToken);
        var number = wanted ?? (newest is null ? 1 : newest.Number + (answered ? 1 : 0));
        if (newest is not null && (number < newest.Number || (number == newest.Number && answered)))
        {
            throw new ImportRefusedException(number == newest.Number
                ? $"Version {number} of {definition.Code} has been answered and can no longer change. Leave \"version\" out, or make it {newest.Number + 1}, to begin the next one."
                : $"The newest version of {definition.Code} is {newest.Number}; \"version\" {number} lies before it. Leave it out to begin the next one.");
        }

        if (newest is not null && !answered)
        {
            await context.QuestionnaireVersions.Where(version => version.Id == newest.Id).ExecuteDeleteAsync(cancellationToken);
        }

        context.QuestionnaireVersions.Add(new QuestionnaireVersion
        {
            QuestionnaireId = questionnaire.Id,
            Number = number,
            Content = Numbered(content, number),
            CreatedOn = clock.GetUtcNow().UtcDateTime,
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new QuestionnaireImportSummary(definition.Code, number, true, newest is not null && !answered);
    }

    /// <summary>Files name questionnaires in any case, and addresses by their codes.</summary>
    private async Task RefuseCodeAsync(string code, CancellationToken cancellationToken)
    {
#pragma warning disable CA1862 // becomes SQL, where upper() is what both databases have
        var known = await context.Questionnaires.Where(found => found.Code.ToUpper() == code.ToUpper()).Select(found => found.Code).FirstOrDefaultAsync(cancellationToken);
#pragma warning restore CA1862
        if (known is not null || code.Equals(Questionnaire.ReservedCode, StringComparison.OrdinalIgnoreCase))
        {
            throw new ImportRefusedException(known is null ? $"\"{code}\" cannot be the code of a questionnaire." : $"There is a questionnaire {known} already; another code must differ in more than capitals.");
        }
    }

    private async Task<bool> IsAnsweredAsync(int versionId, CancellationToken cancellationToken) =>
        await context.SurveyResponses.AnyAsync(response => response.QuestionnaireVersionId == versionId, cancellationToken)
        || await context.Tallies.AnyAsync(tally => tally.QuestionnaireVersionId == versionId, cancellationToken)
        || await context.PaperBatches.AnyAsync(batch => batch.QuestionnaireVersionId == versionId, cancellationToken) // answered on paper
        || await context.KioskVersions.AnyAsync(given => given.QuestionnaireVersionId == versionId, cancellationToken); // answers may wait on a tablet

    private static string TextOf(string content) => TextOf((JsonObject)Node(content));

    private static JsonNode Node(string content) => JsonNode.Parse(content, null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;

    /// <summary>What two contents are compared by: white space and the version number do not matter.</summary>
    private static string TextOf(JsonObject content) => Numbered(content, 0);

    internal static string Readable(string content) => Readable(Node(content));

    /// <summary>Indented, for people.</summary>
    internal static string Readable(JsonNode content) => content.ToJsonString(Indented);

    /// <summary>The content as it is stored under a number.</summary>
    internal static string Numbered(JsonObject content, int number)
    {
        var copy = new JsonObject { ["code"] = content["code"]!.DeepClone(), ["version"] = number };
        foreach (var (name, value) in content.Where(entry => entry.Key is not ("code" or "version")))
        {
            copy[name] = value?.DeepClone();
        }

        return copy.ToJsonString(Written);
    }
}
