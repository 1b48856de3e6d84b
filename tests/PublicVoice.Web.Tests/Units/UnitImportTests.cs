using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Tests.Imports;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Units;

public sealed class UnitImportTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const string Header = "code,type,name,parent_code\n";

    [Fact]
    public async Task Import_DemonstrationTwice_ChangesNothing()
    {
        var (units, services) = (ImportFiles.Embedded("units.csv"), ImportFiles.Embedded("services.csv"));
        Assert.Equal(107, (await app.UnitsAsync(units)).New);
        Assert.Equal(420, (await app.ServicesAsync(services)).New);
        var (again, servicesAgain) = (await app.UnitsAsync(units), await app.ServicesAsync(services));
        Assert.Equal((0, 0, 107, 0), (again.New, again.Changed, again.Unchanged, again.Vanished.Count));
        Assert.Equal((0, 0, 420, 0), (servicesAgain.New, servicesAgain.Changed, servicesAgain.Unchanged, servicesAgain.Vanished.Count));
        Assert.Equal("plg/plg-dinkes/plg-rsud/", (await FindAsync("plg-rsud")).Path);
    }

    [Fact]
    public async Task Import_ChildBeforeParentApostropheAndSpaces_IsStored()
    {
        var summary = await app.UnitsAsync(Header + "a1-tapa,kelurahan,\"Kelurahan  Tapa'an \",a1-kec\na1-kec,kecamatan,Kecamatan Tapa'an,a1\na1,kota,Kota Á 1,\n");
        Assert.Equal(3, summary.New);
        var unit = await FindAsync("a1-tapa");
        Assert.Equal(("Kelurahan Tapa'an", "a1/a1-kec/a1-tapa/"), (unit.Name, unit.Path));
    }

    [Fact]
    public async Task Import_UnitMoved_RewritesThePathsBelow()
    {
        await app.UnitsAsync(Header + "b,kota,Kota B,\nb-x,dinas,X,b\nb-y,dinas,Y,b\nb-z,uptd,Z,b-x\nb-w,uptd,W,b-z\n");
        var summary = await app.UnitsAsync(Header + "b,kota,Kota B,\nb-z,uptd,Z,b-y\n");
        Assert.Equal((0, 1, 1), (summary.New, summary.Changed, summary.Unchanged));
        Assert.Equal(["b-w", "b-x", "b-y"], summary.Vanished);
        Assert.Equal("b/b-y/b-z/b-w/", (await FindAsync("b-w")).Path);
    }

    [Fact]
    public async Task Import_NamesTraded_BothAreStored()
    {
        await app.UnitsAsync(Header + "c,kota,Kota C,\nc-x,dinas,Satu,c\nc-y,dinas,Dua,c\n");
        Assert.Equal(2, (await app.UnitsAsync(Header + "c,kota,Kota C,\nc-x,dinas,Dua,c\nc-y,dinas,Satu,c\n")).Changed);
        Assert.Equal("Dua", (await FindAsync("c-x")).Name);
    }

    [Fact]
    public async Task Import_OptionalColumns_AbsentKeepsAndEmptyClears()
    {
        await app.UnitsAsync("code,type,name,parent_code,head_title,signer_nip,time_zone,status\nd,kota,Kota D,,Wali Kota,19800101 200501 1 001,Asia/Makassar,closed\n");
        await app.UnitsAsync(Header + "d,kota,Kota D,\n");
        var unit = await FindAsync("d");
        Assert.Equal(("Wali Kota", "198001012005011001", "Asia/Makassar", UnitStatus.Closed), (unit.HeadTitle, unit.SignerNip, unit.TimeZone, unit.Status));
        await app.UnitsAsync("code,type,name,parent_code,head_title,status\nd,kota,Kota D,,,\n");
        unit = await FindAsync("d");
        Assert.Equal((null, "198001012005011001", UnitStatus.Active), (unit.HeadTitle, unit.SignerNip, unit.Status));
    }

    [Theory]
    [InlineData("e,kota,E,\ne-x,dinas,X,e-nope\n", "Row 3: the parent \"e-nope\"")]
    [InlineData("e,kota,E,\ne-x,dinas,X,e-y\ne-y,dinas,Y,e-x\n", "Row 3: e-x would lie below itself")]
    [InlineData("e,kota,E,e\n", "Row 2: e would lie below itself")]
    [InlineData("e,kota,E,\ne,kota,F,\n", "Row 3: the code \"e\" already stands in row 2")]
    [InlineData("e,kota,E,\ne-1,dinas,X,e\ne-2,dinas,x,e\n", "Row 4: type and name")]
    [InlineData("E,kota,E,\n", "Row 2: the code \"E\" must be")]
    [InlineData("e--x,kota,E,\n", "Row 2: the code")]
    [InlineData("e,,E,\n", "Row 2: type is empty")]
    [InlineData("e,kota, ,\n", "Row 2: name is empty")]
    [InlineData("", "no rows")]
    public async Task Import_BadRow_StoresNothing(string rows, string reason)
    {
        var reasons = await ImportFiles.RefusedAsync(() => app.UnitsAsync(Header + rows));
        Assert.Contains(reasons, found => found.Contains(reason, StringComparison.Ordinal));
        Assert.Equal(0, await app.WithContextAsync(context => context.Units.CountAsync(unit => unit.Code == "e")));
    }

    [Fact]
    public async Task Import_BadRowsOfSeveralKinds_AreListedInTheOrderOfTheRows()
    {
        var reasons = await ImportFiles.RefusedAsync(() => app.UnitsAsync(Header + "h,kota,H,\nh-x,dinas,X,h-nope\nh-y,dinas, ,h\nh-z,dinas,Z,h-z\nH,kota,H,\n"));
        Assert.Equal(["Row 3", "Row 4", "Row 5", "Row 6"], reasons.Select(reason => reason[..5]));
    }

    [Fact]
    public async Task Import_TypeChanged_IsRefused()
    {
        await app.UnitsAsync(Header + "f,kota,Kota F,\n");
        Assert.Contains("part of a unit's identity", (await ImportFiles.RefusedAsync(() => app.UnitsAsync(Header + "f,kabupaten,Kota F,\n")))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_UnknownColumn_NamesItAndTheKnownOnes()
    {
        var reason = Assert.Single(await ImportFiles.RefusedAsync(() => app.UnitsAsync("code,type,name,parent_code,colour\ng,kota,G,,red\n")));
        Assert.Contains("\"colour\"", reason, StringComparison.Ordinal);
        Assert.Contains("letterhead_name", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../arms.png", "below the folder")]
    [InlineData("/etc/passwd", "below the folder")]
    [InlineData("none.png", "does not exist")]
    [InlineData("text.png", "neither a PNG nor a JPEG")]
    public async Task Import_CoatOfArmsThatCannotBe_IsRefused(string name, string reason)
    {
        await File.WriteAllTextAsync(Path.Combine(app.Database.DataDirectory, "text.png"), "not a picture, whatever its name says, however long it is");
        var reasons = await ImportFiles.RefusedAsync(() => app.UnitsAsync($"code,type,name,parent_code,coat_of_arms\nh,kota,H,,{name}\n"));
        Assert.Contains(reason, reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_CoatOfArms_IsStored()
    {
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 8, 0, 0, 0, 9, 8, 6, 0, 0, 0, 1, 2, 3, 4, 0, 0];
        await File.WriteAllBytesAsync(Path.Combine(app.Database.DataDirectory, "arms.png"), png);
        await app.UnitsAsync("code,type,name,parent_code,coat_of_arms\ni,kota,Kota I,,arms.png\n");
        Assert.Equal(png, (await FindAsync("i")).CoatOfArms);
    }

    [Theory]
    [InlineData("j.a,j,A,-1", "served_per_year")]
    [InlineData("j.a,j,A,1.5", "served_per_year")]
    [InlineData("j.a,j,A,99999999999999999999", "served_per_year")]
    [InlineData("a,j,A,1", "the code \"a\" must be")]
    [InlineData("j.a,k,A,1", "the unit \"k\" is not stored")]
    [InlineData("j.a,j,...,1", "hold a letter")]
    [InlineData("j.a,j,K.T.P,1\nj.b,j,ktp,1", "more than one service")]
    public async Task ImportServices_BadRow_StoresNothing(string rows, string reason)
    {
        await app.UnitsAsync(Header + "j,kota,Kota J,\n");
        var reasons = await ImportFiles.RefusedAsync(() => app.ServicesAsync($"code,unit_code,name,served_per_year\n{rows}\n"));
        Assert.Contains(reason, reasons[0], StringComparison.Ordinal);
        Assert.Equal(0, await app.WithContextAsync(context => context.Services.CountAsync(service => service.Code.StartsWith("j."))));
    }

    private Task<Unit> FindAsync(string code) => app.WithContextAsync(context => context.Units.AsNoTracking().SingleAsync(unit => unit.Code == code));
}
