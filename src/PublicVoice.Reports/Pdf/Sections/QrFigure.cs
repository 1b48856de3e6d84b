using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Qr;

namespace PublicVoice.Reports.Pdf.Sections;

/// <summary>A QR code in the flow of a document.</summary>
internal static class QrFigure
{
    /// <param name="size">Of a side, quiet zone included, in points.</param>
    public static DrawnBlock Of(Uri address, string alternative, double size)
    {
        var modules = QrCode.Modules(address);
        var module = size / modules.GetLength(0);
        return new DrawnBlock(size, alternative, (pen, x, y, width) =>
        {
            var left = x + ((width - size) / 2);
            pen.Rectangle(left, y, size, size, Palette.Paper);
            foreach (var (column, row, length) in QrCode.Runs(modules))
            {
                pen.Rectangle(left + (column * module), y + (row * module), length * module, module, Palette.Text);
            }
        });
    }
}
