using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;

namespace PublicVoice.Web.Tests.Staff;

public class ApiKeyPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task New_MakesAKeyThatIsShownOnceAndNeverStored()
    {
        var (world, browser) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync("/staff/api-keys/new"), ("UnitCode", world.Office.Code), ("Name", "Antrean loket 1"));
        HtmlAssert.Status(HttpStatusCode.OK, page);
        var key = page.One(".secret").TextContent;
        Assert.Matches("^pvk_[A-Za-z0-9_-]{43}$", key);
        var list = await browser.OpenAsync("/staff/api-keys");
        Assert.Contains("Antrean loket 1", list.Text, StringComparison.Ordinal);
        Assert.Contains("belum pernah", list.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(key, list.Source, StringComparison.Ordinal);
        var entry = await app.WithContextAsync(context => context.AuditEntries.SingleAsync(entry => entry.Action == "api-key.made" && entry.UnitPath == world.Office.Path));
        Assert.Equal(("Administrator", false), (entry.Role, entry.After!.Contains(key, StringComparison.Ordinal)));

        var again = await browser.SendAsync(await browser.OpenAsync("/staff/api-keys/new"), ("UnitCode", world.Office.Code), ("Name", "Antrean loket 1")); // as a reload sends it
        HtmlAssert.HasError(again, "Name", "Sudah ada kunci dengan nama ini. Beri nama lain, atau cabut yang lama dulu.");
        Assert.Equal(1, await app.WithContextAsync(context => context.ApiKeys.CountAsync(known => known.UnitId == world.Office.Id)));
    }

    [Theory]
    [InlineData("UnitCode", "", "Pilih unit")]
    [InlineData("Name", "  ", "Tulis di mana kunci dipakai, paling banyak 100 karakter")]
    public async Task New_WrongField_SaysWhatToDo(string field, string value, string message)
    {
        var (world, browser) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync("/staff/api-keys/new"), [.. new[] { ("UnitCode", (string?)world.Office.Code), ("Name", "Antrean") }.Where(known => known.Item1 != field), (field, value)]);
        HtmlAssert.HasError(page, field, message);
    }

    [Fact]
    public async Task New_UnitOfAnotherGovernment_IsRefused()
    {
        var (world, browser) = await OpenWorldAsync();
        var page = await browser.SendAsync(await browser.OpenAsync("/staff/api-keys/new"), ("UnitCode", world.OtherOffice.Code), ("Name", "Antrean"));
        HtmlAssert.HasError(page, "UnitCode", "Pilih unit");
        Assert.DoesNotContain(world.OtherOffice.Code, page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_OwnKey_EndsItAndOthersStay()
    {
        var (world, browser) = await OpenWorldAsync();
        await browser.SendAsync(await browser.OpenAsync("/staff/api-keys/new"), ("UnitCode", world.Office.Code), ("Name", "Antrean"));
        using var other = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator, world.OtherCity));
        var id = await app.WithContextAsync(context => context.ApiKeys.Where(key => key.UnitId == world.Office.Id).Select(key => key.Id).SingleAsync());
        await other.SendAsync(await other.OpenAsync("/staff/api-keys/new"), ("UnitCode", world.OtherOffice.Code), ("Name", "Antrean lain"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await other.SendAsync(await other.OpenAsync("/staff/api-keys"), ("KeyId", $"{id}")));

        var page = await browser.FollowAsync(await browser.SendAsync(await browser.OpenAsync("/staff/api-keys")));
        Assert.Contains("dicabut", page.Text, StringComparison.Ordinal);
        Assert.Equal(app.Clock.UtcNow, await app.WithContextAsync(context => context.ApiKeys.Where(key => key.Id == id).Select(key => key.RevokedOn).SingleAsync()));
        Assert.Equal(1, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "api-key.revoked" && entry.UnitPath == world.Office.Path)));
    }

    private async Task<(StaffWorld World, HttpClient Browser)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        return (world, await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Administrator)));
    }
}
