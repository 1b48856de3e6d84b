using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PublicVoice.Web.Kiosks;

namespace PublicVoice.Web.Tests.Kiosks;

public sealed class AnswerSealTests : IDisposable
{
    private const string Content = """{"version":1,"fields":[["q.WAKTU","4"]]}""";
    private readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    private byte[] PublicKey => AnswerSeal.PointOf(key.ExportParameters(false).Q);

    [Fact]
    public void Open_WhatWasSealed_IsTheSame()
    {
        var opened = AnswerSeal.Open(Tablet.Seal(Content, "kunci", 7, PublicKey), key);
        Assert.Equal(Content, Encoding.UTF8.GetString(opened!));
    }

    [Fact]
    public void Open_AnythingChanged_IsNull()
    {
        var answer = Tablet.Seal(Content, "kunci", 7, PublicKey);
        var data = Base64Url.DecodeFromChars(answer.Data);
        data[3] ^= 1;
        SealedAnswer[] changed =
        [
            answer with { Key = "kunci2" },
            answer with { Device = 8 },
            answer with { Data = Base64Url.EncodeToString(data) },
            answer with { Data = answer.Data[..^2] },
            answer with { Data = "" },
            answer with { Data = "???" },
            answer with { Iv = Base64Url.EncodeToString(new byte[12]) },
            answer with { Iv = Base64Url.EncodeToString(new byte[11]) },
            answer with { PublicKey = Base64Url.EncodeToString(new byte[65]) },
            answer with { PublicKey = Base64Url.EncodeToString([4, .. new byte[64]]) }, // not on the curve
            answer with { PublicKey = Base64Url.EncodeToString(PublicKey) },
        ];
        Assert.All(changed, sealedAnswer => Assert.Null(AnswerSeal.Open(sealedAnswer, key)));
    }

    [Fact]
    public void Open_SealedForAnotherKey_IsNull()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Assert.Null(AnswerSeal.Open(Tablet.Seal(Content, "kunci", 7, PublicKey), other));
    }

    public void Dispose() => key.Dispose();
}
