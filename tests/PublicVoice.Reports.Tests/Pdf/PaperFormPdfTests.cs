using PublicVoice.Reports.Pdf;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Tests.Pdf;

public class PaperFormPdfTests
{
    private static readonly DateOnly Made = new(2026, 11, 22);

    private static PaperForm Create(int services = 5) => new(
        "Pemerintah Kota Palembang", "Dinas Kependudukan dan Pencatatan Sipil", [.. Enumerable.Range(1, services).Select(at => $"Layanan nomor {at} dengan nama agak panjang")],
        SampleReports.StandardDefinition);

    [Theory]
    [InlineData(Language.Indonesian, 5)]
    [InlineData(Language.English, 12)]
    [InlineData(Language.Indonesian, 0)]
    [InlineData(Language.Indonesian, 31)]
    public void Render_StandardInstrument_TakesOneSheet(Language language, int services)
    {
        using var printed = new PrintedReport(PaperFormPdf.Render(Create(services), language, Made));
        printed.Check();
        Assert.InRange(printed.Pages.Count, 1, 2);
        foreach (var question in SampleReports.StandardDefinition.Questions)
        {
            Assert.Contains(question.Text.In(language), printed.Text, StringComparison.Ordinal);
            Assert.All(question.Options, option => Assert.Contains($"{option.Score} {option.Label.In(language)}", printed.Text, StringComparison.Ordinal));
        }

        foreach (var field in SampleReports.StandardDefinition.Profile)
        {
            Assert.All(field.Options.Select((option, at) => $"{at + 1} {option.Label.In(language)}"), key => Assert.Contains(key, printed.Text, StringComparison.Ordinal));
        }

        Assert.Contains(language == Language.English ? "Sheet number" : "Nomor lembar", printed.Text, StringComparison.Ordinal);
        Assert.Contains(language == Language.English ? "SKM-2017 version 1" : "SKM-2017 versi 1", printed.Text, StringComparison.Ordinal);
        Assert.Equal(services is > 0 and <= 12, printed.Text.Contains("Layanan nomor 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ExtraQuestions_AreOnTheSameSheetWithTheirKeys()
    {
        static LocalText Both(string text) => new(text, text);
        var extras = Enumerable.Range(1, 5).Select(at => new PaperExtra($"dinas.x{at}", at, new ExtraQuestionContent
        {
            Kind = (ExtraQuestionKind)((at % 3) + 1),
            Text = Both($"Pertanyaan kantor nomor {at}, yang cukup panjang untuk satu baris penuh?"),
            Required = false,
            ScaleMax = at % 3 == 2 ? 10 : 0,
            Options = at % 3 == 2 ? [Both("lama"), Both("cepat")] : [.. Enumerable.Range(1, 6).Select(option => Both($"Pilihan {option}"))],
        })).ToList();
        using var printed = new PrintedReport(PaperFormPdf.Render(Create() with { Extras = extras }, Language.Indonesian, Made));
        printed.Check();
        Assert.Equal(2, printed.Pages.Count);
        Assert.Contains("dinas.x1/1, dinas.x2/2", printed.Text, StringComparison.Ordinal);
        Assert.All(extras, extra => Assert.Contains(extra.Content.Text.Indonesian, printed.Text, StringComparison.Ordinal));
        Assert.Contains("6 Pilihan 6", printed.Text, StringComparison.Ordinal);
        Assert.Contains("1 (lama)", printed.Text, StringComparison.Ordinal);
        Assert.Contains("A 10 (cepat)", printed.Text, StringComparison.Ordinal);
        Assert.Contains("(boleh lebih dari satu)", printed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SameInput_GivesTheSameBytes() =>
        Assert.Equal(PaperFormPdf.Render(Create(), Language.Indonesian, Made), PaperFormPdf.Render(Create(), Language.Indonesian, Made));
}
