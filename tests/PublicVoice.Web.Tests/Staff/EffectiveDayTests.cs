using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Staff;

/// <summary>A new name, state or place holds from a day on; a correction always did. Today is 20 November 2026.</summary>
public class EffectiveDayTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);

    [Fact]
    public async Task Edit_NewName_KeepsTheFormerOneUntilTheDay()
    {
        var (world, browser) = await OpenWorldAsync();
        var form = await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit");
        await browser.SendAsync(form, ("Name", "Nama Baru"), ("Effect.From", "2026-11-03"));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit"), ("HeadTitle", "Kepala")); // no new name, nothing to keep
        var kept = Assert.Single(await KeptAsync(world));
        Assert.Equal((world.Office.Id, new DateOnly(2026, 11, 3), world.Office.Name, world.Office.Path, UnitStatus.Active), (kept.UnitId, kept.Until, kept.Name, kept.Path, kept.Status));
    }

    [Fact]
    public async Task Edit_Correction_ChangesWhatIsKeptToo()
    {
        var (world, browser) = await OpenWorldAsync();
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit"), ("Status", "Closed"));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit"), ("Name", "Tanpa salah ketik"), ("Effect.Kind", "always"), ("Effect.From", "kapan"));
        Assert.Equal("Tanpa salah ketik", Assert.Single(await KeptAsync(world)).Name);
    }

    [Theory]
    [InlineData("2026-10-31")]
    [InlineData("2026-11-21")]
    [InlineData("besok")]
    [InlineData("")]
    public async Task Edit_DayThatIsOverOrToCome_IsRefused(string day)
    {
        var (world, browser) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/edit"), ("Name", "Nama Baru"), ("Effect.From", day));
        HtmlAssert.HasError(page, "Effect.From", "Pilih hari dari tanggal satu bulan ini sampai hari ini");
        Assert.Empty(await KeptAsync(world));
    }

    [Fact]
    public async Task Move_KeepsThePlacesOfEverythingBelow_UnlessItIsACorrection()
    {
        var (world, browser) = await OpenWorldAsync();
        var target = await data.CreateUnitAsync($"{world.City.Code}-tujuan", world.City);
        var branch = await data.CreateUnitAsync($"{world.City.Code}-cabang", world.Office);
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{world.Office.Code}/move"), ("Parent", target.Code));
        Assert.Equal([world.Office.Path, branch.Path], (await KeptAsync(world)).Select(place => place.Path).Order(StringComparer.Ordinal));
        await browser.SendAsync(await browser.OpenAsync($"/staff/units/{branch.Code}/move"), ("Parent", world.City.Code), ("Effect.Kind", "always"));
        Assert.Equal(2, (await KeptAsync(world)).Count);
    }

    private Task<List<FormerPlacement>> KeptAsync(StaffWorld world) => app.WithContextAsync(context => context.FormerPlacements.AsNoTracking().Where(place => place.GovernmentId == world.City.Id).ToListAsync());

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator)));
    }
}
