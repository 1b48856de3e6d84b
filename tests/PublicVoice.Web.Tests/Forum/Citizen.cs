using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Forum;

/// <summary>Somebody who writes to an office with a browser without JavaScript, and what others then do with it.</summary>
public sealed class Citizen(PublicVoiceApp app) : IDisposable
{
    public HttpClient Browser { get; } = app.NewBrowser();

    public Task<HtmlPage> OpenFormAsync(Unit unit) => Browser.OpenAsync(ForumLinks.Write(unit.Code));

    /// <summary>Fills the form in and goes on to the page that shows everything once more.</summary>
    public async Task<HtmlPage> FillAsync(Unit unit, params (string Name, string? Value)[] changes) =>
        await Browser.SendAsync(await OpenFormAsync(unit), Filled(changes));

    /// <summary>Sends the form on a page, with files.</summary>
    public async Task<HtmlPage> SendFilesAsync(HtmlPage page, IReadOnlyList<byte[]> files, params (string Name, string? Value)[] changes)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in page.Fields().Where(field => field.Key != "Files" && changes.All(change => change.Name != field.Key))
            .Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value!))))
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var file in files)
        {
            content.Add(new ByteArrayContent(file), "Files", "<canary>.svg");
        }

        return await Browser.PostFormAsync(page.MainForm.GetAttribute("action")!, content);
    }

    /// <summary>Fills the form in with pictures and goes on to the page that shows everything once more.</summary>
    public async Task<HtmlPage> FillWithFilesAsync(Unit unit, IReadOnlyList<byte[]> files, params (string Name, string? Value)[] changes) =>
        await SendFilesAsync(await OpenFormAsync(unit), files, Filled(changes));

    /// <summary>Opens the link of the newest mail to an address that asks it to confirm, and presses the button.</summary>
    public async Task<HtmlPage> ConfirmAsync(string email)
    {
        var mail = await app.WithContextAsync(context => context.OutgoingMails.Where(mail => mail.Recipient == email).OrderByDescending(mail => mail.Id).FirstAsync());
        var page = await Browser.OpenAsync(new Uri(mail.Body.Split('\n').Single(line => line.Contains("/konfirmasi/", StringComparison.Ordinal))).AbsolutePath);
        return await Browser.SendAsync(page);
    }

    /// <summary>Presses a button of the form on a page.</summary>
    public Task<HtmlPage> PressAsync(HtmlPage page, string step) => Browser.SendAsync(page, ("langkah", step));

    /// <returns>The receipt code.</returns>
    public async Task<string> WriteAsync(Unit unit, params (string Name, string? Value)[] changes)
    {
        var check = await FillAsync(unit, changes);
        HtmlAssert.Status(HttpStatusCode.OK, check);
        var sent = await PressAsync(check, "kirim");
        Assert.Equal(HttpStatusCode.Redirect, sent.Status);
        return sent.Response.Headers.Location!.ToString().Split('/')[^1].Split('?')[0];
    }

    public Task<HtmlPage> StatusAsync(string receipt) => Browser.OpenAsync(ForumLinks.Receipt(receipt));

    public async Task<HtmlPage> ActAsync(string receipt, string act, string? text = null)
    {
        var form = await Browser.OpenAsync($"{ForumLinks.Receipt(receipt)}/{act}");
        HtmlAssert.Status(HttpStatusCode.OK, form);
        return await Browser.SendAsync(form, text is null ? [] : [("Text", text)]);
    }

    public Task<Post> PostAsync(string receipt) => app.WithContextAsync(context =>
    {
        var hash = app.Services.GetRequiredService<ReceiptCodes>().Hash(receipt);
        return context.Posts.AsNoTracking().SingleAsync(post => post.ReceiptHash == hash);
    });

    /// <summary>A moderator decides, or the office answers.</summary>
    public Task<Post> ChangeAsync(string receipt, Action<Post, PublicVoiceDbContext> change) => app.InScopeAsync(async services =>
    {
        var context = services.GetRequiredService<PublicVoiceDbContext>();
        var id = (await PostAsync(receipt)).Id;
        await using var transaction = await context.Database.BeginTransactionAsync();
        var post = await context.Posts.SingleAsync(post => post.Id == id);
        change(post, context);
        post.Version++;
        await services.GetRequiredService<PostMails>().TellAsync(post, CancellationToken.None);
        await context.SaveChangesAsync();
        if (post.IsPublic)
        {
            await services.GetRequiredService<PostIndex>().PutAsync(post, CancellationToken.None);
        }
        else
        {
            await services.GetRequiredService<PostIndex>().RemoveAsync(post, CancellationToken.None);
        }

        await transaction.CommitAsync();
        return post;
    });

    public Task<Post> PublishAsync(string receipt, string? title = null, string? text = null) => ChangeAsync(receipt, (post, context) =>
    {
        (post.Status, post.AnswerBy, post.PublishedOn) = (PostStatus.Published, new DateOnly(2026, 12, 10), app.Clock.UtcNow);
        (post.PublicTitle, post.PublicText) = (title ?? post.Title, text ?? post.Text);
        post.PublicationNumber = (context.Posts.Max(other => other.PublicationNumber) ?? 0) + 1;
    });

    public Task<Account> StaffAsync(string name) => app.WithContextAsync(async context =>
    {
        var email = $"{Guid.NewGuid():N}@contoh.id";
        var account = new Account { Name = name, UserName = email, NormalizedUserName = email, Email = email, NormalizedEmail = email, SecurityStamp = "x", CreatedOn = app.Clock.UtcNow };
        context.Add(account);
        await context.SaveChangesAsync();
        return account;
    });

    public void Dispose() => Browser.Dispose();

    private static (string Name, string? Value)[] Filled((string Name, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Draft.Kind"] = PostKind.Complaint.ToString("D"),
            ["Draft.Title"] = "Antrean loket tiga terlalu lama",
            ["Draft.Text"] = "Saya menunggu dua jam di loket tiga tanpa penjelasan.",
        };
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        return [.. fields.Select(field => (field.Key, field.Value))];
    }
}
