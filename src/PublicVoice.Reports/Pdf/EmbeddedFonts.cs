using PdfSharp;
using PdfSharp.Fonts;
using PublicVoice.Reports.Fonts;

namespace PublicVoice.Reports.Pdf;

/// <summary>Gives PDFsharp the embedded fonts and nothing else, so that every machine prints the same.</summary>
internal sealed class EmbeddedFonts : IFontResolver
{
    private static readonly Lock Gate = new();

    public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) =>
        PublicSans.All.Any(font => font.Name == familyName) ? new FontResolverInfo(familyName) : null;

    public byte[]? GetFont(string faceName) => PublicSans.All.FirstOrDefault(font => font.Name == faceName)?.Bytes;

    /// <summary>Registers licence and fonts, which PDFsharp keeps per process.</summary>
    public static void Register()
    {
        lock (Gate)
        {
            if (GlobalFontSettings.FontResolver is not EmbeddedFonts)
            {
                PdfSharpLicense.SetAgplLicense();
                GlobalFontSettings.FontResolver = new EmbeddedFonts();
            }
        }
    }
}
