using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>What the columns of a file may mean at its unit, by the questionnaire that the unit uses now, its extra questions and the services that it offers.</summary>
public sealed class ColumnMeanings(UploadScope scope, UnitDirectory directory, QuestionnaireVersions versions, AskedQuestions asked, ResponseUploads uploads, Wording w)
{
    private List<Service> services = [];
    private IReadOnlyList<AskedQuestion> extras = [];

    public LoadedVersion Version { get; private set; } = null!;

    /// <summary>The meanings are those of the last file with the same columns.</summary>
    public bool IsRemembered { get; private set; }

    public ColumnChoices Choices => new(Version.Definition, extras, w);

    private ResponseUpload Upload => scope.Shown.Upload;

    private ScannedFile Scan => ResponseUploads.ScanOf(Upload);

    /// <summary>As they were chosen for this file before, else as the last file with the same columns had them, else as guessed.</summary>
    public async Task<ImportColumns> SuggestAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var remembered = ResponseUploads.MappingOf(Upload) ?? await uploads.RememberedAsync(Upload, cancellationToken);
        IsRemembered = remembered is not null && Upload.Mapping is null;
        return ImportColumns.Suggest(Scan, Version.Definition, extras, services, remembered);
    }

    /// <summary>As the form was sent.</summary>
    public async Task<ImportColumns> ReadAsync(IFormCollection posted, bool monthFirst, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return ImportColumns.Read(Scan, Version.Definition, extras, name => posted[name], monthFirst);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var unit = scope.Shown.Unit;
        extras = await asked.OfAsync(unit, cancellationToken);
        services = await directory.ServicesAsync(unit.Id, cancellationToken);
        Version = await versions.CurrentAsync(await directory.SettingsAsync(unit, cancellationToken), cancellationToken);
    }
}
