using PublicVoice.Reports.Comments;

namespace PublicVoice.Reports.Tests.Comments;

public class PersonalDataTests
{
    [Theory]
    [InlineData("NIK saya 1671012345670001.", "1671012345670001", PersonalDataKind.IdentityNumber)]
    [InlineData("nik:1671 0123 4567 0001", "1671 0123 4567 0001", PersonalDataKind.IdentityNumber)]
    [InlineData("KK 1671.0123.4567.0001 belum jadi", "1671.0123.4567.0001", PersonalDataKind.IdentityNumber)]
    [InlineData("nik 6271012345670001", "6271012345670001", PersonalDataKind.IdentityNumber)]
    [InlineData("hubungi 081234567890 ya", "081234567890", PersonalDataKind.Phone)]
    [InlineData("WA 0812-3456-7890", "0812-3456-7890", PersonalDataKind.Phone)]
    [InlineData("WA 0812 3456 789", "0812 3456 789", PersonalDataKind.Phone)]
    [InlineData("telp (0812) 3456.7890", "0812) 3456.7890", PersonalDataKind.Phone)]
    [InlineData("+62 812-3456-7890", "+62 812-3456-7890", PersonalDataKind.Phone)]
    [InlineData("+6281234567890", "+6281234567890", PersonalDataKind.Phone)]
    [InlineData("6281234567890", "6281234567890", PersonalDataKind.Phone)]
    [InlineData("+62 711 352 088 kantor", "+62 711 352 088", PersonalDataKind.Phone)]
    [InlineData("kirim ke budi.santoso+skm@contoh.co.id.", "budi.santoso+skm@contoh.co.id", PersonalDataKind.Email)]
    [InlineData("mobil BG 1234 XY diderek", "BG 1234 XY", PersonalDataKind.VehiclePlate)]
    [InlineData("plat AD1234B", "AD1234B", PersonalDataKind.VehiclePlate)]
    [InlineData("plat ad 1234 bc", "ad 1234 bc", PersonalDataKind.VehiclePlate)]
    [InlineData("B-1234-ABC", "B-1234-ABC", PersonalDataKind.VehiclePlate)]
    [InlineData("mobil BG 7 XY", "BG 7 XY", PersonalDataKind.VehiclePlate)]
    [InlineData("Rumah saya RT 01 RW 05 dekat kantor", "RT 01 RW 05", PersonalDataKind.Address)]
    [InlineData("Jl. Melati No. 12A, RT.003/RW.005 Kel. Sako", "No. 12A, RT.003/RW.005", PersonalDataKind.Address)]
    [InlineData("di rt/rw 03/05", "rt/rw 03/05", PersonalDataKind.Address)]
    [InlineData("Gang Damai RT02RW11", "RT02RW11", PersonalDataKind.Address)]
    public void Find_PersonalData_GivesItsPlaceAndKind(string text, string found, PersonalDataKind kind)
    {
        var span = Assert.Single(PersonalData.Find(text));

        Assert.Equal((found, kind), (text.Substring(span.Start, span.Length), span.Kind));
    }

    [Theory]
    [InlineData("surat pengantar RT/RW, RT 05 saja, ART 01 RW 5, loket 3 RT")]
    [InlineData("buka jam 08.00-16.00, istirahat 12.00 - 13.00")]
    [InlineData("Jam 08.00-12.00 13.00-16.00")]
    [InlineData("biaya Rp 62.500.000 atau Rp 1.250.000,00")]
    [InlineData("tanggal 17-08-2026 dan 08.12.2026")]
    [InlineData("lulusan S1 dan D3 di loket A 2")]
    [InlineData("LOKET B 2 DI LANTAI 3")]
    [InlineData("T 1000 per hari, B 2000 rb")]
    [InlineData("ruang K 101")]
    [InlineData("kode pos 30114, nomor antrean 0123")]
    [InlineData("pelayanan @ loket 3 sangat baik")]
    [InlineData("")]
    public void Find_OrdinaryNumbers_FindsNothing(string text) => Assert.Empty(PersonalData.Find(text));

    [Fact]
    public void Mask_SeveralInOneText_LeavesTheRest()
    {
        var masked = PersonalData.Mask("NIK 1671012345670001 081234567890, surel a@b.id, mobil BG 1234 XY.");

        Assert.Equal("NIK ••• •••, surel •••, mobil •••.", masked);
    }

    [Fact]
    public void Find_NumbersAndMail_NeverOverlap()
    {
        const string Text = "081234567890@contoh.id 1671012345670001@contoh.id BG1234XY@contoh.id";

        var spans = PersonalData.Find(Text);

        Assert.Equal([PersonalDataKind.Email, PersonalDataKind.Email, PersonalDataKind.Email], spans.Select(span => span.Kind));
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
    }

    [Theory]
    [InlineData("0812 ")]
    [InlineData("a@")]
    [InlineData("1 ")]
    [InlineData("BG 1234 ")]
    [InlineData("a.a@a.")]
    public void Find_HostileRepetition_Ends(string part) =>
        Assert.All(PersonalData.Find(string.Concat(Enumerable.Repeat(part, 2000 / part.Length))), span => Assert.True(span.Length > 0));
}
