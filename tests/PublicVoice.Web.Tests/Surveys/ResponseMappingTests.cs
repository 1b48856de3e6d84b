using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Imports;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Surveys;

public class ResponseMappingTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Theory]
    [InlineData("2025/01/31 10:12:33 AM GMT+7", false, "2025-01-31T10:12:33+07:00")]
    [InlineData("2025/01/31 12:05:00 PM GMT+07:00", false, "2025-01-31T12:05:00+07:00")]
    [InlineData("2025/01/31 12:05:00 AM GMT+9", false, "2025-01-31T00:05:00+09:00")]
    [InlineData("31/01/2025", false, "2025-01-31")]
    [InlineData("31/01/2025 8:05:09", false, "2025-01-31T08:05:09")]
    [InlineData("31-1-2025 08.05 WIB", false, "2025-01-31T08:05:00+07:00")]
    [InlineData("1/31/2025 14:05", true, "2025-01-31T14:05:00")]
    [InlineData("2025-01-31", false, "2025-01-31")]
    [InlineData("2025-01-31T10:12:33+07:00", false, "2025-01-31T10:12:33+07:00")]
    [InlineData("45688", false, "2025-01-31")]
    [InlineData("45688,5", false, "2025-01-31T12:00:00")]
    [InlineData("31 Januari 2025", true, "2025-01-31")]
    [InlineData("Jum'at, 31 Januari 2025 pukul 08.05 WIB", false, "2025-01-31T08:05:00+07:00")]
    [InlineData("Jumat 31/01/2025", false, "2025-01-31")]
    [InlineData("5 Agt 2025 9:30", false, "2025-08-05T09:30:00")]
    [InlineData("05-Mei-25", false, "2025-05-05")]
    [InlineData("January 31, 2025", false, "2025-01-31")]
    [InlineData("31/01/25", false, "2025-01-31")]
    [InlineData("31 Foo 2025", false, "31 Foo 2025")]
    [InlineData("3 hari 2025", false, "3 hari 2025")]
    [InlineData("kemarin", false, "kemarin")]
    public void DateOf_WrittenAsFormsAndSpreadsheetsDo_IsRead(string text, bool monthFirst, string date) => Assert.Equal(date, MappedFile.DateOf(text, monthFirst));

    [Theory]
    [InlineData("31/01/2025", true)]
    [InlineData("1/31/2025", false)]
    [InlineData("1/2/2025", null)]
    [InlineData("2025/01/31", null)]
    public void IsDayFirst_KnowsOnlyWhatTheNumbersSay(string text, bool? dayFirst) => Assert.Equal(dayFirst, MappedFile.IsDayFirst(text));

    [Theory]
    [InlineData("Sangat sesuai", "4")]
    [InlineData(" sangat  SESUAI. ", "4")]
    [InlineData("3", "3")]
    [InlineData("3.0", "3")]
    [InlineData("4 - Sangat Sesuai", "4")]
    [InlineData("(2) kurang", "2")]
    [InlineData("Tidak berlaku", "TB")]
    [InlineData("-", "TB")]
    [InlineData("", "")]
    [InlineData("5", null)]
    [InlineData("44", null)]
    [InlineData("4x4", null)]
    [InlineData("Lumayan", null)]
    [InlineData("3.5", null)]
    [InlineData("3,25", null)]
    [InlineData("2-3", null)]
    [InlineData("3 - 4", null)]
    [InlineData("#N/A", null)]
    [InlineData("4.Sangat sesuai", "4")]
    [InlineData("4,00", "4")]
    public async Task ScoreOf_OptionTextOrScore_IsRead(string text, string? score) => Assert.Equal(score, MappedFile.ScoreOf((await StandardAsync()).Questions[0], text));

    [Fact]
    public async Task Guess_ExportOfGoogleForms_FindsEveryColumn()
    {
        var standard = await StandardAsync();
        var header = string.Join(',', new[] { "Timestamp", "Jenis Kelamin", "Usia Anda", "Pendidikan terakhir", "Pekerjaan", "Jenis layanan yang diterima" }
            .Concat(standard.Questions.Select((question, at) => $"\"{at + 1}. {question.Text.Indonesian}\"")).Concat(["Kritik dan saran", "Email Address"]));
        var row = string.Join(',', new[] { "2025/01/31 10:12:33 AM GMT+7", "Laki-laki", "35", "SMA/SLTA", "Wiraswasta", "Izin Usaha" }
            .Concat(standard.Questions.Select(question => question.Options[^1].Label.Indonesian)).Concat(["Bagus", "a@b.example"]));
        using var file = TableFile.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{header}\n{row}\n")));
        var guess = new ColumnGuess(standard, [], [new Service { UnitId = 1, Code = "x.izin", Name = "Izin usaha" }]).Of(ScannedFile.Read(file, 10));
        Assert.Equal(["submitted_on", "sex", "age_band", "education", "occupation", "service", .. standard.QuestionKeys, "comment", null], guess);
    }

    [Fact]
    public async Task Guess_ShortHeaders_FindsQuestionsByElementNumberOrAnswers()
    {
        var standard = await StandardAsync();
        var answers = standard.Questions[5];
        using var file = TableFile.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(
            $"No,Tanggal,Kecepatan Waktu Layanan,U4,Kesan\n1,31/01/2025,3,4,{answers.Options[0].Label.Indonesian}\n2,31/01/2025,4,2,{answers.Options[1].Label.Indonesian}\n3,31/01/2025,33,9,\n")));
        var guess = new ColumnGuess(standard, [], []).Of(ScannedFile.Read(file, 10));
        Assert.Equal(["row", "submitted_on", standard.QuestionKeys[2], standard.QuestionKeys[3], standard.QuestionKeys[5]], guess);
    }

    [Fact]
    public void Open_NamesMissingOrTwice_AreToldApartWhereAPersonSaysWhatTheyMean()
    {
        const string Names = "Saran,,saran,";
        using var file = TableFile.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{Names}\na,b,c,d\n")), anyNames: true);
        Assert.Equal(["Saran", "[B]", "saran [C]", "[D]"], file.Columns);
        Assert.Throws<ImportRefusedException>(() => TableFile.Open(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Names))));
    }

    [Fact]
    public void Read_MoreRowsThanAllowed_IsRefused()
    {
        using var file = TableFile.Open(new MemoryStream("a,b\n1,2\n2\n3,4\n"u8.ToArray()));
        using var same = TableFile.Open(new MemoryStream("a,b\n1,2\n2\n3,4\n"u8.ToArray()));
        Assert.Throws<ImportRefusedException>(() => ScannedFile.Read(file, 2));
        Assert.Equal(["1", "3"], ScannedFile.Read(same, 3).Columns[0].Values); // a row that is cut off says nothing
    }

    private Task<Reports.Questionnaires.QuestionnaireDefinition> StandardAsync() =>
        app.InScopeAsync(async services => (await services.GetRequiredService<QuestionnaireVersions>().NewestAsync(QuestionnaireVersions.StandardCode, default))!.Definition);
}
