using System.Xml.Linq;
using PublicVoice.Reports.Qr;

namespace PublicVoice.Reports.Tests.Qr;

public class QrCodeTests
{
    private static readonly Uri Address = new("https://suara.palembang.go.id/s/plg-kec-ilir-timur-i?a=1&b=<2>");

    [Fact]
    public void Svg_Address_IsWellFormedWithoutInlineStyle()
    {
        var svg = QrCode.Svg(Address, "Kode QR <survei> & \"lain\"");

        var root = XDocument.Parse(svg).Root!;
        Assert.Equal("img", root.Attribute("role")!.Value);
        Assert.Equal("Kode QR <survei> & \"lain\"", root.Elements().First(element => element.Name.LocalName == "title").Value);
        Assert.DoesNotContain(root.DescendantsAndSelf(), element => element.Attribute("style") is not null);
    }

    [Fact]
    public void Modules_Address_HasFinderPatternsInsideAQuietZoneOfFour()
    {
        var modules = QrCode.Modules(Address);
        var size = modules.GetLength(0);

        for (var i = 0; i < size; i++)
        {
            for (var edge = 0; edge < 4; edge++)
            {
                Assert.False(modules[edge, i] || modules[i, edge] || modules[size - 1 - edge, i] || modules[i, size - 1 - edge]);
            }
        }

        Assert.All(Enumerable.Range(4, 7), i => Assert.True(modules[4, i] && modules[i, 4] && modules[4, size - 1 - i] && modules[size - 1 - i, 4]));
    }

    [Fact]
    public void Runs_CoverExactlyTheDarkModules()
    {
        var modules = QrCode.Modules(Address);
        var covered = new bool[modules.GetLength(0), modules.GetLength(1)];
        foreach (var (x, y, width) in QrCode.Runs(modules))
        {
            for (var i = 0; i < width; i++)
            {
                covered[y, x + i] = true;
            }
        }

        Assert.Equal(modules.Cast<bool>(), covered.Cast<bool>());
    }

    [Fact]
    public void Png_Address_IsAPngAndAlwaysTheSame()
    {
        var png = QrCode.Png(Address);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(png, QrCode.Png(Address));
    }

    [Fact]
    public void Png_AddressTooLong_Throws() =>
        Assert.Throws<ArgumentException>(() => QrCode.Png(new Uri("https://example.go.id/" + new string('a', QrCode.MaxBytes))));
}
