using System.Net;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Accounts;

namespace PublicVoice.Web.Tests.Staff;

public class PersonPagesTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task Post_Invitation_MakesAnAccountARoleAMailAndAnEntry()
    {
        var (world, browser, admin) = await OpenWorldAsync();
        var email = $"dewi-{world.City.Code}@kota.example";
        var form = await browser.OpenAsync("/staff/people/new");
        Assert.DoesNotContain(world.OtherOffice.Code, form.Source, StringComparison.Ordinal);
        var done = await browser.FollowAsync(await browser.SendAsync(form, ("Email", email), ("Name", " Dewi  <b>Lestari</b> "), ("Role", "Leader"), ("Unit", world.Office.Code)));
        Assert.Equal("Dewi <b>Lestari</b>", done.One("h1").TextContent);
        Assert.Contains("diundang", done.One(".state").TextContent, StringComparison.Ordinal);

        var mail = Assert.Single(await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == email).ToListAsync()));
        Assert.Contains("/staff/invitation?account=", mail.Body, StringComparison.Ordinal);
        var entry = Assert.Single(await app.WithContextAsync(context => context.AuditEntries.Where(entry => entry.Subject.Contains(email)).ToListAsync()));
        Assert.Equal(("role.granted", admin.Name, "Administrator", world.Office.Path), (entry.Action, entry.Actor, entry.Role, entry.UnitPath));
        Assert.DoesNotContain("token", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_NothingFilledIn_NamesWhatIsMissingInTheOrderOfTheForm()
    {
        var (_, browser, _) = await OpenWorldAsync();
        using (browser)
        {
            var page = await browser.SendAsync(await browser.OpenAsync("/staff/people/new"));
            Assert.Equal(["#f-Email", "#f-Name", "#f-Role", "#f-Unit"], page.Document.QuerySelectorAll(".errors a").Select(link => link.GetAttribute("href")));
        }
    }

    [Theory]
    [InlineData("Email", "bukan-alamat", "Isi alamat e-mail yang lengkap, misalnya nama@kota.go.id")]
    [InlineData("Email", "a@b.example\r\nBcc: x@y.example", "Isi alamat e-mail yang lengkap, misalnya nama@kota.go.id")]
    [InlineData("Name", " ", "Isi nama orangnya")]
    [InlineData("Role", "", "Pilih satu peran")]
    [InlineData("Role", "99", "Pilih satu peran")]
    [InlineData("Role", "1", "Pilih satu peran")]
    [InlineData("Unit", "tidak-ada", "Pilih unit")]
    public async Task Post_WrongField_SaysWhatToDoAndStoresNothing(string field, string value, string message)
    {
        var (world, browser, _) = await OpenWorldAsync();
        var email = $"salah-{world.City.Code}@kota.example";
        var page = await browser.SendAsync(
            await browser.SendAsync(await browser.OpenAsync("/staff/people/new"), ("Email", email), ("Name", "Dewi"), ("Role", "Leader"), ("Unit", "")),
            ("Unit", world.Office.Code), (field, value));
        HtmlAssert.HasError(page, field, message);
        Assert.Equal(0, await app.WithContextAsync(context => context.Accounts.CountAsync(account => account.Email == email)));
    }

    [Fact]
    public async Task Post_UnitOfAnotherGovernment_IsRefused()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var page = await browser.SendAsync(
            await browser.OpenAsync("/staff/people/new"), ("Email", "x@kota.example"), ("Name", "X"), ("Role", "Leader"), ("Unit", world.OtherOffice.Code));
        HtmlAssert.HasError(page, "Unit", "Pilih unit");
    }

    [Fact]
    public async Task Post_LastAdministrator_CanBeNeitherRevokedNorDisabled()
    {
        var (world, browser, admin) = await OpenWorldAsync();
        foreach (var press in new[] { "form[action*=Revoke]", "form[action*=Disable]" })
        {
            var refused = await browser.PressAsync(await browser.OpenAsync($"/staff/people/{admin.Id}"), press);
            HtmlAssert.Status(HttpStatusCode.BadRequest, refused);
            Assert.Contains("administrator terakhir", refused.One(".errors").TextContent, StringComparison.Ordinal);
        }

        // One who was only invited does not count; one who accepted does.
        await browser.SendAsync(await browser.OpenAsync("/staff/people/new"), ("Email", $"kedua-{world.City.Code}@kota.example"), ("Name", "Kedua"), ("Role", "Administrator"), ("Unit", world.City.Code));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await browser.PressAsync(await browser.OpenAsync($"/staff/people/{admin.Id}"), "form[action*=Disable]"));
        await world.CreatePersonAsync(StaffRole.Administrator);
        HtmlAssert.Status(HttpStatusCode.Redirect, await browser.PressAsync(await browser.OpenAsync($"/staff/people/{admin.Id}"), "form[action*=Disable]"));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.OpenAsync("/staff")).Status); // signed out at once
    }

    [Fact]
    public async Task Post_DisableAndEnable_StopsAndStartsSigningIn()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var person = await world.CreatePersonAsync(StaffRole.UnitOfficer, world.Office);
        using var theirs = await world.SignInAsync(person);
        await browser.PressAsync(await browser.OpenAsync($"/staff/people/{person.Id}"), "form[action*=Disable]");
        Assert.Equal(HttpStatusCode.Redirect, (await theirs.OpenAsync("/staff")).Status);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await world.SendSignInAsync(theirs, person));
        await browser.PressAsync(await browser.OpenAsync($"/staff/people/{person.Id}"), "form[action*=Enable]");
        Assert.Equal("/staff", (await world.SendSignInAsync(theirs, person)).Header("Location"));
    }

    [Fact]
    public async Task Post_Reset_TakesPasswordSecondFactorAndDevicesAndInvitesAgain()
    {
        var (world, browser, admin) = await OpenWorldAsync();
        Assert.Empty((await browser.OpenAsync($"/staff/people/{admin.Id}")).Document.QuerySelectorAll("form[action*=Reset]"));
        var person = await world.CreatePersonAsync(StaffRole.Administrator, world.Office);
        using var theirs = await world.SignInAsync(person);
        HtmlAssert.Status(HttpStatusCode.Redirect, await browser.PressAsync(await browser.OpenAsync($"/staff/people/{person.Id}"), "form[action*=Reset]"));

        Assert.Equal(HttpStatusCode.Redirect, (await theirs.OpenAsync("/staff")).Status);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await world.SendSignInAsync(theirs, person));
        var after = await app.WithContextAsync(context => context.Accounts.AsNoTracking().SingleAsync(account => account.Id == person.Id));
        Assert.Equal((true, false), (after.IsInvited, after.TwoFactorEnabled));
        Assert.Equal(0, await app.WithContextAsync(context => context.Set<Microsoft.AspNetCore.Identity.IdentityUserToken<int>>().CountAsync(token => token.UserId == person.Id && token.Name == "AuthenticatorKey")));
        Assert.Equal(1, await app.WithContextAsync(context => context.RoleAssignments.CountAsync(held => held.AccountId == person.Id)));
        Assert.Equal(1, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == "sign-in.reset" && entry.Subject.Contains(person.Email!))));

        var mail = Assert.Single(await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == person.Email && mail.Subject == "Buat lagi cara masuk Anda").ToListAsync()));
        var link = new Uri(mail.Body.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal)));
        var accepted = await theirs.SendAsync(await theirs.OpenAsync(link.PathAndQuery), ("Password", "gajah-besar-sekali"), ("Repeated", "gajah-besar-sekali"));
        HtmlAssert.Status(HttpStatusCode.Redirect, accepted);

        var again = await browser.OpenAsync($"/staff/people/{person.Id}");
        Assert.DoesNotContain("diundang", again.One(".state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_WithRolesInTwoGovernments_KeepsWhatIsBeyondTheScope()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var person = await world.CreatePersonAsync(StaffRole.Auditor, world.OtherOffice);
        await browser.SendAsync(await browser.OpenAsync("/staff/people/new"), ("Email", person.Email), ("Name", "Nama lain"), ("Role", "Leader"), ("Unit", world.Office.Code));
        var page = await browser.OpenAsync($"/staff/people/{person.Id}");
        Assert.Equal(person.Name, page.One("h1").TextContent);
        Assert.DoesNotContain(world.OtherOffice.Name, page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("form[action*=Disable], form[action*=EndSessions], form[action*=Reset]"));
        var token = page.Fields((AngleSharp.Html.Dom.IHtmlFormElement)page.One("form[action*=Revoke]")).Single(field => field.Key == "__RequestVerificationToken");
        using var form = new FormUrlEncodedContent([token]);
        foreach (var handler in new[] { "Disable", "Reset", "EndSessions" })
        {
            using var response = await browser.PostAsync($"/staff/people/{person.Id}?handler={handler}", form);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        await browser.PressAsync(page, "form[action*=Revoke]");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/staff/people/{person.Id}")).Status);
        Assert.Equal([StaffRole.Auditor], await app.WithContextAsync(context => context.RoleAssignments.Where(held => held.AccountId == person.Id).Select(held => held.Role).ToListAsync()));
    }

    [Fact]
    public async Task List_ShowsOnlyPeopleOfTheScope_AndFinds()
    {
        var (world, browser, _) = await OpenWorldAsync();
        await world.CreatePersonAsync(StaffRole.Leader, world.Office, name: $"Rahmat {world.City.Code}");
        await world.CreatePersonAsync(StaffRole.Leader, world.OtherOffice, name: $"Asing {world.City.Code}");
        var all = await browser.OpenAsync("/staff/people");
        Assert.Contains($"Rahmat {world.City.Code}", all.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Asing", all.Text, StringComparison.Ordinal);
        Assert.Single((await browser.OpenAsync("/staff/people?q=rAHmat")).Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("Tidak ada orang yang cocok", (await browser.OpenAsync("/staff/people?q=%25")).Text, StringComparison.Ordinal);
        Assert.Contains("Nobody matches", (await browser.OpenAsync("/staff/people?q=zzz&lang=en&p=-3")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_AddressWithApostrophe_IsInvited()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var email = $"ma'ruf+skm-{world.City.Code}@kota.example";
        var done = await browser.FollowAsync(await InviteAsync(browser, email, StaffRole.Leader, world.Office.Code));
        Assert.Contains($"sedang dikirim ke {email}", done.One(".notice").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a b\"@kota.example")]
    [InlineData("a@b@kota.example")]
    [InlineData("josé@kota.example")]
    public async Task Post_AddressThatMailServersRefuse_SaysWhatToDo(string email)
    {
        var (world, browser, _) = await OpenWorldAsync();
        HtmlAssert.HasError(await InviteAsync(browser, email, StaffRole.Leader, world.Office.Code), "Email", "Isi alamat e-mail yang lengkap, misalnya nama@kota.go.id");
    }

    [Fact]
    public async Task Post_RoleHeldAlready_ChangesNothing()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var person = await world.CreatePersonAsync(StaffRole.Leader, world.Office);
        var before = await CountAsync(person);
        var done = await browser.FollowAsync(await InviteAsync(browser, person.Email!, StaffRole.Leader, world.Office.Code));
        Assert.Contains("sudah memegang peran itu", done.One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync(person));
    }

    [Fact]
    public async Task Post_RoleForADisabledAccount_SaysSoAndMailsNothing()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var person = await world.CreatePersonAsync(StaffRole.Leader, world.Office);
        await browser.PressAsync(await browser.OpenAsync($"/staff/people/{person.Id}"), "form[action*=Disable]");
        var (mails, _) = await CountAsync(person);
        var done = await browser.FollowAsync(await InviteAsync(browser, person.Email!, StaffRole.Auditor, world.Office.Code));
        Assert.Contains("akunnya dinonaktifkan", done.One(".notice").TextContent, StringComparison.Ordinal);
        Assert.Equal(mails, (await CountAsync(person)).Mails);
    }

    [Fact]
    public async Task Post_ManyAtOnce_MakeOneAccountWithOneRole()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var email = $"sekaligus-{world.City.Code}@kota.example";
        var form = await browser.OpenAsync("/staff/people/new");
        var pages = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.SendAsync(form, ("Email", email), ("Name", "Dewi"), ("Role", "Leader"), ("Unit", world.Office.Code))));
        Assert.All(pages, page => HtmlAssert.Status(HttpStatusCode.Redirect, page));
        Assert.Equal((1, 1), await app.WithContextAsync(async context => (
            await context.Accounts.CountAsync(account => account.Email == email),
            await context.RoleAssignments.CountAsync(held => context.Accounts.Any(account => account.Id == held.AccountId && account.Email == email)))));
    }

    [Fact]
    public async Task Post_DisableTwiceAtOnce_LeavesOneEntry()
    {
        var (world, browser, _) = await OpenWorldAsync();
        var person = await world.CreatePersonAsync(StaffRole.Leader, world.Office);
        var page = await browser.OpenAsync($"/staff/people/{person.Id}");
        foreach (var (press, action) in new[] { ("form[action*=Disable]", "account.disabled"), ("form[action*=Enable]", "account.enabled"), ("form[action*=Revoke]", "role.revoked") })
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => browser.PressAsync(page, press)));
            Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.Redirect, HttpStatusCode.NotFound })); // whoever lost the last role is no longer seen
            Assert.Equal(1, await app.WithContextAsync(context => context.AuditEntries.CountAsync(entry => entry.Action == action && entry.Subject.Contains(person.Email!))));
            page = await browser.OpenAsync($"/staff/people/{person.Id}");
        }
    }

    [Fact]
    public async Task Post_OwnSecondAdministratorRole_CanBeRevoked()
    {
        var (world, browser, admin) = await OpenWorldAsync();
        await InviteAsync(browser, admin.Email!, StaffRole.Administrator, world.Office.Code);
        var held = await app.WithContextAsync(context => context.RoleAssignments.SingleAsync(held => held.AccountId == admin.Id && held.UnitId == world.Office.Id));
        var page = await browser.OpenAsync($"/staff/people/{admin.Id}");
        HtmlAssert.Status(HttpStatusCode.Redirect, await browser.PressAsync(page, $"form[action*=Revoke]:has([value='{held.Id}'])"));
        Assert.Equal(world.City.Id, Assert.Single(await app.WithContextAsync(context => context.RoleAssignments.Where(other => other.AccountId == admin.Id).ToListAsync())).UnitId);
    }

    [Fact]
    public async Task Auditor_ReadsPeopleAndChangesNothing()
    {
        var (world, admins, _) = await OpenWorldAsync();
        var person = await world.CreatePersonAsync(StaffRole.Leader, world.Office);
        using var browser = await world.SignInAsync(await world.CreatePersonAsync(StaffRole.Auditor));
        Assert.Empty((await browser.OpenAsync("/staff/people")).Document.QuerySelectorAll("a[href*='people/new']"));
        var page = await browser.OpenAsync($"/staff/people/{person.Id}");
        Assert.Contains("Pimpinan", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main form, main a[href*='people/new']"));
        var buttons = (await admins.OpenAsync($"/staff/people/{person.Id}")).Document.QuerySelectorAll("main form").OfType<AngleSharp.Html.Dom.IHtmlFormElement>().ToList();
        Assert.Equal(4, buttons.Count);
        var token = page.Fields((AngleSharp.Html.Dom.IHtmlFormElement)page.One(".person form")).Single();
        foreach (var button in buttons)
        {
            using var form = new FormUrlEncodedContent([token, .. page.Fields(button).Where(field => field.Key != token.Key)]);
            using var response = await browser.PostAsync(button.GetAttribute("action"), form);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal(1, await app.WithContextAsync(context => context.RoleAssignments.CountAsync(held => held.AccountId == person.Id)));
    }

    private static async Task<HtmlPage> InviteAsync(HttpClient browser, string email, StaffRole role, string unit) =>
        await browser.SendAsync(await browser.OpenAsync("/staff/people/new"), ("Email", email), ("Name", "Dewi"), ("Role", role.ToString()), ("Unit", unit));

    private Task<(int Mails, int Entries)> CountAsync(Account person) => app.WithContextAsync(async context => (
        await context.OutgoingMails.CountAsync(mail => mail.Recipient == person.Email), await context.AuditEntries.CountAsync(entry => entry.Subject.Contains(person.Email!))));

    private async Task<(StaffWorld World, HttpClient Browser, Account Admin)> OpenWorldAsync()
    {
        var world = await StaffWorld.CreateAsync(app);
        var admin = await world.CreatePersonAsync(StaffRole.Administrator);
        return (world, await world.SignInAsync(admin), admin);
    }
}
