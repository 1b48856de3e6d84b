using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Tests.Imports;

namespace PublicVoice.Web.Tests.Surveys;

public sealed class ResponseImportTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Questions = "PERSYARATAN,PROSEDUR,WAKTU,BIAYA,PRODUK,KOMPETENSI,PERILAKU,SARANA,PENGADUAN";

    [Fact]
    public async Task Import_MetroPusatTwice_CountsOnce()
    {
        await app.UnitsAsync(ImportFiles.Embedded("units.csv"));
        await app.ServicesAsync(ImportFiles.Embedded("services.csv"));
        var file = ImportFiles.Embedded("responses-metro-pusat.csv");
        var first = await app.ResponsesAsync(file, "mtr-kec-metro-pusat", request => request with { Channel = Channel.Paper });
        var second = await app.ResponsesAsync(file, "mtr-kec-metro-pusat");
        Assert.Equal((45, 45, 0, 0), (first.Rows, first.New, first.Known, first.Skipped.Count));
        Assert.Equal((0, 45), (second.New, second.Known));
        Assert.Contains("<17 (invalid: 6)", Assert.Single(first.Warnings).English, StringComparison.Ordinal);

        var rows = await app.WithContextAsync(context => context.SurveyResponses.AsNoTracking()
            .Where(row => context.Units.Any(unit => unit.Id == row.UnitId && unit.Code == "mtr-kec-metro-pusat")).ToListAsync());
        Assert.Equal(4, rows.Count(row => row.ServiceId is null));
        Assert.All(rows, row => Assert.Null(row.LocalHour));

        // The published arithmetic, computed here from the stored rows: 25 × the mean of the element means.
        var half = rows.Where(row => row.LocalDay >= new DateOnly(2020, 7, 1) && row.LocalDay <= new DateOnly(2020, 12, 31)).ToList();
        Assert.Equal(77.22m, decimal.Round(25m * half.Sum(row => row.Answers.Sum(score => score - '0')) / (9 * half.Count), 2, MidpointRounding.AwayFromZero));
    }

    [Fact]
    public async Task Import_OneBadRow_StoresNothingAndListsEachWithItsNumber()
    {
        var place = await PlaceAsync("ba");
        var text = $"row,submitted_on,service,{Questions}\n"
            + "11,2026-01-02,Izin,5,3,3,3,3,3,3,3,3\n"
            + "12,2026-01-02,Izin,4,3,3,3,3,3,3,3,3\n"
            + "13,2027-01-02,Izin,4,3,3,3,3,3,3,3,3\n"
            + "14,2026-01-02,Lain,4,3,3,3,3,3,3,3,3\n"
            + "15,1999-12-31,,4,3,3,3,3,3,3,3,3\n"
            + "16,02/01/2026,,4,3,3,3,3,3,3,3,3\n";
        var reasons = await ImportFiles.RefusedAsync(() => app.ResponsesAsync(text, place));
        Assert.Equal(["Row 2 (row \"11\"", "Row 4 (row \"13\"", "Row 5 (row \"14\"", "Row 6 (row \"15\"", "Row 7 (row \"16\""], reasons.SkipLast(1).Select(reason => reason[..15]));
        Assert.Equal(0, await CountAsync(place));

        var summary = await app.ResponsesAsync(text, place, request => request with { SkipInvalid = true });
        Assert.Equal((1, 5), (summary.New, summary.Skipped.Count));
        Assert.Equal(1, await CountAsync(place));
    }

    [Fact]
    public async Task Import_DryRun_StoresNothing()
    {
        var place = await PlaceAsync("bb");
        Assert.Equal(1, (await app.ResponsesAsync("submitted_on,WAKTU\n2026-01-02,3\n", place, request => request with { DryRun = true })).New);
        Assert.Equal(0, await CountAsync(place));
    }

    [Fact]
    public async Task Import_EqualRowsAndBatches_AreCountedAsTheyStand()
    {
        var place = await PlaceAsync("bc");
        var text = "submitted_on,WAKTU\n2026-01-02,3\n2026-01-02,3\n";
        var first = await app.ResponsesAsync(text, place);
        Assert.Equal((2, 8), (first.New, first.Warnings.Count)); // eight columns are missing
        Assert.Equal(0, (await app.ResponsesAsync("WAKTU;submitted_on\n3;2026-01-02\n3;2026-01-02\n", place)).New);
        foreach (var dryRun in new[] { true, false })
        {
            var grown = await app.ResponsesAsync(text + "2026-01-02,3\n", place, request => request with { DryRun = dryRun });
            Assert.Equal((1, 2), (grown.New, grown.Known));
            Assert.StartsWith("2 rows are stored already and were not counted again, 1 are new.", grown.Warnings[^1].English, StringComparison.Ordinal);
            Assert.Contains("--batch", grown.Warnings[^1].English, StringComparison.Ordinal);
        }

        var again = await app.ResponsesAsync(text, place);
        Assert.Equal((2, 8), (again.Known, again.Warnings.Count));
        Assert.Equal(2, (await app.ResponsesAsync(text, place, request => request with { Batch = "kedua" })).New);
    }

    [Fact]
    public async Task Import_AgainAfterAVersionThatPools_AddsNothing()
    {
        var code = $"Q{Guid.NewGuid():N}";
        await app.QuestionnaireAsync(TwoQuestions(code, "L", "WAKTU", "BIAYA"));
        await app.UnitsAsync($"code,type,name,parent_code,questionnaire\nbn,kota,Kota BN,,{code}\n");
        var text = "submitted_on,WAKTU,BIAYA,sex,comment\n2026-01-02,3,4,L,Baik\n2026-01-02,3,4,L,Baik\n2026-01-03,4,3,,\n";
        Assert.Equal(3, (await app.ResponsesAsync(text, "bn")).New);

        Assert.Equal(2, (await app.QuestionnaireAsync(TwoQuestions(code, "M", "BIAYA", "WAKTU"))).Number);
        var again = await app.ResponsesAsync(text, "bn");
        Assert.Equal((0, 3), (again.New, again.Known));
        Assert.Equal(1, (await app.ResponsesAsync("submitted_on,WAKTU,BIAYA\n2026-01-03,3,4\n", "bn")).New); // the other way round it is another answer
        Assert.Equal(0, (await app.ResponsesAsync(await app.ExportAsync("bn"), "bn")).New);
        Assert.Equal(4, await CountAsync("bn"));
    }

    [Fact]
    public async Task Import_CellsOfEveryKind_AreReadAsMeant()
    {
        var place = await PlaceAsync("bd");
        var summary = await app.ResponsesAsync(
            $"submitted_on,service,sex,age_band,education,occupation,{Questions},comment\n"
            + "2026-01-02T23:30+09:00,i.z i n,laki-laki,34 tahun,\"D1, D3, D4\",ASN,4,tb,,3,3,3,3,3,3,\"'=SUM(A1)\r\nlagi\"\n"
            + "2026-01-02T07:05,surat,W,<17,S2 Ke Atas,???,1,1,1,1,1,1,1,1,1,\n"
            + "2026-01-03,,,,,,,,,,,,,,,\n",
            place);
        Assert.Equal((2, 1), (summary.New, summary.Empty));
        var rows = await app.WithContextAsync(context => context.SurveyResponses.AsNoTracking()
            .Where(row => context.Units.Any(unit => unit.Id == row.UnitId && unit.Code == place)).OrderBy(row => row.SubmittedOn).ToListAsync());
        Assert.Equal((new DateTime(2026, 1, 2, 0, 5, 0), 7, "111111111", ".05."), (rows[0].SubmittedOn, rows[0].LocalHour, rows[0].Answers, rows[0].Profile));
        Assert.Equal(IntegritySignals.StraightLined, rows[0].Signals);
        Assert.Equal((new DateTime(2026, 1, 2, 14, 30, 0), 21, "4..333333", "0230"), (rows[1].SubmittedOn, rows[1].LocalHour, rows[1].Answers, rows[1].Profile));
        Assert.Equal("=SUM(A1)\nlagi", (await app.WithContextAsync(context => context.SurveyComments.SingleAsync(comment => comment.SurveyResponseId == rows[1].Id))).Text);
        Assert.Equal(3, summary.Warnings.Count);
        Assert.Equal("PROSEDUR \"TB\" is not offered by SKM-2017/1 and was taken as left out (1 times, first in row 2).", summary.Warnings[0].English);
    }

    [Fact]
    public async Task Import_NotApplicable_CountsOnlyWhereTheVersionOffersIt()
    {
        var code = $"Q{Guid.NewGuid():N}";
        await app.QuestionnaireAsync(TwoQuestions(code, "L", "WAKTU", "BIAYA").Replace("\"element\":\"BIAYA\"", "\"element\":\"BIAYA\",\"not_applicable\":true", StringComparison.Ordinal));
        await app.UnitsAsync($"code,type,name,parent_code,questionnaire\nbo,kota,Kota BO,,{code}\n");
        var text = "submitted_on,WAKTU,BIAYA\n2026-01-02,TB,TB\n2026-01-03,TB,3\n2026-01-04,3,TB\n";
        var summary = await app.ResponsesAsync(text, "bo");
        Assert.Equal((3, 0), (summary.New, summary.Skipped.Count));
        Assert.Equal($"WAKTU \"TB\" is not offered by {code}/1 and was taken as left out (2 times, first in row 2).", Assert.Single(summary.Warnings).English);
        Assert.Equal([".-", ".3", "3-"], await app.WithContextAsync(context => context.SurveyResponses
            .Where(row => context.Units.Any(unit => unit.Id == row.UnitId && unit.Code == "bo")).OrderBy(row => row.LocalDay).Select(row => row.Answers).ToListAsync()));
        Assert.Equal((0, 3), (await app.ResponsesAsync(text, "bo")) is var again ? (again.New, again.Known) : default);
    }

    [Fact]
    public async Task Import_ServiceOfAUnitBelow_NamesThatUnit()
    {
        var place = await PlaceAsync("bp");
        await app.ServicesAsync("code,unit_code,name\nbp-bawah.paspor,bp-bawah,Paspor Baru\n");
        var reasons = await ImportFiles.RefusedAsync(() => app.ResponsesAsync("submitted_on,service,WAKTU\n2026-01-02,paspor-baru,3\n2026-01-02,Lain,3\n", place));
        Assert.Equal("Row 2: bp has no service \"paspor-baru\", but bp-bawah below it has: name the unit in the column unit.", reasons[0]);
        Assert.Equal("Row 3: bp has no service \"Lain\".", reasons[1]);
        Assert.Equal(1, (await app.ResponsesAsync("submitted_on,unit,service,WAKTU\n2026-01-02,bp-bawah,paspor-baru,3\n", place)).New);
    }

    [Fact]
    public async Task Import_Spreadsheet_IsReadAsCsvIs()
    {
        var place = await PlaceAsync("bq");
        var book = Workbook.Of(["submitted_on", "service", "WAKTU", "comment"], [new DateOnly(2026, 1, 2), "Izin", 3, "Baik"], ["2026-01-03T08:00", null, "TB", "=rumus"]);
        var summary = await app.ResponsesAsync("", place, request => request with { Open = () => new MemoryStream(book) });
        Assert.Equal((2, 0), (summary.New, summary.Skipped.Count));
        var text = "submitted_on,service,WAKTU,comment\n2026-01-02,Izin,3,Baik\n2026-01-03T08:00,,TB,hitungan\n";
        Assert.Equal((0, 2), (await app.ResponsesAsync(text, place)) is var again ? (again.New, again.Known) : default); // the same rows
    }

    [Theory]
    [InlineData("submitted_on,WAKTU,warna\n2026-01-02,3,x\n", "unknown column \"warna\"")]
    [InlineData("submitted_on,service\n2026-01-02,Izin\n", "no column with answers")]
    [InlineData("WAKTU\n3\n", "\"submitted_on\" is missing")]
    [InlineData("submitted_on,WAKTU,unit\n2026-01-02,3,plg\n", "does not lie below")]
    [InlineData("submitted_on,WAKTU,key\n2026-01-02,3,01890000-0000-7000-8000-000000000000\n", "not a key written by an export")]
    [InlineData("submitted_on,WAKTU\n", "holds no answers")]
    public async Task Import_BadFile_SaysWhy(string text, string reason)
    {
        var place = await PlaceAsync("be");
        Assert.Contains(reason, (await ImportFiles.RefusedAsync(() => app.ResponsesAsync(text, place)))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_RandomResponses_ReadBackAsTheSame()
    {
        var place = await PlaceAsync("bf");
        var random = new Random(7);
        string[] starts = ["=", "+", "-", "@", "'", "''", "\"", ";", "\n", "Biasa ", "'=", "＝", "\u200e="];
        var text = new StringBuilder($"submitted_on,unit,service,sex,{Questions},comment\n");
        for (var i = 0; i < 300; i++)
        {
            var comment = random.Next(3) == 0 ? "" : $"{starts[random.Next(starts.Length)]}x{i}, \"k\";\ny";
            var day = new DateTime(2025, 1, 1).AddMinutes(random.Next(500_000));
            var when = random.Next(2) == 0 ? day.ToString("yyyy-MM-dd") : day.ToString("yyyy-MM-ddTHH:mm:ss.fff");
            var cells = Enumerable.Range(0, 9).Select(_ => random.Next(8) is var pick && pick < 1 ? "" : pick < 2 ? "TB" : (pick % 4 + 1).ToString());
            text.Append($"{when},{(random.Next(2) == 0 ? "" : "bf-bawah")},,{(random.Next(2) == 0 ? "L" : "")},{string.Join(',', cells)},\"{comment.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        }

        await app.ResponsesAsync(text.ToString(), place);
        var exported = await app.ExportAsync("bf");
        Assert.DoesNotContain("\n=", exported, StringComparison.Ordinal);
        Assert.Equal(0, (await app.ResponsesAsync(exported, "bf")).New);

        await using var other = new PublicVoiceApp();
        await other.InitializeAsync();
        await PlaceAsync("bf", other);
        await other.ResponsesAsync(exported, "bf");
        Assert.Equal(exported, await other.ExportAsync("bf"));
    }

    [Fact]
    public async Task Export_ResponseFromAForm_HidesItsKeyAndIsRecognised()
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, "bg"));
        var response = data.Response(comment: "halo");
        await app.WithContextAsync(context => app.Services.GetRequiredService<ResponseWriter>().Write(context, [response]));
        var exported = await app.ExportAsync("bg");
        Assert.DoesNotContain(response.SubmissionKey.ToString(), exported, StringComparison.Ordinal);
        var again = await app.ResponsesAsync(exported, "bg");
        Assert.Equal((0, 1), (again.New, again.Known));
    }

    [Fact]
    public async Task Import_HundredThousandRows_AreAllStored()
    {
        var place = await PlaceAsync("bh");
        var text = new StringBuilder("submitted_on,WAKTU,BIAYA\n");
        for (var i = 0; i < 100_000; i++)
        {
            text.Append("2026-0").Append((i % 9) + 1).Append("-15,").Append((i % 4) + 1).Append(",4\n");
        }

        Assert.Equal(100_000, (await app.ResponsesAsync(text.ToString(), place)).New);
        Assert.Equal(100_000, await CountAsync(place));
    }

    private Task<int> CountAsync(string unit) =>
        app.WithContextAsync(context => context.SurveyResponses.CountAsync(row => context.Units.Any(found => found.Id == row.UnitId && found.Code == unit)));

    private async Task<string> PlaceAsync(string code, PublicVoiceApp? other = null)
    {
        await (other ?? app).UnitsAsync($"code,type,name,parent_code,time_zone\n{code},kota,Kota {code},,Asia/Jakarta\n{code}-bawah,dinas,Dinas,{code},\n");
        await (other ?? app).ServicesAsync($"code,unit_code,name\n{code}.izin,{code},Izin\n{code}.surat,{code},Surat\n");
        return code;
    }

    /// <summary>Two elements in the given order of questions; the first option of the profile field is different each time.</summary>
    private static string TwoQuestions(string code, string firstOption, params string[] order) => new JsonObject
    {
        ["code"] = code,
        ["name"] = Text("Dua"),
        ["scale"] = new JsonObject { ["min"] = 1, ["max"] = 4 },
        ["quality_table"] = new JsonArray(Text("Baik", ("grade", "A"), ("from", 25), ("to", 100))),
        ["elements"] = new JsonArray([.. order.Select((element, at) => new JsonObject { ["code"] = element, ["number"] = at + 1, ["name"] = Text(element) })]),
        ["questions"] = new JsonArray([.. order.Select(element => new JsonObject
        {
            ["element"] = element,
            ["text"] = Text(element),
            ["options"] = new JsonArray(Text("Cukup", ("score", 3)), Text("Baik", ("score", 4))),
        })]),
        ["profile"] = new JsonObject { ["sex"] = new JsonArray(firstOption, firstOption == "L" ? "P" : "L") },
    }.ToJsonString();

    private static JsonObject Text(string text, params (string Name, JsonNode Value)[] more)
    {
        var json = new JsonObject { ["id"] = text };
        foreach (var (name, value) in more)
        {
            json[name] = value;
        }

        return json;
    }
}
