using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Tests.Forum;

public class PictureHeaderTests
{
    [Fact]
    public void Read_PicturesOfEachKind_TellsKindAndSize()
    {
        Assert.Equal(new PictureHeader(PictureKind.Jpeg, 16, 8), PictureHeader.Read(TestPictures.JpegSaying("kamera")));
        Assert.Equal(new PictureHeader(PictureKind.Png, 30, 20), PictureHeader.Read(TestPictures.Png(30, 20)));
        Assert.Equal(new PictureHeader(PictureKind.WebP, 16, 8), PictureHeader.Read(TestPictures.WebP));
        var lossy = TestPictures.WebP.AsSpan(30).ToArray(); // the chunk within the extended form
        Assert.Equal(new PictureHeader(PictureKind.WebP, 16, 8), PictureHeader.Read([.. "RIFF\0\0\0\0WEBP"u8, .. lossy]));
        Assert.Equal(new PictureHeader(PictureKind.WebP, 16, 8), PictureHeader.Read([.. "RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2F"u8, 0x0F, 0xC0, 0x01, 0x00, .. new byte[10]]));
        Assert.Equal(16_384L * 16_384, PictureHeader.Read(TestPictures.Png(1, 1, (16_384, 16_384)))!.Pixels);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("GIF89a<script>alert(1)</script>")]
    [InlineData("%PDF-1.7")]
    [InlineData("")]
    public void Read_SomethingElse_IsNull(string text) => Assert.Null(PictureHeader.Read(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Read_PicturesThatBreakOffOrAreDamaged_NeverFails()
    {
        var random = new Random(7);
        foreach (var whole in new[] { TestPictures.JpegSaying("x"), TestPictures.Png(3, 3), TestPictures.WebP })
        {
            for (var length = 0; length < Math.Min(whole.Length, 200); length++)
            {
                PictureHeader.Read(whole.AsSpan(0, length));
                var damaged = (byte[])whole.Clone();
                damaged[random.Next(2, damaged.Length)] = (byte)random.Next(256);
                PictureHeader.Read(damaged);
            }

            Assert.Null(PictureHeader.Read(whole.AsSpan(0, 12)));
        }

        Assert.Null(PictureHeader.Read(TestPictures.Png(1, 1, (0, 5))));
        Assert.Null(PictureHeader.Read([0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 5000)]));
    }
}
