using PdfSharp.Pdf;

namespace PublicVoice.Reports.Pdf;

/// <summary>What every PDF of the product has in common: metadata, a day instead of a clock, packing.</summary>
internal static class TaggedDocument
{
    /// <param name="language">id or en.</param>
    /// <param name="day">That the document bears: the same input gives the same bytes.</param>
    /// <param name="draw">Draws the pages, with at least one bookmark: without any, PDFsharp writes an outline that is no object.</param>
    public static byte[] Render(string title, string author, string language, DateOnly day, Action<PdfDocument> draw)
    {
        using var document = new PdfDocument();
        var dated = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        document.Options.NoCompression = true;
        document.Options.CompressContentStreams = false;
        document.Info.Title = title;
        document.Info.Author = author;
        document.Info.Creator = "PublicVoice";
        document.Info.CreationDate = dated;
        document.Info.ModificationDate = dated;
        draw(document);
        using var saved = new MemoryStream();
        document.Save(saved);
        return PdfPacker.Pack(saved.ToArray(), DocumentMetadata.Xmp(title, author, language, dated));
    }
}
