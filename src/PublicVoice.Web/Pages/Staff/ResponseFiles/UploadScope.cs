using PublicVoice.Web.Accounts;
using PublicVoice.Web.Pages.Staff.Units;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>A file with its unit.</summary>
public sealed record ShownUpload(Unit Unit, ResponseUpload Upload)
{
    public string Path => $"/staff/units/{Unit.Code}/import/{Upload.Id}";
}

/// <summary>The file of a page's address, where it belongs to the unit in it, the reader may import there, and it is theirs or imported.</summary>
public sealed class UploadScope(UnitScope scope, ResponseUploads uploads)
{
    public async Task<ShownUpload?> FindAsync(string unitCode, int id, CancellationToken cancellationToken) =>
        await scope.FindAsync(unitCode, StaffTask.ImportResponses, cancellationToken) is { } unit && await uploads.FindAsync(unit, id, cancellationToken) is { } upload
            ? new(unit, upload)
            : null;
}
