using System.Diagnostics;
using System.Text.RegularExpressions;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Pdf;

namespace PublicVoice.Reports.Tests.Pdf;

public partial class EvaluationPdfTests
{
    private const string OutputVariable = "PUBLICVOICE_TEST_PDF";

    // One by one pixel, grey.
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

    private static readonly string Hostile =
        "Saya 👍👍 menunggu 你好 السلام عليكم \u0000\u0007\u202e\u200b\ufeff <b>&amp;\"' \\(a) " + new string('W', 300) + " \ud800 \u0301 ﷽ 𝐁𝐚𝐢𝐤";

    public static TheoryData<string> Names => [.. Samples.Keys];

    private static readonly Dictionary<string, Func<EvaluationReport>> Samples = new()
    {
        ["standard"] = () => SampleReports.Standard(),
        ["nobody"] = () => new SampleReports(SampleReports.StandardDefinition) { Responses = 0, MonthsBack = 0, Comments = 0, Noise = 0, References = [], Forum = SampleReports.ForumOf(0, decisions: 0) with { MostSupported = [] } }.Build(),
        ["one"] = () => new SampleReports(SampleReports.StandardDefinition) { Responses = 1, Comments = 1, Noise = 0, MonthsBack = 0, Forum = null }.Build(),
        ["four"] = () => new SampleReports(SampleReports.StandardDefinition) { Responses = 4, Population = null }.Build(),
        ["five million"] = () => new SampleReports(SampleReports.StandardDefinition) { Responses = 100, Doublings = 16, Services = 31, SubUnits = 60, Comments = 3_000, Population = 80_000_000, Forum = SampleReports.ForumOf(20_000, decisions: 23) }.Build(),
        ["one element"] = () => new SampleReports(Instruments.Numbered(1)).Build(),
        ["14 elements of 2004"] = () => new SampleReports(Instruments.Numbered(14, rule2004: true)).Build(),
        ["40 elements"] = () => new SampleReports(Instruments.Numbered(40)).Build(),
        ["nine options"] = () => new SampleReports(Instruments.Numbered(5, max: 9)).Build(),
        ["six options"] = () => new SampleReports(Instruments.Numbered(5, max: 6)).Build(),
        ["several questions"] = () => new SampleReports(Instruments.Create(["WAKTU", "WAKTU", "BIAYA", "BIAYA", "BIAYA"])).Build(),
        ["hostile"] = () => new SampleReports(SampleReports.StandardDefinition)
        {
            UnitName = Hostile,
            ServiceName = number => Hostile + number,
            CommentText = _ => Hostile,
            Letterhead = new Letterhead(Hostile, Hostile, Hostile, [1, 2, 3], Hostile, Hostile, Hostile, Hostile),
            References = [new ReferencePoint(new Period(new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31)), 80, null, Hostile)],
            Forum = SampleReports.ForumOf(1, title: number => number % 2 == 0 ? Hostile[..120] : new string('W', 120)),
        }.Build(),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyReport_IsASoundFileWithEveryPageNumbered(string name)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            using var printed = new PrintedReport(Samples[name](), language);

            printed.Check();
            Assert.True(printed.Bytes.Length < 400_000, $"{printed.Bytes.Length} bytes");
            for (var page = 0; page < printed.Pages.Count; page++)
            {
                Assert.Contains(language == Language.English ? $"Page {page + 1} of {printed.Pages.Count}" : $"Halaman {page + 1} dari {printed.Pages.Count}", printed.Pages[page]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyReport_NoPageEndsWithAHeading(string name)
    {
        using var printed = new PrintedReport(Samples[name]());
        var headings = printed.Objects.Where(item => item.ValueKind == System.Text.Json.JsonValueKind.Object && item.TryGetProperty("/Title", out _) && item.TryGetProperty("/Parent", out _))
            .Select(item => item.GetProperty("/Title").GetString()![2..]).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(headings);
        Assert.All(printed.Pages, page =>
        {
            var lines = page.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            Assert.DoesNotContain(lines[^2], headings);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyReport_IsTaggedThroughout(string name)
    {
        using var printed = new PrintedReport(Samples[name]());
        var tags = printed.Structure.Select(line => (Depth: line.TakeWhile(c => c == ' ').Count(), Tag: TagName().Match(line).Value)).ToList();

        Assert.Equal("Document", tags[0].Tag);
        Assert.Contains(tags, tag => tag.Tag == "H1");
        Assert.Contains(tags, tag => tag.Tag == "Table");
        foreach (var table in Enumerable.Range(0, tags.Count).Where(i => tags[i].Tag == "Table"))
        {
            var inside = tags.Skip(table + 1).TakeWhile(tag => tag.Depth > tags[table].Depth).ToList();
            var rows = new List<int>();
            foreach (var (_, tag) in inside)
            {
                if (tag == "TR")
                {
                    rows.Add(0);
                }
                else if (tag is "TH" or "TD")
                {
                    rows[^1]++;
                }
            }

            Assert.True(rows.Count >= 2);
            Assert.Single(rows.Distinct());
        }

        var figures = printed.Objects.Where(item => Property(item, "/S") == "/Figure").ToList();
        Assert.NotEmpty(figures);
        Assert.All(figures, figure => Assert.True(Property(figure, "/Alt")!.Length > 10));
        var headers = printed.Objects.Where(item => Property(item, "/S") == "/TH").ToList();
        Assert.All(headers, header => Assert.Contains("/Scope", header.GetRawText()));
    }

    [Fact]
    public void Render_Standard_SaysWhatAccessibilityNeeds()
    {
        using var printed = new PrintedReport(SampleReports.Standard(), Language.English);
        var catalog = Assert.Single(printed.Objects, item => Property(item, "/Type") == "/Catalog");

        Assert.Equal("u:en", Property(catalog, "/Lang"));
        Assert.Contains("\"/Marked\": true", string.Concat(printed.Objects.Select(item => item.GetRawText())));
        Assert.Contains("DisplayDocTitle", string.Concat(printed.Objects.Select(item => item.GetRawText())));
        Assert.Contains("<pdfuaid:part>1</pdfuaid:part>", System.Text.Encoding.UTF8.GetString(printed.Bytes));
        Assert.All(printed.Objects.Where(item => Property(item, "/Type") == "/Page"), page => Assert.Equal("/S", Property(page, "/Tabs")));
        var fonts = printed.Fonts.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Matches("AAAAA.\\+Public.*yes yes yes", font));
    }

    [Fact]
    public void Render_Standard_FirstPageAloneTellsTheResult()
    {
        var report = SampleReports.Standard();
        using var printed = new PrintedReport(report);
        var page = printed.Pages[0];

        Assert.Contains(Formats.Number(report.Index.Value!.Value, 2, Language.Indonesian), page);
        Assert.Contains($"Mutu {report.Index.Grade!.Letter} ({report.Index.Grade.Performance.Indonesian})", page);
        Assert.Contains("240 isian dari target 354", page);
        Assert.Contains("Selang kepercayaan", page);
        Assert.Contains("Naik 4,", page);
        Assert.All(report.Weakest.Concat(report.Strongest), code => Assert.Contains(Formats.Number(report.Elements.First(element => element.Element.Code == code).Score.Index!.Value, 2, Language.Indonesian), page));
        Assert.Contains($"“{report.Comments.Themes[0].Example}”", page);
        Assert.Contains("Yang perlu dilakukan", page);
        Assert.Contains("000.8.3.4/123/2026", page);
    }

    [Theory]
    [InlineData(12, "Indikatif: n kurang dari 30")]
    [InlineData(0, "Belum ada isian")]
    [InlineData(3, "hanya untuk internal")]
    public void Render_TooFewResponses_GivesNoHeadline(int responses, string words)
    {
        var report = new SampleReports(SampleReports.StandardDefinition) { Responses = responses }.Build();
        using var printed = new PrintedReport(report);

        Assert.Contains(words, printed.Text);
        Assert.Equal(responses > 0, printed.Text.Contains("Nilai sementara", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ManyComments_ShowsTwoHundredAndSaysWhereTheOthersAre()
    {
        var report = new SampleReports(SampleReports.StandardDefinition) { Comments = 3_000, CommentText = number => $"Komentar nomor {number}." }.Build();
        using var full = new PrintedReport(report);
        using var mailed = new PrintedReport(report, edition: PdfEdition.WithoutComments);

        Assert.Equal(200, CommentNumber().Count(full.Text[full.Text.LastIndexOf("Lampiran: komentar warga", StringComparison.Ordinal)..]));
        Assert.Contains("Dimuat 200 dari 3.000", full.Text);
        Assert.Contains("berkas CSV", full.Text);
        Assert.DoesNotContain("Lampiran: komentar warga", mailed.Text);
    }

    [Fact]
    public void Render_CommentsWithoutALowestElement_AreFiledByHowTheirWritersRated()
    {
        var report = SampleReports.Standard();
        var day = report.Period.From;
        ReportComment[] comments = [new(day, null, null, 1, "Ada pungli di sini."), new(day, null, "WAKTU", 2, "Lama."), new(day, null, null, 3, "Lumayan."), new(day, null, null, 4, "Bagus."), new(day, null, null, null, "Halo.")];
        using var printed = new PrintedReport(report with { Comments = new CommentSummary(5, 0, comments, []) });

        var annex = printed.Text[printed.Text.LastIndexOf("Lampiran: komentar warga", StringComparison.Ordinal)..];

        Assert.Matches("dinilai sama, nilai 1 \\(1\\) • Ada pungli.* Waktu Penyelesaian \\(1\\) • Lama.*dinilai sama, nilai 3 \\(1\\) • Lumayan.*dinilai tertinggi \\(1\\) • Bagus.*Tanpa nilai \\(1\\) • Halo", annex);
        Assert.Contains("Semua unsur dinilai sama, nilai 1 – 1 komentar", printed.Pages[0]);
        Assert.DoesNotContain("Tanpa nilai rendah", printed.Text);
    }

    [Fact]
    public void Render_EqualComments_AreListedOnceWithTheirNumber()
    {
        var report = new SampleReports(SampleReports.StandardDefinition) { Comments = 3_000, CommentText = _ => "Petugas ramah." }.Build();
        using var printed = new PrintedReport(report);

        var annex = printed.Text[printed.Text.LastIndexOf("Lampiran: komentar warga", StringComparison.Ordinal)..];

        Assert.Equal(report.Comments.All.Select(comment => (comment.ElementCode, comment.ElementCode is null ? comment.LowestScore : null)).Distinct().Count(), annex.Split("Petugas ramah. (×").Length - 1);
        Assert.Equal(1, annex.Split("Komentar yang sama dimuat satu kali").Length - 1);
        Assert.DoesNotContain("berkas CSV", annex);
    }

    [Fact]
    public void Render_ReportsOfAnyLength_NoPageBeginsWithACaption()
    {
        for (var parts = 28; parts <= 48; parts++)
        {
            using var printed = new PrintedReport(new SampleReports(SampleReports.StandardDefinition) { Services = parts * 5 % 23, SubUnits = parts }.Build(), edition: PdfEdition.WithoutComments);

            Assert.All(printed.Pages, page => Assert.DoesNotMatch(@"^[^\n]*\n\s*(Titik: indeks|Angka di dalam batang|Garis putus-putus)", page));
        }
    }

    [Fact]
    public void Render_ReportsOfAnyLength_SignatureStandsBelowATable()
    {
        var report = SampleReports.Standard();
        for (var others = 0; others <= 28; others += 2)
        {
            using var printed = new PrintedReport(report with { OtherVersions = [.. Enumerable.Repeat(new OtherVersion(report.Definition, report.Index), others)] }, edition: PdfEdition.WithoutComments);

            var signed = Assert.Single(printed.Pages, page => page.Contains("Siti Rahmawati", StringComparison.Ordinal));

            Assert.Contains(others == 0 ? "Dikeluarkan oleh administrator" : "(SKM-2017)", signed);
        }
    }

    [Fact]
    public void Render_AddressOfTwoLines_KeepsThem()
    {
        var report = SampleReports.Standard();
        using var printed = new PrintedReport(report with { Letterhead = report.Letterhead with { Address = "Jalan Melati 1\r\nTelepon 0711" } });

        Assert.Contains(printed.Pages[0].Split('\n'), line => line.Trim() == "Jalan Melati 1");
        Assert.Contains(printed.Pages[0].Split('\n'), line => line.Trim() == "Telepon 0711");
    }

    [Fact]
    public void Render_Elements_ShowTheSumOfTheWeightedMeans()
    {
        var report = SampleReports.Standard();
        using var printed = new PrintedReport(report);

        var row = printed.Pages.SelectMany(page => page.Split('\n')).Single(line => line.TrimStart().StartsWith("IKM unit", StringComparison.Ordinal));

        Assert.Contains($" {Formats.Number(report.Index.WeightedSum!.Value, 3, Language.Indonesian)} ", row);
        Assert.InRange(report.Index.WeightedSum.Value * 25, report.Index.Value!.Value - 0.02m, report.Index.Value.Value + 0.02m);
    }

    [Fact]
    public void Render_ResultPublishedLongAgo_StandsInTheTableOnly()
    {
        var report = new SampleReports(SampleReports.StandardDefinition)
        {
            References = [new(new Period(new DateOnly(2020, 1, 1), new DateOnly(2020, 6, 30)), 61.5m, 90, "Laporan lama"), new(new Period(new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 30)), 80, 90, "Laporan baru")],
        }.Build();
        using var printed = new PrintedReport(report, edition: PdfEdition.WithoutComments);
        var figures = printed.Objects.Select(item => Property(item, "/Alt")).OfType<string>().ToList();

        Assert.Contains("Laporan lama", printed.Text);
        Assert.Equal(1, printed.Text.Split("Laporan lama").Length - 1);
        Assert.Equal(2, printed.Text.Split("Laporan baru").Length - 1);
        Assert.DoesNotContain(figures, figure => figure.Contains("Laporan lama", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_CharactersTheFontLacks_AreReplacedVisibly()
    {
        using var printed = new PrintedReport(Samples["hostile"]());

        Assert.Contains("Saya ◊ menunggu ◊ ◊ ◊", printed.Text);
        Assert.Contains("Baik", printed.Text);
    }

    [Fact]
    public void Render_CoatOfArms_StandsOnTheFirstPage()
    {
        var plain = SampleReports.Standard();
        using var with = new PrintedReport(plain with { Letterhead = plain.Letterhead with { CoatOfArms = Png } });
        using var without = new PrintedReport(plain);

        with.Check();
        Assert.Contains("Lambang Pemerintah Kota Palembang", string.Concat(with.Objects.Select(item => item.GetRawText())));
        Assert.DoesNotContain("Lambang", string.Concat(without.Objects.Select(item => item.GetRawText())));
    }

    [Fact]
    public void CanPrint_NoPicture_IsRefused()
    {
        Assert.True(EvaluationPdf.CanPrint(Png));
        Assert.False(EvaluationPdf.CanPrint("<svg/>"u8.ToArray()));
        Assert.False(EvaluationPdf.CanPrint([]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_Issued_PrintsOnItsFirstPageHowToCheckIt(bool withArms)
    {
        var report = SampleReports.Standard() with { VerificationAddress = new Uri("https://suara.palembang.go.id/verifikasi/plg-2026-0012") };
        report = withArms ? report : report with { Letterhead = report.Letterhead with { CoatOfArms = null } };
        using var printed = new PrintedReport(report);
        Assert.Contains(printed.Objects, item => Property(item, "/Alt")?.EndsWith("keaslian https://suara.palembang.go.id/verifikasi/plg-2026-0012", StringComparison.Ordinal) == true);
        Assert.Contains("Cek keaslian", printed.Pages[0], StringComparison.Ordinal);
        using var draft = new PrintedReport(report with { VerificationAddress = null });
        Assert.DoesNotContain("Cek keaslian", draft.Text, StringComparison.Ordinal);
        Assert.Equal(draft.Pages.Count, printed.Pages.Count);
    }

    [Fact]
    public void Render_OtherLanguage_LeavesNoWordOfTheFirst()
    {
        var report = new SampleReports(SampleReports.StandardDefinition)
        {
            CommentText = _ => "Xyz.",
            ServiceName = number => $"S{number}",
            UnitName = "Ilir",
            References = [],
            Letterhead = new Letterhead("Palembang", null, null, null, "1/2026", "Siti", "1970", "Xyz"),
            SubUnits = 3,
            Forum = SampleReports.ForumOf(1, title: number => $"T{number}"),
        }.Build();
        report = report with { Comments = report.Comments with { Themes = [] } };
        using var english = new PrintedReport(report, Language.English);
        using var indonesian = new PrintedReport(report);

        Assert.Empty(IndonesianWord().Matches(english.Text.Replace("“tidak ada”", "", StringComparison.Ordinal)).Select(match => match.Value).Distinct());
        Assert.Empty(EnglishWord().Matches(indonesian.Text).Select(match => match.Value).Distinct());
    }

    [Fact]
    public void Render_Twice_GivesTheSameBytes()
    {
        var report = SampleReports.Standard();

        var first = EvaluationPdf.Render(report, Language.Indonesian, PdfEdition.Full);

        Assert.Equal(first, EvaluationPdf.Render(report, Language.Indonesian, PdfEdition.Full));
        Assert.NotEqual(first, EvaluationPdf.Render(report, Language.English, PdfEdition.Full));
    }

    [Fact]
    public async Task Render_InAnotherProcess_GivesTheSameBytes()
    {
        var bytes = EvaluationPdf.Render(SampleReports.Standard(), Language.Indonesian, PdfEdition.Full);
        if (Environment.GetEnvironmentVariable(OutputVariable) is { Length: > 0 } output)
        {
            await File.WriteAllBytesAsync(output, bytes, TestContext.Current.CancellationToken);
            return;
        }

        var path = Path.Combine(Path.GetTempPath(), $"publicvoice-{Guid.NewGuid():N}.pdf");
        var start = new ProcessStartInfo("dotnet", [typeof(EvaluationPdfTests).Assembly.Location, "-method", $"{typeof(EvaluationPdfTests).FullName}.{nameof(Render_InAnotherProcess_GivesTheSameBytes)}"])
        {
            Environment = { [OutputVariable] = path },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        File.Delete(path);
    }

    [Fact]
    public async Task Render_ManyAtOnce_GivesTheSameBytes()
    {
        var report = SampleReports.Standard();
        var alone = EvaluationPdf.Render(report, Language.Indonesian, PdfEdition.Full);

        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => EvaluationPdf.Render(report, Language.Indonesian, PdfEdition.Full))));

        Assert.All(together, bytes => Assert.Equal(alone, bytes));
    }

    private static string? Property(System.Text.Json.JsonElement item, string key) =>
        item.ValueKind == System.Text.Json.JsonValueKind.Object && item.TryGetProperty(key, out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex TagName();

    [GeneratedRegex(@"Komentar nomor \d+\.", RegexOptions.None, 1000)]
    private static partial Regex CommentNumber();

    [GeneratedRegex(@"\b(yang|dan|tidak|dari|untuk|belum|indeks|unsur|isian|mutu|layanan|bulan|nilai|jawaban)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IndonesianWord();

    [GeneratedRegex(@"\b(the|of|and|not|from|for|index|element|responses|grade|services|month|score|answers)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnglishWord();
}
