using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Imports;

/// <summary>Runs imports over text as if it came from a file, each in a scope of its own.</summary>
internal static class ImportFiles
{
    public static CsvFile Csv(string text) => CsvFile.Open(Stream(text));

    public static Stream Stream(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public static Task<ImportSummary> UnitsAsync(this PublicVoiceApp app, string text, string? directory = null) =>
        app.InScopeAsync(services => services.GetRequiredService<UnitImport>().RunAsync(Csv(text), directory ?? app.Database.DataDirectory, default));

    public static Task<ImportSummary> ServicesAsync(this PublicVoiceApp app, string text) =>
        app.InScopeAsync(services => services.GetRequiredService<ServiceImport>().RunAsync(Csv(text), default));

    public static Task<ImportSummary> ReferencesAsync(this PublicVoiceApp app, string text) =>
        app.InScopeAsync(services => services.GetRequiredService<ReferenceImport>().RunAsync(Csv(text), default));

    public static Task<QuestionnaireImportSummary> QuestionnaireAsync(this PublicVoiceApp app, string json) =>
        app.InScopeAsync(services => services.GetRequiredService<QuestionnaireImport>().RunAsync(json, default));

    public static Task<ResponseImportSummary> ResponsesAsync(this PublicVoiceApp app, string text, string unit, Func<ResponseImportRequest, ResponseImportRequest>? change = null)
    {
        var request = new ResponseImportRequest { Open = () => Stream(text), Unit = unit };
        return app.InScopeAsync(services => services.GetRequiredService<ResponseImport>().RunAsync(change?.Invoke(request) ?? request, default));
    }

    public static Task<string> ExportAsync(this PublicVoiceApp app, string unit) => app.InScopeAsync(async services =>
    {
        var found = await services.GetRequiredService<UnitDirectory>().FindAsync(unit, default);
        using var stream = new MemoryStream();
        await services.GetRequiredService<ResponseExport>().WriteAsync(found!, new DateOnly(2000, 1, 1), new DateOnly(2100, 1, 1), stream, default);
        return Encoding.UTF8.GetString(stream.ToArray());
    });

    /// <summary>The reasons of a refused import.</summary>
    public static async Task<IReadOnlyList<string>> RefusedAsync(Func<Task> import) => (await Assert.ThrowsAsync<ImportRefusedException>(import)).Reasons;

    public static string Embedded(string name)
    {
        using var reader = new StreamReader(typeof(CsvFile).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
