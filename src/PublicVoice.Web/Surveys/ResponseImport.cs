using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>What to import and how. The form of the file is described in docs/import.md.</summary>
public sealed record ResponseImportRequest
{
    /// <summary>Opens the file; called twice.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>Code of the unit that was rated, or of one above those in the file.</summary>
    public required string Unit { get; init; }

    /// <summary>Code of the questionnaire; null for the one the unit uses now.</summary>
    public string? Questionnaire { get; init; }
    public Channel Channel { get; init; } = Channel.Import;

    /// <summary>Separates files that look alike; the same rows under another name count again.</summary>
    public string Batch { get; init; } = "";
    public bool SkipInvalid { get; init; }

    /// <summary>Says what would happen: stores nothing and keeps nobody else from writing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Sheet of a spreadsheet; null for the first that is not hidden.</summary>
    public string? Sheet { get; init; }

    /// <summary>What the columns mean; null where they bear the names of docs/import.md.</summary>
    public ResponseMapping? Mapping { get; init; }

    /// <summary>Called for every row, twice.</summary>
    public Action? RowRead { get; init; }

    /// <summary>Called in the transaction that stores the rows, when all are stored.</summary>
    public Func<ResponseImportSummary, Task>? BeforeCommit { get; init; }
}

/// <param name="Rows">Rows with an answer or a comment, good or bad.</param>
/// <param name="Late">How many of the new rows are of each month that is published already; other months are left out.</param>
/// <param name="Skipped">Bad rows that were left out, each with its number and reasons.</param>
public sealed record ResponseImportSummary(
    int Rows, int New, int Known, int Empty, IReadOnlyDictionary<DateOnly, int> Late, IReadOnlyList<LocalText> Skipped, IReadOnlyList<LocalText> Warnings)
{
    /// <summary>Good rows of each month, by its first day; of a dry run only.</summary>
    public IReadOnlyDictionary<DateOnly, int> Months { get; init; } = new Dictionary<DateOnly, int>();

    /// <summary>Of the good rows of the file alone; of a dry run only, and null where they belong to several versions.</summary>
    public decimal? Index { get; init; }
}

/// <summary>Imports survey responses from a file: all rows or none, and the same row once.</summary>
public sealed class ResponseImport(
    PublicVoiceDbContext context, UnitDirectory directory, QuestionnaireVersions versions, LateResponses lateness, ResponseWriter writer, AskedQuestions asked, TimeProvider clock)
{
    private const int BatchSize = 10_000;
    private const int LookupSize = 1_000;

    /// <exception cref="ImportRefusedException">The file or a row of it is wrong; nothing was stored.</exception>
    public async Task<ResponseImportSummary> RunAsync(ResponseImportRequest request, CancellationToken cancellationToken)
    {
        var scope = await ScopeAsync(request, cancellationToken);

        // The file is read twice: a bad file never takes the write lock, and no row has to be kept.
        var units = new HashSet<int>();
        var (from, to) = (DateOnly.MaxValue, DateOnly.MinValue);
        using (var check = Open(request, scope))
        {
            foreach (var response in check.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                request.RowRead?.Invoke();
                units.Add(response.UnitId);
                (from, to) = (response.LocalDay < from ? response.LocalDay : from, response.LocalDay > to ? response.LocalDay : to);
            }

            Refuse(check, request);
        }

        using var file = Open(request, scope);
        await using var transaction = request.DryRun ? null : await context.Database.BeginTransactionAsync(cancellationToken);
        if (transaction is not null)
        {
            TallyRows.LockUnits(context, units);
        }

        var exported = file.HasKeys ? await ExportedKeysAsync(units, from, to, cancellationToken) : [];
        var preview = request.DryRun ? new ImportPreview(context, scope.Versions.Values) : null;
        var good = 0;
        var added = new Dictionary<DateOnly, int>();
        var batch = new List<NewSurveyResponse>(BatchSize);
        foreach (var response in file.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            request.RowRead?.Invoke();
            good++;
            preview?.Add(response);
            if (!exported.Contains(response.SubmissionKey))
            {
                batch.Add(response);
            }

            if (batch.Count == (preview is null ? BatchSize : LookupSize))
            {
                await WriteAsync(batch, preview, added, cancellationToken);
                batch.Clear();
            }
        }

        Refuse(file, request); // the file may have changed since it was checked
        await WriteAsync(batch, preview, added, cancellationToken);
        var late = await lateness.OfAsync(scope.Unit, added, cancellationToken);
        var fresh = added.Values.Sum();
        var known = good - fresh;
        LocalText[] partlyKnown = fresh > 0 && known > 0 && !file.HasKeys ? [PartlyKnown(fresh, known, request.DryRun)] : [];
        var summary = new ResponseImportSummary(file.Rows, fresh, known, file.EmptyRows, late, file.Reasons, [.. file.Warnings, .. partlyKnown])
        {
            Months = preview?.Months ?? new Dictionary<DateOnly, int>(),
            Index = preview?.Index,
        };
        if (transaction is not null)
        {
            await (request.BeforeCommit?.Invoke(summary) ?? Task.CompletedTask);
            await transaction.CommitAsync(cancellationToken);
        }

        return summary;
    }

    private static ResponseFile Open(ResponseImportRequest request, ResponseScope scope)
    {
        var table = TableFile.Open(request.Open(), request.Sheet, anyNames: request.Mapping is not null);
        try
        {
            return ResponseFile.Open(request.Mapping is { } mapping ? new MappedFile(table, mapping, scope.Version.Definition, scope.Extras) : table, scope);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    /// <summary>Stores the rows, or, in a dry run, looks which of them are stored.</summary>
    private async Task WriteAsync(List<NewSurveyResponse> batch, ImportPreview? preview, Dictionary<DateOnly, int> added, CancellationToken cancellationToken)
    {
        var fresh = preview is not null
            ? await preview.NewAsync(batch, cancellationToken)
            : writer.WriteEach(context, batch, mayRefuse: false).Zip(batch).Where(row => row.First == WriteOutcome.New).Select(row => row.Second.LocalDay);
        foreach (var day in fresh)
        {
            var month = new DateOnly(day.Year, day.Month, 1);
            added[month] = added.GetValueOrDefault(month) + 1;
        }
    }

    private static LocalText PartlyKnown(int added, int known, bool dryRun) => new(
        $"{known} baris sudah tersimpan dan tidak dihitung lagi, {added} baris baru. Itu benar bila berkas yang sama bertambah panjang. Bila ini berkas lain yang "
            + (dryRun ? "kebetulan berisi baris yang sama, impor dengan nama pembeda (--batch) sendiri." : $"kebetulan berisi baris yang sama, impor {known} baris itu saja dalam berkas sendiri dengan nama pembeda (--batch)."),
        $"{known} rows are stored already and were not counted again, {added} are new. That is right when the file has grown. "
            + "Where it is another file with rows that only look alike, "
            + (dryRun ? "import it with a --batch name of its own." : $"put those {known} rows alone into a file and import it with a --batch name of its own."));

    private static void Refuse(ResponseFile file, ResponseImportRequest request)
    {
        if (file.Reasons.Count > 0 && !request.SkipInvalid)
        {
            throw new ImportRefusedException([.. file.Reasons, new LocalText($"{file.BadRows} dari {file.Rows} baris salah.", $"{file.BadRows} of {file.Rows} rows are wrong.")]);
        }

        if (file.Rows == 0)
        {
            throw new ImportRefusedException(new LocalText("Berkas ini tidak berisi jawaban di bawah kepala tabel.", "The file holds no answers below its header."));
        }
    }

    private async Task<ResponseScope> ScopeAsync(ResponseImportRequest request, CancellationToken cancellationToken)
    {
        var unit = await directory.FindAsync(request.Unit, cancellationToken)
            ?? throw new ImportRefusedException($"There is no unit {ImportText.Quote(request.Unit)}.");
        var units = await directory.Within(unit).AsNoTracking().ToDictionaryAsync(found => found.Code, StringComparer.Ordinal, cancellationToken);
        var ids = directory.Within(unit).Select(found => found.Id);
        var services = await context.Services.AsNoTracking().Where(service => ids.Contains(service.UnitId)).ToListAsync(cancellationToken);
        var settings = await directory.SettingsAsync(unit, cancellationToken);
        if (request.Questionnaire is { } code)
        {
            settings = settings with
            {
                QuestionnaireId = await context.Questionnaires.Where(found => found.Code == code).Select(found => (int?)found.Id)
                    .SingleOrDefaultAsync(cancellationToken)
                    ?? throw new ImportRefusedException($"There is no questionnaire {ImportText.Quote(code)}."),
            };
        }

        var all = new Dictionary<string, LoadedVersion>(StringComparer.Ordinal);
        foreach (var id in await context.QuestionnaireVersions.Select(version => version.Id).ToListAsync(cancellationToken))
        {
            var version = (await versions.FindAsync(id, cancellationToken))!;
            all.Add($"{version.Definition.Code}/{version.Definition.Version}".ToUpperInvariant(), version);
        }

        return new ResponseScope(
            unit, units, services.ToLookup(service => service.UnitId), await versions.CurrentAsync(settings, cancellationToken), all,
            settings.TimeZone, clock.GetUtcNow().UtcDateTime, request.Channel, request.Batch,
            await asked.ColumnsAsync(cancellationToken));
    }

    /// <summary>Keys in exports of the responses that came from forms, whose stored keys are others.</summary>
    private async Task<HashSet<Guid>> ExportedKeysAsync(HashSet<int> units, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var keys = new HashSet<Guid>();
        var stored = context.SurveyResponses.Where(response => units.Contains(response.UnitId) && response.LocalDay >= from && response.LocalDay <= to);
        await foreach (var key in stored.Select(response => response.SubmissionKey).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (key.Version != 8)
            {
                keys.Add(ImportKeys.Exported(key));
            }
        }

        return keys;
    }
}
