using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Surveys;

/// <summary>Files of survey responses on their way through the browser: received, given a meaning, checked, imported.</summary>
public sealed class ResponseUploads(PublicVoiceDbContext context, CurrentStaff staff, TimeProvider clock)
{
    /// <summary>A workbook of a thousand sheets that hold nothing would keep the server reading for hours.</summary>
    private const int MostLookedAt = 5;

    /// <summary>Keeps a file for its sender.</summary>
    /// <exception cref="ImportRefusedException">It cannot be read as a table.</exception>
    public async Task<ResponseUpload> ReceiveAsync(Unit unit, string fileName, byte[] content, Channel channel, CancellationToken cancellationToken)
    {
        var (sheet, scan) = FirstTable(content);
        var upload = new ResponseUpload
        {
            UnitId = unit.Id,
            AccountId = staff.Account!.Id,
            SentBy = staff.Account.Name,
            FileName = fileName,
            Hash = SHA256.HashData(content),
            Channel = channel,
            ReceivedOn = clock.GetUtcNow().UtcDateTime,
            Sheet = sheet,
            HeaderHash = HeaderHash(scan),
            Scan = JsonSerializer.Serialize(scan),
        };
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(upload);
        await context.SaveChangesAsync(cancellationToken);
        context.Add(new ResponseUploadContent { ResponseUploadId = upload.Id, Content = content });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return upload;
    }

    /// <returns>Null where there is none at this unit, or it is another person's and not imported yet.</returns>
    public Task<ResponseUpload?> FindAsync(Unit unit, int id, CancellationToken cancellationToken)
    {
        var me = staff.Account!.Id;
        return context.ResponseUploads.AsNoTracking().SingleOrDefaultAsync(
            upload => upload.Id == id && upload.UnitId == unit.Id && (upload.AccountId == me || upload.State == ResponseUploadState.Imported), cancellationToken);
    }

    /// <summary>Those of a unit that were imported, and the reader's own that are not; the newest first.</summary>
    public Task<List<ResponseUpload>> OfAsync(Unit unit, int most, CancellationToken cancellationToken)
    {
        var me = staff.Account!.Id;
        return context.ResponseUploads.AsNoTracking()
            .Where(upload => upload.UnitId == unit.Id && (upload.AccountId == me || upload.State == ResponseUploadState.Imported))
            .OrderByDescending(upload => upload.Id).Take(most).ToListAsync(cancellationToken);
    }

    public static ScannedFile ScanOf(ResponseUpload upload) => JsonSerializer.Deserialize<ScannedFile>(upload.Scan!)!;

    public static ResponseMapping? MappingOf(ResponseUpload upload) => upload.Mapping is null ? null : JsonSerializer.Deserialize<ResponseMapping>(upload.Mapping);

    /// <summary>What the columns of the last file of this unit with the same header were taken for.</summary>
    public async Task<ResponseMapping?> RememberedAsync(ResponseUpload upload, CancellationToken cancellationToken)
    {
        var hash = upload.HeaderHash;
        var last = await context.ResponseUploads.AsNoTracking()
            .Where(other => other.UnitId == upload.UnitId && other.HeaderHash == hash && other.State == ResponseUploadState.Imported && other.Mapping != null)
            .OrderByDescending(other => other.Id).FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : MappingOf(last);
    }

    /// <summary>When the very same file was imported for this unit before; null where it was not.</summary>
    public Task<DateTime?> ImportedBeforeAsync(ResponseUpload upload, CancellationToken cancellationToken)
    {
        var hash = upload.Hash;
        return context.ResponseUploads.Where(other => other.UnitId == upload.UnitId && other.Hash == hash && other.ImportedOn != null && other.Id != upload.Id)
            .MaxAsync(other => other.ImportedOn, cancellationToken);
    }

    /// <summary>Names of the sheets to choose from; none for a CSV file.</summary>
    public async Task<IReadOnlyList<string>> SheetsAsync(ResponseUpload upload, CancellationToken cancellationToken)
    {
        await using var stream = new MemoryStream(await ContentAsync(upload.Id, cancellationToken), writable: false);
        return XlsxFile.Is(stream) ? XlsxFile.SheetsOf(stream) : [];
    }

    /// <exception cref="ImportRefusedException">The sheet holds no table.</exception>
    public async Task ChooseSheetAsync(ResponseUpload upload, string sheet, CancellationToken cancellationToken)
    {
        var scan = Scan(await ContentAsync(upload.Id, cancellationToken), sheet);
        var (text, hash) = (JsonSerializer.Serialize(scan), HeaderHash(scan));
        await context.ResponseUploads.Where(other => other.Id == upload.Id && (other.State == ResponseUploadState.Received || other.State == ResponseUploadState.Checked))
            .ExecuteUpdateAsync(
                set => set.SetProperty(other => other.State, ResponseUploadState.Received).SetProperty(other => other.Sheet, sheet).SetProperty(other => other.Scan, text).SetProperty(other => other.HeaderHash, hash)
                    .SetProperty(other => other.Mapping, (string?)null).SetProperty(other => other.Outcome, (byte[]?)null),
                cancellationToken);
    }

    /// <summary>Says what the columns mean, and asks for the file to be checked.</summary>
    /// <returns>False where it is being read, or imported already.</returns>
    public async Task<bool> CheckAsync(int id, ResponseMapping mapping, string batch, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(mapping);
        return await context.ResponseUploads.Where(upload => upload.Id == id && (upload.State == ResponseUploadState.Received || upload.State == ResponseUploadState.Checked))
            .ExecuteUpdateAsync(
                set => set.SetProperty(upload => upload.State, ResponseUploadState.Checking).SetProperty(upload => upload.Mapping, text).SetProperty(upload => upload.Batch, batch)
                    .SetProperty(upload => upload.Outcome, (byte[]?)null).SetProperty(upload => upload.StartedOn, (DateTime?)null),
                cancellationToken) == 1;
    }

    /// <summary>Asks for the file to be imported. However often it is asked, it is imported once.</summary>
    public async Task<bool> ImportAsync(int id, bool skipInvalid, CancellationToken cancellationToken) =>
        await context.ResponseUploads.Where(upload => upload.Id == id && upload.State == ResponseUploadState.Checked)
            .ExecuteUpdateAsync(
                set => set.SetProperty(upload => upload.State, ResponseUploadState.Importing).SetProperty(upload => upload.SkipInvalid, skipInvalid)
                    .SetProperty(upload => upload.StartedOn, (DateTime?)null),
                cancellationToken) == 1;

    /// <summary>Deletes a file that shall not be imported.</summary>
    /// <returns>False where it is being read, or imported already.</returns>
    public async Task<bool> DeleteAsync(int id, CancellationToken cancellationToken) =>
        await context.ResponseUploads.Where(upload => upload.Id == id && (upload.State == ResponseUploadState.Received || upload.State == ResponseUploadState.Checked))
            .ExecuteDeleteAsync(cancellationToken) == 1;

    internal Task<byte[]> ContentAsync(int id, CancellationToken cancellationToken) =>
        context.ResponseUploadContents.Where(content => content.ResponseUploadId == id).Select(content => content.Content).SingleAsync(cancellationToken);

    /// <summary>The first sheet that holds a table; a cover sheet holds none. Somebody may choose another one.</summary>
    private static (string? Sheet, ScannedFile Scan) FirstTable(byte[] content)
    {
        using var stream = new MemoryStream(content, writable: false);
        var sheets = XlsxFile.Is(stream) ? XlsxFile.SheetsOf(stream).Take(MostLookedAt).ToList() : [];
        foreach (var sheet in sheets.SkipLast(1))
        {
            try
            {
                return (sheet, Scan(content, sheet));
            }
            catch (ImportRefusedException)
            {
                // The last one says why where none holds a table.
            }
        }

        var last = sheets.Count > 0 ? sheets[^1] : null;
        return (last, Scan(content, last));
    }

    private static ScannedFile Scan(byte[] content, string? sheet)
    {
        using var file = TableFile.Open(new MemoryStream(content, writable: false), sheet, anyNames: true);
        return ScannedFile.Read(file, ResponseUpload.MaxRows);
    }

    private static byte[] HeaderHash(ScannedFile scan) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', scan.Columns.Select(column => column.Name))));
}
