using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Surveys;

namespace PublicVoice.Web.Tests.Commands;

/// <summary>Commands that write, run as a person runs them.</summary>
public sealed class CommandLineTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task Seed_Twice_AddsNothingTheSecondTime()
    {
        string[] seed = ["seed", "demo", "--city", "slo", "--responses", "400", "--months", "3", "--seed", "7"];
        var first = await ProductProcess.RunAsync(app.Database, seed);
        var stored = await CountAsync("slo");
        var second = await ProductProcess.RunAsync(app.Database, seed);
        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Equal((0, ""), (second.ExitCode, second.Errors));
        Assert.InRange(stored, 200, 800);
        Assert.Equal(stored, await CountAsync("slo"));
        var check = await ProductProcess.RunAsync(app.Database, "check", "tallies");
        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
    }

    [Fact]
    public async Task Import_BadRow_StoresNothingAndNamesTheRow()
    {
        var path = await FileAsync("units.csv", "code,type,name,parent_code\nimp,kota,Kota Impor,\nimp-a,dinas,Dinas A,imp\nimp-b,dinas,Dinas B,nowhere\n");
        var result = await ProductProcess.RunAsync(app.Database, "import", "units", path);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("4", result.Errors, StringComparison.Ordinal);
        Assert.Contains("nowhere", result.Errors, StringComparison.Ordinal);
        Assert.False(await app.WithContextAsync(context => context.Units.AnyAsync(unit => unit.Code.StartsWith("imp"))));
    }

    [Fact]
    public async Task ImportAndExport_RealCommands_ComeOutAsTheyWentIn()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, "exp"));
        const string Header = "submitted_on,service,comment,PERSYARATAN,PROSEDUR,WAKTU,BIAYA,PRODUK,KOMPETENSI,PERILAKU,SARANA,PENGADUAN\n";
        var file = await FileAsync("answers.csv", Header + "2026-10-05,Izin,\"=1+1, kata \"\"saya\"\"\",3,3,4,TB,4,3,4,,4\n2026-10-06,surat,,1,2,3,4,1,2,3,4,1\n");
        var import = await ProductProcess.RunAsync(app.Database, "import", "responses", file, "--unit", data.Office.Code);
        Assert.Equal((0, ""), (import.ExitCode, import.Errors));
        var exported = Path.Combine(app.Database.DataDirectory, "export.csv");
        var export = await ProductProcess.RunAsync(app.Database, "export", "responses", "--unit", data.Office.Code, "--from", "2026-10-01", "--to", "2026-10-31", "--out", exported);
        Assert.Equal((0, ""), (export.ExitCode, export.Errors));
        Assert.Contains("'=1+1", await File.ReadAllTextAsync(exported), StringComparison.Ordinal);
        var again = await ProductProcess.RunAsync(app.Database, "import", "responses", exported, "--unit", data.Office.Code);
        Assert.Equal((0, ""), (again.ExitCode, again.Errors));
        Assert.Equal(2, await CountAsync("exp"));
        Assert.Equal("=1+1, kata \"saya\"", await app.WithContextAsync(context => context.SurveyComments.Select(comment => comment.Text).SingleAsync(text => text.StartsWith("=1"))));
    }

    [Fact]
    public async Task DeleteComment_ByReceipt_DeletesItAndKeepsTheAnswers()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, "del"));
        var response = data.Response(comment: "Hapus saya");
        var stored = await app.Services.GetRequiredService<ResponseIntake>().SubmitAsync(response);
        var unknown = await ProductProcess.RunAsync(app.Database, "delete", "comment", "--receipt", "AAAA-AAAA-AAAA");
        Assert.Equal(1, unknown.ExitCode);
        var deleted = await ProductProcess.RunAsync(app.Database, "delete", "comment", "--receipt", stored.Receipt!);
        Assert.Equal((0, ""), (deleted.ExitCode, deleted.Errors));
        Assert.False(await app.WithContextAsync(context => context.SurveyComments.AnyAsync(comment => comment.Text == "Hapus saya")));
        Assert.Equal(1, await CountAsync("del"));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("import units")]
    [InlineData("import responses x.csv")]
    [InlineData("seed demo --city jkt")]
    [InlineData("delete comment")]
    public async Task Command_Misused_EndsWithTwo(string arguments)
    {
        var result = await ProductProcess.RunAsync(app.Database, arguments.Split(' '));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.NotEmpty(result.Errors);
    }

    private Task<int> CountAsync(string government) => app.WithContextAsync(context => context.SurveyResponses.CountAsync(
        response => context.Units.Any(unit => unit.Id == response.UnitId && unit.Path.StartsWith(government + "/"))));

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(app.Database.DataDirectory, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
