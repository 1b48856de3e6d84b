using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Forum;
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
        var first = await ProductCommand.RunAsync(app.Database, seed);
        var stored = await CountAsync("slo");
        var second = await ProductCommand.RunAsync(app.Database, seed);
        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Equal((0, ""), (second.ExitCode, second.Errors));
        Assert.InRange(stored, 200, 800);
        Assert.Equal(stored, await CountAsync("slo"));
        Assert.Matches(" and [5-9][0-9] topics in ", first.Output);
        Assert.Contains(" 0 new answers and 0 topics in ", $" {second.Output}", StringComparison.Ordinal);
        var posts = await app.WithContextAsync(context => context.Posts.Select(post => new { post.Status, post.PublicationNumber }).ToListAsync());
        Assert.Equal(Enum.GetValues<PostStatus>().Order(), posts.Select(post => post.Status).Distinct().Order());
        Assert.Equal(posts.Count(post => post.PublicationNumber is not null), posts.Max(post => post.PublicationNumber));
        var check = await ProductCommand.RunAsync(app.Database, "check", "tallies");
        Assert.Equal((0, ""), (check.ExitCode, check.Errors));
    }

    [Fact]
    public async Task Import_BadRow_StoresNothingAndNamesTheRow()
    {
        var path = await FileAsync("units.csv", "code,type,name,parent_code\nimp,kota,Kota Impor,\nimp-a,dinas,Dinas A,imp\nimp-b,dinas,Dinas B,nowhere\n");
        var result = await ProductCommand.RunAsync(app.Database, "import", "units", path);
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
        var file = await FileAsync("answers.csv", Header + "2026-10-05,Izin,\"=1+1, kata \"\"saya\"\"\",3,3,4,,4,3,4,,4\n2026-10-06,surat,,1,2,3,4,1,2,3,4,1\n");
        var import = await ProductCommand.RunAsync(app.Database, "import", "responses", file, "--unit", data.Office.Code);
        Assert.Equal((0, ""), (import.ExitCode, import.Errors));
        var exported = Path.Combine(app.Database.DataDirectory, "export.csv");
        var export = await ProductCommand.RunAsync(app.Database, "export", "responses", "--unit", data.Office.Code, "--from", "2026-10-01", "--to", "2026-10-31", "--out", exported);
        Assert.Equal((0, ""), (export.ExitCode, export.Errors));
        Assert.Contains("'=1+1", await File.ReadAllTextAsync(exported), StringComparison.Ordinal);
        var again = await ProductCommand.RunAsync(app.Database, "import", "responses", exported, "--unit", data.Office.Code);
        Assert.Equal((0, ""), (again.ExitCode, again.Errors));
        Assert.Equal(2, await CountAsync("exp"));
        Assert.Equal(
            ["responses.imported", "responses.exported", "responses.imported"],
            await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.UnitPath == data.Office.Path).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync()));
        Assert.Equal("=1+1, kata \"saya\"", await app.WithContextAsync(context => context.SurveyComments.Select(comment => comment.Text).SingleAsync(text => text.StartsWith("=1"))));
    }

    [Fact]
    public async Task ImportResponses_IntoPublishedMonths_SaysHowManyAndThatPublishExists()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, "lat"));
        const string Header = "submitted_on,service,PERSYARATAN,PROSEDUR,WAKTU,BIAYA,PRODUK,KOMPETENSI,PERILAKU,SARANA,PENGADUAN\n";
        static string Rows(int month, int count) => string.Concat(Enumerable.Repeat($"2025-{month:00}-05,Izin,3,3,4,4,4,3,4,3,4\n", count));
        var early = await ImportAsync("early.csv", Rows(5, 6) + Rows(7, 6));
        Assert.Equal(["12 rows: 12 new, 0 already stored, 0 refused."], early);
        using (var browser = app.NewBrowser())
        {
            await browser.GetStringAsync($"/hasil/{data.City.Code}"); // publishes the closed months that were answered
        }

        var late = await ImportAsync("late.csv", Rows(5, 8) + Rows(6, 3) + Rows(7, 7), "--dry-run");
        const string Told = "3 of the new rows are of months that are published already (2025-05, 2025-07): "
            + "public pages count them once a service has at least five more, or after the command publish.";
        Assert.Equal(["18 rows: 6 would be new, 12 already stored, 0 refused.", Told, "Dry run: nothing was stored."], late);
        Assert.Equal(["18 rows: 6 new, 12 already stored, 0 refused.", Told], await ImportAsync("late.csv", Rows(5, 8) + Rows(6, 3) + Rows(7, 7)));
        Assert.Equal(["18 rows: 0 new, 18 already stored, 0 refused."], await ImportAsync("late.csv", Rows(5, 8) + Rows(6, 3) + Rows(7, 7)));

        async Task<string[]> ImportAsync(string name, string rows, params string[] switches)
        {
            var result = await ProductCommand.RunAsync(
                app.Database, ["import", "responses", await FileAsync(name, Header + rows), "--unit", data.Office.Code, .. switches]);
            Assert.Equal(0, result.ExitCode);
            return result.Output.TrimEnd().Split('\n');
        }
    }

    [Fact]
    public async Task DeleteComment_ByReceipt_DeletesItAndKeepsTheAnswers()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, "del"));
        var response = data.Response(comment: "Hapus saya");
        var stored = await app.Services.GetRequiredService<ResponseIntake>().SubmitAsync(response);
        var unknown = await ProductCommand.RunAsync(app.Database, "delete", "comment", "--receipt", "AAAA-AAAA-AAAA");
        Assert.Equal(1, unknown.ExitCode);
        var deleted = await ProductCommand.RunAsync(app.Database, "delete", "comment", "--receipt", stored.Receipt!);
        Assert.Equal((0, ""), (deleted.ExitCode, deleted.Errors));
        Assert.False(await app.WithContextAsync(context => context.SurveyComments.AnyAsync(comment => comment.Text == "Hapus saya")));
        Assert.Equal(1, await CountAsync("del"));
    }

    [Fact]
    public async Task Command_ConfigurationSwitches_AreTakenAndDoNotDisturbTheCommand()
    {
        var directory = Path.Combine(app.Database.DataDirectory, "switches");
        string[] settings = ["--PublicVoice:Database:Provider=Sqlite", $"--ConnectionStrings:PublicVoice=Data Source={directory}.db", "--PublicVoice:TimeZone=Asia/Jayapura"];
        var units = await FileAsync("switched.csv", "code,type,name,parent_code\nswi,kota,Kota Saklar,\n");
        var import = await ProductCommand.RunAsync(app.Database, [settings[0], "import", "units", settings[1], units, settings[2]]);
        Assert.Equal((0, "", "Units: 1 new, 0 changed, 0 unchanged."), (import.ExitCode, import.Errors, import.Output.Trim()));
        Assert.True(File.Exists($"{directory}.db"));
        Assert.False(await app.WithContextAsync(context => context.Units.AnyAsync(unit => unit.Code == "swi")));

        // 2026-01-01 in Jayapura begins at 15:00 UTC of the day before.
        var answers = await FileAsync("switched-answers.csv", "submitted_on,WAKTU\n2025-12-31T15:30Z,3\n");
        Assert.Equal(0, (await ProductCommand.RunAsync(app.Database, ["import", "responses", answers, "--unit", "swi", .. settings])).ExitCode);
        var index = await ProductCommand.RunAsync(app.Database, ["index", "--unit", "swi", "--from", "2026-01-01", "--to", "2026-01-31", "--json", .. settings]);
        Assert.Contains("\"n\": 1", index.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Postgres", "Host=127.0.0.1;Port=1;Username=x;Password=geheim;Database=x", "The database cannot be used: Failed to connect to 127.0.0.1:1.")]
    [InlineData("Postgres", "Host=127.0.0.1;Username=x;Password=se;geheim=x", "ConnectionStrings:PublicVoice cannot be read")]
    [InlineData("Postgres", null, "ConnectionStrings:PublicVoice must be set")]
    [InlineData("Sqlite", "Data Source=/no/such/directory/x.db", "The database cannot be used: SQLite Error 14")]
    [InlineData("Sqlite", "Data Source=/proc/self/exe", "The database cannot be used: SQLite Error")]
    [InlineData("MySql", "", "'MySql' at 'PublicVoice:Database:Provider'")]
    public async Task Command_WrongDatabase_SaysWhyInASentenceWithoutThePassword(string provider, string? connection, string reason)
    {
        string[] settings = [$"--PublicVoice:Database:Provider={provider}", $"--ConnectionStrings:PublicVoice={connection}"];
        IsToldInASentence(reason, await ProductCommand.RunAsync(app.Database, ["database", "migrate", .. settings]));
    }

    [Theory]
    [InlineData("Postgres", "Host=127.0.0.1;Port=1;Username=x;Password=geheim;Database=x", "The database cannot be used: Failed to connect to 127.0.0.1:1.")]
    [InlineData("Sqlite", "Data Source=not-a-database.csv", "The database cannot be used: SQLite Error 26")]
    public async Task Serve_WrongDatabase_SaysWhyInASentenceWithoutThePassword(string provider, string connection, string reason)
    {
        await FileAsync("not-a-database.csv", new string('x', 4096));
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["PublicVoice:Database:Provider"] = provider, ["ConnectionStrings:PublicVoice"] = connection };
        IsToldInASentence(reason, await ProductProcess.RunAsync(app.Database, ["serve", "--urls", "http://127.0.0.1:0"], settings));
    }

    [Theory]
    [InlineData("PublicVoice:TimeZone", "Asia/Nowhere", "PublicVoice:TimeZone is not a known time zone")]
    [InlineData("PublicVoice:IntakeCapacity", "0", "IntakeCapacity")]
    public async Task Command_SettingThatCannotBe_SaysWhichInASentence(string setting, string value, string reason)
    {
        IsToldInASentence(reason, await ProductCommand.RunAsync(app.Database, "database", "migrate", $"--{setting}={value}"));
    }

    [Fact]
    public async Task Serve_AddressInUse_SaysSoInASentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var result = await ProductProcess.RunAsync(app.Database, "serve", "--urls", $"http://{other.LocalEndpoint}");
        Assert.Equal((1, $"Failed to bind to address http://{other.LocalEndpoint}: address already in use."), (result.ExitCode, result.Errors.TrimEnd()));
        Assert.DoesNotContain("   at ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PublicVoice:DataDirectory", "not base64", "receipt.key is damaged: ")]
    [InlineData("PublicVoice:ReceiptKey", "c2hvcnQ=", "PublicVoice:ReceiptKey must hold at least 32 bytes in base64.")]
    public async Task Serve_DamagedReceiptKey_SaysSoInASentence(string setting, string key, string reason)
    {
        var directory = Directory.CreateDirectory(Path.Combine(app.Database.DataDirectory, "key")).FullName;
        await File.WriteAllTextAsync(Path.Combine(directory, "receipt.key"), key);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [setting] = setting == "PublicVoice:ReceiptKey" ? key : directory };
        var result = await ProductProcess.RunAsync(app.Database, ["serve", "--urls", "http://127.0.0.1:0"], settings);
        IsToldInASentence(reason, result);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Migrate_NewSqliteDatabase_BelongsToItsOwnerOnly()
    {
        var directory = Directory.CreateDirectory(Path.Combine(app.Database.DataDirectory, "modes")).FullName;
        string[] settings = ["--PublicVoice:Database:Provider=Sqlite", $"--ConnectionStrings:PublicVoice=Data Source={directory}/publicvoice.db"];
        Assert.Equal(0, (await ProductCommand.RunAsync(app.Database, ["database", "migrate", .. settings])).ExitCode);
        await using var open = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={directory}/publicvoice.db;Pooling=False");
        await open.OpenAsync();
        await using var write = open.CreateCommand();
        write.CommandText = "UPDATE units SET name = name"; // makes the files beside it
        await write.ExecuteNonQueryAsync();
        Assert.Equal(0, (await ProductCommand.RunAsync(app.Database, ["database", "backup", $"{directory}/copy.db", .. settings])).ExitCode);
        var files = Directory.GetFiles(directory).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["copy.db", "publicvoice.db", "publicvoice.db-shm", "publicvoice.db-wal"], files.Select(Path.GetFileName));
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("serve --bogus --urls http://127.0.0.1:5978")]
    [InlineData("publish --unit plg")]
    [InlineData("nonsense")]
    [InlineData("database migrate --nonsense=1")]
    [InlineData("database migrate --TimeZone=Asia/Jakarta")]
    [InlineData("import units")]
    [InlineData("import responses x.csv")]
    [InlineData("seed demo --city jkt")]
    [InlineData("delete comment")]
    public async Task Command_Misused_EndsWithTwo(string arguments)
    {
        var result = await ProductCommand.RunAsync(app.Database, arguments.Split(' '));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.NotEmpty(result.Errors);
    }

    private static void IsToldInASentence(string reason, ProductProcess.Result result)
    {
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", result.Errors + result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors + result.Output, StringComparison.Ordinal);
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
