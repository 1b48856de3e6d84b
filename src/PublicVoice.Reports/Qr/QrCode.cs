using System.Globalization;
using System.Text;
using QRCoder;

namespace PublicVoice.Reports.Qr;

/// <summary>QR code of an address, with error correction level M and the quiet zone of four modules that readers need.</summary>
public static class QrCode
{
    /// <summary>Longest address (UTF-8 bytes) that a code of level M can hold. Source: ISO/IEC 18004, table 7.</summary>
    public const int MaxBytes = 2331;

    /// <summary>Scalable, one unit per module, black on white in every colour scheme, since readers expect it so.</summary>
    /// <param name="label">Text alternative; the address itself when left out.</param>
    public static string Svg(Uri address, string? label = null)
    {
        var modules = Modules(address);
        var size = modules.GetLength(0);
        var path = new StringBuilder();
        foreach (var (x, y, width) in Runs(modules))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{width}v1h-{width}z");
        }

        var title = System.Security.SecurityElement.Escape(label ?? address.AbsoluteUri);
        return $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" shape-rendering="crispEdges"><title>{title}</title>"""
            + $"""<rect width="{size}" height="{size}" fill="#ffffff"/><path d="{path}" fill="#000000"/></svg>""";
    }

    /// <param name="pixelsPerModule">Edge of one module in pixels.</param>
    public static byte[] Png(Uri address, int pixelsPerModule = 10)
    {
        using var data = Data(address);
        using var png = new PngByteQRCode(data);
        return png.GetGraphic(pixelsPerModule);
    }

    /// <summary>True = dark, [row, column], quiet zone included.</summary>
    /// <exception cref="ArgumentException">The address is longer than <see cref="MaxBytes"/>.</exception>
    internal static bool[,] Modules(Uri address)
    {
        using var data = Data(address);
        var size = data.ModuleMatrix.Count;
        var modules = new bool[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                modules[row, column] = data.ModuleMatrix[row][column];
            }
        }

        return modules;
    }

    /// <summary>Dark modules joined to horizontal runs, so that no hairlines show between them in print.</summary>
    internal static IEnumerable<(int X, int Y, int Width)> Runs(bool[,] modules)
    {
        var size = modules.GetLength(0);
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var start = x;
                while (x < size && modules[y, x])
                {
                    x++;
                }

                if (x > start)
                {
                    yield return (start, y, x - start);
                }
            }
        }
    }

    private static QRCodeData Data(Uri address)
    {
        var text = address.AbsoluteUri;
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            throw new ArgumentException($"An address of more than {MaxBytes} bytes does not fit a QR code.", nameof(address));
        }

        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
    }
}
