using System.Text.Json;

namespace PublicVoice.Web.Tests.Reporting;

/// <summary>The commands as a person runs them, on the real answers of Kecamatan Metro Pusat.</summary>
public sealed class ReportingCommandTests(ReportingCommandTests.MetroPusat metro) : IClassFixture<ReportingCommandTests.MetroPusat>
{
    private const string Unit = "mtr-kec-metro-pusat";

    /// <summary>Values: skm-cases, metro-pusat-kecamatan-2020-2021, computed from the raw rows.</summary>
    [Theory]
    [InlineData("2020-07-01", "2020-12-31", 10, "77.22", "B")]
    [InlineData("2021-01-01", "2021-06-30", 16, "88.89", "A")]
    public async Task Index_RealRows_EqualsTheExactValue(string from, string to, int n, string index, string grade)
    {
        var result = await ProductCommand.RunAsync(metro.Database, "index", "--unit", Unit, "--from", from, "--to", to, "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        using var json = JsonDocument.Parse(result.Output);
        var root = json.RootElement;
        Assert.Equal(
            ["unit", "from", "to", "questionnaire", "formula", "n", "index", "grade", "headline", "intervalLow", "intervalHigh", "target", "elements", "excluded", "indexWithExcluded"],
            root.EnumerateObject().Select(property => property.Name));
        Assert.Equal((n, index, grade), (root.GetProperty("n").GetInt32(), root.GetProperty("index").GetString(), root.GetProperty("grade").GetString()));
        Assert.False(root.GetProperty("headline").GetBoolean());
        Assert.Equal((0, index), (root.GetProperty("excluded").GetInt32(), root.GetProperty("indexWithExcluded").GetString()));
        var element = root.GetProperty("elements")[0];
        Assert.Equal(["code", "n", "mean", "weighted", "index", "grade"], element.EnumerateObject().Select(property => property.Name));
        Assert.Matches(@"^\d\.\d{3}$", element.GetProperty("mean").GetString());
    }

    [Fact]
    public async Task Index_NothingAnswered_IsNullInJson()
    {
        var result = await ProductCommand.RunAsync(metro.Database, "index", "--unit", "mtr", "--from", "2018-01-01", "--to", "2018-01-31", "--json");
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal((0, 0), (result.ExitCode, json.RootElement.GetProperty("n").GetInt32()));
        foreach (var key in new[] { "index", "grade", "intervalLow", "intervalHigh" })
        {
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(key).ValueKind);
        }
    }

    [Theory]
    [InlineData(Unit, "mtr-kec-metro-pusat.ho-gangguan", 6)]
    [InlineData(Unit, "HO Gangguan", 6)]
    [InlineData(Unit, "kartu keluarga(KK)", 8)]
    [InlineData("mtr", "MTR-KEC-METRO-PUSAT.kartu-keluarga-kk", 8)]
    [InlineData("mtr", "Kartu Keluarga KK", 8)]
    public async Task Index_ServiceLooselyNamed_IsFound(string unit, string service, int n)
    {
        var result = await ProductCommand.RunAsync(metro.Database, "index", "--unit", unit, "--service", service, "--from", "2020-01-01", "--to", "2021-12-31", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(n, json.RootElement.GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData(1, "There is no unit \"xx\"", "index --unit xx --from 2020-01-01 --to 2020-01-31")]
    [InlineData(1, "  mtr-kec-metro-pusat.kartu-keluarga-kk  Kartu Keluarga (KK)", "index --unit mtr --service xx --from 2020-01-01 --to 2020-01-31")]
    [InlineData(1, "has no service \"xx\"", "index --unit mtr --service xx --from 2020-01-01 --to 2020-01-31")]
    [InlineData(1, "There is no questionnaire \"xx\"", "index --unit mtr --questionnaire xx --from 2020-01-01 --to 2020-01-31")]
    [InlineData(2, "--from must not be later", "index --unit mtr --from 2020-02-01 --to 2020-01-31")]
    [InlineData(2, "not of the form YYYY-MM-DD", "index --unit mtr --from 01/02/2020 --to 2020-01-31")]
    [InlineData(2, "either --unit CODE or --all", "report --month 2021-03 --out x")]
    [InlineData(2, "either --unit CODE or --all", "report --unit mtr --all --month 2021-03 --out x")]
    [InlineData(2, "not of the form YYYY-MM", "report --unit mtr --month 2021-3 --out x")]
    [InlineData(1, "There is no unit \"xx\"", "report --unit xx --month 2021-03 --out x")]
    [InlineData(1, "There is no questionnaire \"xx\"", "report --unit mtr --questionnaire xx --month 2021-03 --out x")]
    [InlineData(1, "There is no directory", "report --unit mtr --month 2021-03 --out no/such/directory/x")]
    [InlineData(1, "There is no directory", "export responses --unit mtr --from 2021-03-01 --to 2021-03-31 --out no/such/directory/x")]
    [InlineData(2, "--from lies after --to", "export responses --unit mtr --from 2021-04-01 --to 2021-03-31 --out x")]
    [InlineData(1, "is a file; with --all", "report --all --month 2021-03 --out DATA/units.csv")]
    [InlineData(2, "does not lie within 2000-01-01 to 2100-12-31", "report --unit mtr --month 0001-01 --out x")]
    [InlineData(2, "does not lie within 2000-01-01 to 2100-12-31", "index --unit mtr --from 2020-01-01 --to 9999-12-31")]
    [InlineData(2, "does not lie within 2000-01-01 to 2100-12-31", "export responses --unit mtr --from 0001-01-01 --to 2021-03-31 --out x")]
    public async Task Command_WrongInput_SaysWhy(int exitCode, string reason, string arguments)
    {
        var result = await ProductCommand.RunAsync(metro.Database, arguments.Replace("DATA", metro.Database.DataDirectory, StringComparison.Ordinal).Split(' '));
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Command_DatabaseThatCannotBeOpened_SaysWhyInASentence()
    {
        var connection = metro.Database.IsPostgres ? "Host=127.0.0.1;Port=1;Username=x;Database=x" : "Data Source=no/such/directory/x.db";
        var result = await ProductCommand.RunAsync(
            metro.Database, "index", "--unit", Unit, "--from", "2020-01-01", "--to", "2020-01-31", $"--ConnectionStrings:PublicVoice={connection}");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("The database cannot be used: ", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_MonthNotOver_SaysSo()
    {
        var path = Path.Combine(metro.Database.DataDirectory, "future.json");
        var result = await ProductCommand.RunAsync(metro.Database, "report", "--unit", Unit, "--month", "2099-12", "--format", "json", "--out", path);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("2099-12 is not over", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pdf", "%PDF-")]
    [InlineData("json", "{")]
    [InlineData("csv", "\uFEFF")]
    public async Task Report_OneUnit_WritesTheFile(string format, string start)
    {
        var path = Path.Combine(metro.Database.DataDirectory, $"one.{format}");
        var result = await ProductCommand.RunAsync(metro.Database, "report", "--unit", Unit, "--month", "2021-03", "--format", format, "--lang", "en", "--out", path);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith(start, System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(path)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_All_WritesOneFilePerUnitAndSaysWhichFailed()
    {
        var directory = Path.Combine(metro.Database.DataDirectory, "all");
        Directory.CreateDirectory(Path.Combine(directory, $"{Unit}.pdf")); // in the way of that file
        var result = await ProductCommand.RunAsync(metro.Database, "report", "--all", "--month", "2021-03", "--out", directory);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{Unit}: ", result.Errors, StringComparison.Ordinal);
        Assert.Matches(@"^\d+ reports of 2021-03 written .* 1 failed\.", result.Output);
        Assert.True(new FileInfo(Path.Combine(directory, "mtr.pdf")).Length > 10_000);
        Assert.Empty(Directory.GetFiles(directory, "*.tmp"));
    }

    /// <summary>A database with the structure and the real answers, brought in by the commands.</summary>
    public sealed class MetroPusat : IAsyncLifetime
    {
        public TestDatabase Database { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await RunAsync("import", "units", Shipped("units.csv"));
            await RunAsync("import", "services", Shipped("services.csv"));
            await RunAsync("import", "responses", Shipped("responses-metro-pusat.csv"), "--unit", Unit);
        }

        public ValueTask DisposeAsync() => Database.DisposeAsync();

        private async Task RunAsync(params string[] arguments)
        {
            var result = await ProductCommand.RunAsync(Database, arguments);
            Assert.True(result.ExitCode == 0, result.Errors);
        }

        private string Shipped(string name)
        {
            var path = Path.Combine(Database.DataDirectory, name);
            using var shipped = typeof(Program).Assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(path);
            shipped.CopyTo(file);
            return path;
        }
    }
}
