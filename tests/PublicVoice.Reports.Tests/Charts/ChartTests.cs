using System.Xml.Linq;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Tests.Charts;

public class ChartTests
{
    private const string Hostile = "<script>alert('&')</script> \u0000\u0008\u202e]]> \" 👍";

    public static TheoryData<string> Names => ["elements", "answers", "trend", "services"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Render_AnyChart_IsWellFormedAccessibleAndFitForAStrictPolicy(string name)
    {
        foreach (var report in new[] { SampleReports.Standard(), SampleReports.Standard(0), SampleReports.Standard(1), HostileReport() })
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                foreach (var width in new[] { 320.0, 720 })
                {
                    var root = XDocument.Parse(Svg.Render(Chart(name, report, language), width, "g")).Root!;

                    Assert.Equal("img", root.Attribute("role")!.Value);
                    Assert.NotEmpty(Named(root, "title").Single().Value);
                    Assert.NotEmpty(Named(root, "desc").Single().Value);
                    Assert.Empty(Named(root, "script").Concat(Named(root, "style")));
                    Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName == "style");
                    Assert.All(Named(root, "text"), text => Assert.InRange(double.Parse(text.Attribute("x")!.Value), -0.01, width + 0.01));
                    Assert.DoesNotContain("NaN", root.ToString());
                }
            }
        }
    }

    [Fact]
    public void Description_Elements_HoldsEveryIndexInTheLanguagesForm()
    {
        var report = SampleReports.Standard();

        Assert.All(report.Elements, element =>
        {
            Assert.Contains(Formats.Number(element.Score.Index!.Value, 2, Language.Indonesian), new ElementBarChart(report, Language.Indonesian).Description);
            Assert.Contains(Formats.Number(element.Score.Index.Value, 2, Language.English), new ElementBarChart(report, Language.English).Description);
        });
    }

    [Fact]
    public void Draw_Trend_LeavesGapsAndHollowDots()
    {
        var report = SampleReports.Standard();
        var root = XDocument.Parse(Svg.Render(new TrendChart(report, Language.Indonesian), 720, "t")).Root!;
        var legend = 2;

        Assert.Null(report.Trend[4].Index);
        Assert.False(report.Trend[7].Headline);
        Assert.Equal(2, Named(root, "polyline").Count());
        Assert.Equal(12 + legend, Named(root, "circle").Count());
        Assert.Equal(2, Named(root, "circle").Count(circle => circle.Attribute("fill")!.Value == Palette.Paper.Hex));
        Assert.Contains(Named(root, "text"), text => text.Value.Contains("Laporan SKM Semester II 2025", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 3)]
    public void Draw_TrendWithABreak_MarksItAndJoinsOnlyWhatCanBeCompared(bool isComparable, int lines)
    {
        var report = SampleReports.Standard();
        var mark = new TrendBreak(report.Trend[9].Month.AddDays(14), new LocalText("Gabungan Dinas A, Dinas B", "Merger of Dinas A, Dinas B"), isComparable);
        var outside = mark with { Day = report.Trend[0].Month }; // has no month before it
        var (with, without) = (Svg.Render(new TrendChart(report with { TrendBreaks = [outside, mark] }, Language.Indonesian), 280, "t"), Svg.Render(new TrendChart(report, Language.Indonesian), 280, "t"));
        var root = XDocument.Parse(with).Root!;

        Assert.Equal(lines, Named(root, "polyline").Count());
        Assert.Equal(Named(XDocument.Parse(without).Root!, "line").Count() + 1, Named(root, "line").Count());
        var text = string.Join(' ', Named(root, "text").Select(word => word.Value));
        Assert.Contains("Gabungan Dinas A, Dinas B", text, StringComparison.Ordinal);
        Assert.Equal(!isComparable, with.Contains("tidak dapat dibandingkan", StringComparison.Ordinal));
    }

    [Fact]
    public void Draw_Trend_PutsPaperBelowTheLastValue()
    {
        var report = SampleReports.Standard();
        var root = XDocument.Parse(Svg.Render(new TrendChart(report, Language.Indonesian), 720, "t")).Root!;
        var value = Named(root, "text").Last(text => text.Value == Formats.Number(report.Index.Value!.Value, 2, Language.Indonesian));

        var paper = Assert.IsType<XElement>(value.PreviousNode);

        Assert.Equal(("rect", Palette.Paper.Hex), (paper.Name.LocalName, paper.Attribute("fill")!.Value));
        Assert.InRange(Number(value, "x"), Number(paper, "x"), Number(paper, "x") + Number(paper, "width"));
        Assert.InRange(Number(value, "y"), Number(paper, "y"), Number(paper, "y") + Number(paper, "height"));

        static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(320)]
    [InlineData(720)]
    public void Draw_LongNamesThatDifferAtTheEnd_StayDistinguishable(double width)
    {
        var name = string.Join(' ', Enumerable.Repeat("Penerbitan Surat Keterangan", 8));
        var report = new SampleReports(SampleReports.StandardDefinition) { ServiceName = number => $"{name} jenis {(char)('A' + number)}" }.Build();
        var root = XDocument.Parse(Svg.Render(Chart("services", report, Language.Indonesian), width, "c")).Root!;

        Assert.All(Enumerable.Range(0, 5), number => Assert.Single(Named(root, "text"), text => text.Value.EndsWith($"jenis {(char)('A' + number)}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Description_Answers_FollowsTheOrderOfTheElements()
    {
        var report = SampleReports.Standard();
        var shuffled = report with { Distributions = [.. report.Distributions.Reverse()] };

        Assert.Equal(report.Elements.Select(element => element.Element.Code), shuffled.DistributionsByElement.Select(distribution => distribution.Element.Code));
        Assert.StartsWith($"{report.Elements[0].Element.Number}. ", new LikertChart(shuffled, Language.English).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_Elements_HasABarForEachAndAWhiskerForEachKnownInterval()
    {
        var report = SampleReports.Standard();
        var root = XDocument.Parse(Svg.Render(new ElementBarChart(report, Language.English), 720, "e")).Root!;

        Assert.Equal(9, Named(root, "rect").Count());
        Assert.Equal(3 * 9, Named(root, "line").Count(line => line.Attribute("stroke")!.Value == Palette.Text.Hex));
    }

    [Fact]
    public void Draw_Answers_FillsTheBarExactly()
    {
        var report = SampleReports.Standard();
        var chart = new LikertChart([report.Distributions[0]], Language.English);
        var root = XDocument.Parse(Svg.Render(chart, 720, "l")).Root!;
        var segments = Named(root, "rect").Where(rect => rect.Attribute("height")!.Value == "14").Select(rect => double.Parse(rect.Attribute("width")!.Value)).ToList();
        var counts = report.Distributions[0].Options.Select(option => option.Count).Where(count => count > 0).ToList();

        Assert.Equal(counts.Count, segments.Count);
        Assert.All(segments.Zip(counts), pair => Assert.Equal(segments.Sum() * pair.Second / counts.Sum(), pair.First, 0.02));
    }

    [Fact]
    public void Level_Options_ChangeInLightnessFromOneToTheNext()
    {
        for (var count = 2; count <= 9; count++)
        {
            var inks = Enumerable.Range(0, count).Select(position => Palette.Level(position, count)).ToList();
            Assert.Equal(count, inks.Distinct().Count());
            Assert.All(inks.Zip(inks.Skip(1)), pair => Assert.True(Math.Abs(Light(pair.First) - Light(pair.Second)) > 4));
        }

        static double Light(Ink ink) => (0.299 * ink.Red) + (0.587 * ink.Green) + (0.114 * ink.Blue);
    }

    private static EvaluationReport HostileReport() => new SampleReports(SampleReports.StandardDefinition)
    {
        ServiceName = _ => Hostile,
        References = [new ReferencePoint(new Period(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 31)), 90, 5, Hostile)],
    }.Build();

    private static IChart Chart(string name, EvaluationReport report, Language language) => name switch
    {
        "elements" => new ElementBarChart(report, language),
        "answers" => new LikertChart(report, language),
        "trend" => new TrendChart(report, language),
        _ => new ComparisonChart(report.Services.Parts, report.Definition, language, Hostile),
    };

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(element => element.Name.LocalName == name);
}
