using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Tests.Imports;

namespace PublicVoice.Web.Tests.Questionnaires;

public sealed class QuestionnaireImportTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task Import_BuiltIn_IsStoredAlready() => Assert.False((await app.QuestionnaireAsync(StandardQuestionnaire.Content())).Stored);

    [Fact]
    public async Task Import_Changed_ReplacesUntilAnsweredThenBeginsTheNext()
    {
        var first = await app.QuestionnaireAsync(Json("Q-A", "Satu"));
        var second = await app.QuestionnaireAsync(Json("Q-A", "Dua"));
        Assert.Equal((1, true), (first.Number, first.Stored));
        Assert.Equal((1, true, true), (second.Number, second.Stored, second.ReplacesUnanswered));
        Assert.False((await app.QuestionnaireAsync(Json("Q-A", "Dua").Replace("\n", "\n  ", StringComparison.Ordinal))).Stored);

        await app.UnitsAsync("code,type,name,parent_code,questionnaire\nq,kota,Kota Q,,Q-A\n");
        await app.ResponsesAsync("submitted_on,WAKTU\n2026-01-02,3\n", "q");
        var refused = await ImportFiles.RefusedAsync(() => app.QuestionnaireAsync(Json("Q-A", "Tiga", 1)));
        Assert.Contains("has been answered", refused[0], StringComparison.Ordinal);
        var third = await app.QuestionnaireAsync(Json("Q-A", "Tiga"));
        Assert.Equal((2, false), (third.Number, third.ReplacesUnanswered));
        Assert.Contains("lies before", (await ImportFiles.RefusedAsync(() => app.QuestionnaireAsync(Json("Q-A", "Empat", 1))))[0], StringComparison.Ordinal);

        var contents = await app.WithContextAsync(context => context.QuestionnaireVersions
            .Where(version => context.Questionnaires.Any(found => found.Id == version.QuestionnaireId && found.Code == "Q-A"))
            .OrderBy(version => version.Number).Select(version => version.Content).ToListAsync());
        Assert.Equal(2, contents.Count);
        Assert.Contains("\"Dua\"", contents[0], StringComparison.Ordinal);
        Assert.Contains("\"version\":2", contents[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "Not valid JSON")]
    [InlineData("[]", "one JSON object")]
    [InlineData("{\"code\":\"x y\"}", "The code of the questionnaire")]
    public async Task Import_BadContent_ListsReasons(string json, string reason) =>
        Assert.Contains(reason, string.Join('\n', await ImportFiles.RefusedAsync(() => app.QuestionnaireAsync(json))), StringComparison.Ordinal);

    [Fact]
    public async Task Import_KeyTwiceOrReservedCode_IsRefused()
    {
        Assert.Contains("twice", (await ImportFiles.RefusedAsync(() => app.QuestionnaireAsync(Json("Q-B", "x").Replace("\"basis\"", "\"scale\": {\"min\":1,\"max\":4}, \"basis\"", StringComparison.Ordinal))))[0], StringComparison.Ordinal);
        Assert.Contains("\"Service\"", (await ImportFiles.RefusedAsync(() => app.QuestionnaireAsync(Json("Q-B", "x").Replace("WAKTU", "Service", StringComparison.Ordinal))))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_CodeThatDiffersInCapitalsAlone_OrLongText_IsRefused()
    {
        await app.QuestionnaireAsync(Json("Q-Case", "Satu"));
        Assert.Contains("Q-Case already", (await ImportFiles.RefusedAsync(() => app.QuestionnaireAsync(Json("q-case", "Satu"))))[0], StringComparison.Ordinal);
        Assert.Contains("cannot be the code", (await ImportFiles.RefusedAsync(() => app.QuestionnaireAsync(Json("New", "Satu"))))[0], StringComparison.Ordinal);
        Assert.Contains("at most 200 printable", (await ImportFiles.RefusedAsync(() => app.QuestionnaireAsync(Json("Q-C", new string('x', 201)))))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_TwoNodesAtOnce_StoresOne()
    {
        await app.WithContextAsync(context => context.QuestionnaireVersions
            .Where(version => context.Questionnaires.Any(found => found.Id == version.QuestionnaireId && found.Code == QuestionnaireVersions.StandardCode)).ExecuteDeleteAsync());
        await app.WithContextAsync(context => context.Questionnaires.Where(found => found.Code == QuestionnaireVersions.StandardCode).ExecuteDeleteAsync());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => app.InScopeAsync(async services =>
        {
            await StandardQuestionnaire.EnsureAsync(services.GetRequiredService<PublicVoiceDbContext>(), TimeProvider.System, default);
            return 0;
        }))));
        Assert.Equal(1, await app.WithContextAsync(context => context.Questionnaires.CountAsync(found => found.Code == QuestionnaireVersions.StandardCode)));
    }

    [Fact]
    public async Task ImportReferences_TwiceAndChanged_Updates()
    {
        await app.UnitsAsync("code,type,name,parent_code\nr,kota,Kota R,\n");
        var text = "unit_code,from,to,index,n,source,WAKTU\nr,2024-01-01,2024-12-31,\"76,50\",100,Laporan,2.5\n";
        Assert.Equal(1, (await app.ReferencesAsync(text)).New);
        Assert.Equal(1, (await app.ReferencesAsync(text)).Unchanged);
        Assert.Equal(1, (await app.ReferencesAsync(text.Replace("76,50", "77.51", StringComparison.Ordinal))).Changed);
        var reasons = await ImportFiles.RefusedAsync(() => app.ReferencesAsync("unit_code,from,to,index,source,WAKTU\nr,2024-12-31,2024-01-01,101,,5\nz,2024-01-01,2024-01-31,80,x,\n"));
        Assert.Equal(5, reasons.Count);
    }

    private static string Json(string code, string name, int? version = null) => $$"""
        {
        "code": "{{code}}", {{(version is null ? "" : $"\"version\": {version},")}}
        "name": { "id": "{{name}}" }, "basis": "",
        "scale": { "min": 1, "max": 4 },
        "quality_table": [ { "grade": "A", "from": "25.00", "to": "100.00", "id": "Ya" } ],
        "elements": [ { "code": "WAKTU", "number": 1, "name": { "id": "Waktu" } } ],
        "questions": [ { "position": 1, "element": "WAKTU", "text": { "id": "Cepat?" }, "options": [ { "score": 1, "id": "Tidak" }, { "score": 3, "id": "Ya" } ] } ]
        }
        """;
}
