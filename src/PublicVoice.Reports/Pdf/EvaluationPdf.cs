using System.Globalization;
using PdfSharp.Pdf;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Fonts;
using PublicVoice.Reports.Pdf.Sections;

namespace PublicVoice.Reports.Pdf;

public enum PdfEdition
{
    /// <summary>With the comments as an annex.</summary>
    Full,

    /// <summary>For sending by mail: ends with the signature.</summary>
    WithoutComments,
}

/// <summary>The evaluation report as a tagged PDF, A4. The order of the document is the order of the sections here.</summary>
public static class EvaluationPdf
{
    /// <returns>The same bytes for the same report, language and edition, on every machine: dates come from the period, not from a clock.</returns>
    public static byte[] Render(EvaluationReport report, Language language, PdfEdition edition)
    {
        EmbeddedFonts.Register();
        var wording = new Wording(report, language);
        var flow = new Flow();
        LetterheadSection.Add(flow, wording);
        SummarySection.Add(flow, wording);
        ElementsSection.Add(flow, wording);
        DistributionSection.Add(flow, wording);
        TrendSection.Add(flow, wording);
        ComparisonSection.AddServices(flow, wording);
        ComparisonSection.AddSubUnits(flow, wording);
        RespondentsSection.Add(flow, wording);
        ExtraQuestionsSection.Add(flow, wording);
        ForumSection.Add(flow, wording);
        FollowUpSection.Add(flow, wording);
        MethodSection.Add(flow, wording);
        SignatureSection.Add(flow, wording);
        if (edition == PdfEdition.Full)
        {
            CommentsSection.Add(flow, wording);
        }

        return Save(flow, wording);
    }

    /// <summary>True for a PNG (up to 8 bits a channel) or JPEG that can stand in a letterhead; another picture is left out of the report.</summary>
    public static bool CanPrint(byte[] picture)
    {
        EmbeddedFonts.Register();
        return Picture.Of(picture) is not null;
    }

    private static byte[] Save(Flow flow, Wording wording)
    {
        var author = wording.Report.Letterhead.Name ?? wording.Report.Unit.Name;
        return TaggedDocument.Render(wording.DocumentTitle, author, wording.LanguageTag, wording.Report.Period.To.AddDays(1), document =>
        {
            document.PageMode = PdfPageMode.UseOutlines;
            flow.DrawOn(document, wording.LanguageTag, (pen, page, count) => pen.Artifact(() => DrawMargins(pen, wording, page, count)));
        });
    }

    private static void DrawMargins(Pen pen, Wording wording, int page, int count)
    {
        var right = PageGrid.Width - PageGrid.Right;
        var small = new Lettering(7.5);
        if (page > 1)
        {
            var period = wording.ReportAndPeriod;
            var room = PageGrid.TextWidth - pen.Measure(period, small) - 20;
            pen.Text(new Place(PageGrid.Left, 38), RowGrid.Fit(pen, wording.Report.Unit.Name, small, room), small, Palette.Muted);
            pen.Text(new Place(right, 38), period, small, Palette.Muted, Anchor.End);
            pen.Line(new Place(PageGrid.Left, 44), new Place(right, 44), new Stroke(Palette.Grid, 0.6));
        }

        var foot = PageGrid.Height - 34;
        pen.Line(new Place(PageGrid.Left, foot - 11), new Place(right, foot - 11), new Stroke(Palette.Grid, 0.6));
        var number = wording.Report.Letterhead.DocumentNumber;
        var left = string.Join(" · ", new[] { number, wording.QuestionnaireName }.OfType<string>());
        var pages = wording.Say($"Halaman {page} dari {count}", $"Page {page} of {count}");
        pen.Text(new Place(PageGrid.Left, foot), RowGrid.Fit(pen, left, small, PageGrid.TextWidth - 90), small, Palette.Muted);
        pen.Text(new Place(right, foot), pages, small, Palette.Muted, Anchor.End);
    }
}

/// <summary>Document metadata (XMP) with the mark of PDF/UA-1, which PDFsharp cannot write.</summary>
internal static class DocumentMetadata
{
    public static string Xmp(string title, string author, string language, DateTime dated)
    {
        var instant = dated.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var (safeTitle, safeAuthor) = (Svg.Escape(title), Svg.Escape(author));
        return $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{safeTitle}</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>{safeAuthor}</rdf:li></rdf:Seq></dc:creator>
            <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
            <xmp:CreatorTool>PublicVoice</xmp:CreatorTool>
            <xmp:CreateDate>{instant}</xmp:CreateDate><xmp:ModifyDate>{instant}</xmp:ModifyDate>
            <pdfuaid:part>1</pdfuaid:part>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            <?xpacket end="r"?>
            """;
    }
}
