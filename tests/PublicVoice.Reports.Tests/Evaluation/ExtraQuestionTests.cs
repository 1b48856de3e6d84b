using System.Text;
using System.Text.Json;
using PublicVoice.Reports.Csv;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Pdf;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Reports.Tests.Pdf;

namespace PublicVoice.Reports.Tests.Evaluation;

public class ExtraQuestionTests
{
    private static readonly DateOnly Day = new(2026, 10, 5);

    private static EvaluationReport Report(params ExtraQuestionFacts[] facts) => SampleReports.Standard() with { ExtraQuestions = [.. facts.Select(ExtraQuestionResult.Of)] };

    private static ExtraQuestionContent Content(ExtraQuestionKind kind, int scaleMax = 0, params string[] options) => new()
    {
        Kind = kind,
        Text = new($"Pertanyaan {kind}?", $"Question {kind}?"),
        Required = false,
        Options = [.. options.Select(option => new LocalText(option, option))],
        ScaleMax = scaleMax,
    };

    private static EvaluationReport Full() => Report(
        new("plg.info", 1, Content(ExtraQuestionKind.Multiple, 0, "Teman", "Spanduk"), 40, [30, 20], []),
        new("plg.antre", 2, Content(ExtraQuestionKind.Scale, 5, "lama", "cepat"), 10, [1, 0, 2, 3, 4], []),
        new("plg.usul", 1, Content(ExtraQuestionKind.Text), 3, [], [new(Day, "Akta", "Telepon saya 081234567890"), new(Day.AddDays(1), null, "=HYPERLINK()"), new(Day, null, "tidak ada")]));

    [Fact]
    public void Of_SeveralChoices_SharesAreOfThoseWhoAnswered()
    {
        var result = ExtraQuestionResult.Of(new("plg.info", 1, Content(ExtraQuestionKind.Multiple, 0, "Teman", "Spanduk"), 40, [30, 20], []));
        Assert.Equal([75.0m, 50.0m], result.Choices.Select(choice => choice.SharePercent));
        Assert.Equal(["1 (lama)", "2", "3 (cepat)"], Content(ExtraQuestionKind.Scale, 3, "lama", "cepat").Choices.Select(choice => choice.Indonesian));
    }

    [Fact]
    public void Of_Texts_AreMaskedAndWithoutNoise()
    {
        var texts = Full().ExtraQuestions[2];
        Assert.Equal(1, texts.Noise);
        Assert.Equal(["=HYPERLINK()", "Telepon saya •••"], texts.Texts.Select(text => text.Text));
    }

    [Fact]
    public void Pdf_HasTheSection_AndTheTextsInTheAnnexOnly()
    {
        using var full = new PrintedReport(Full());
        using var mailed = new PrintedReport(Full(), edition: PdfEdition.WithoutComments);
        Assert.Contains("Pertanyaan tambahan", mailed.Text, StringComparison.Ordinal);
        Assert.Contains("Teman 30 (75,0", mailed.Text.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("Telepon saya", full.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("081234567890", full.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Telepon saya", mailed.Text, StringComparison.Ordinal);
        using var without = new PrintedReport(SampleReports.Standard());
        Assert.DoesNotContain("Pertanyaan tambahan", without.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void JsonAndCsv_HoldEverything_AndTheIndexStaysAsItIs()
    {
        var (plain, full) = (JsonDocument.Parse(EvaluationJson.Render(SampleReports.Standard())).RootElement, JsonDocument.Parse(EvaluationJson.Render(Full())).RootElement);
        Assert.Equal(plain.GetProperty("index").GetString(), full.GetProperty("index").GetString());
        Assert.Equal(plain.GetProperty("n").GetInt64(), full.GetProperty("n").GetInt64());
        var info = full.GetProperty("extraQuestions")[0];
        Assert.Equal(("plg.info", 40, "75.0"), (info.GetProperty("code").GetString(), info.GetProperty("answered").GetInt32(), info.GetProperty("choices")[0].GetProperty("percent").GetString()));
        var csv = Encoding.UTF8.GetString(EvaluationCsv.Render(Full(), Language.Indonesian));
        Assert.Contains("pertanyaan tambahan,plg.antre/2,Pertanyaan Scale?,,5 (cepat),4,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=HYPERLINK", csv, StringComparison.Ordinal); // no formula
    }
}
