using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace PublicVoice.Web.Tests;

/// <summary>A page as a browser without JavaScript has it.</summary>
public sealed record HtmlPage(HttpResponseMessage Response, IHtmlDocument Document, Uri Address, string Source)
{
    public HttpStatusCode Status => Response.StatusCode;

    public string Title => Document.Title ?? "";

    public string Text => string.Join(' ', Document.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : "";

    public IElement One(string selector) => Assert.Single(Document.QuerySelectorAll(selector));

    public IHtmlFormElement SurveyForm => (IHtmlFormElement)One("form#survei");

    /// <summary>The one form of the page's main part that posts; the survey's where there are several.</summary>
    public IHtmlFormElement MainForm => (IHtmlFormElement)(Document.QuerySelector("form#survei") ?? One("main form[method=post]"));

    /// <summary>What a form would send as it stands.</summary>
    public List<KeyValuePair<string, string>> Fields(IHtmlFormElement? form = null)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in (form ?? MainForm).QuerySelectorAll("input, select, textarea"))
        {
            var (name, value) = element switch
            {
                IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => (null, null),
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlSelectElement select => (select.Name, select.Value),
                IHtmlTextAreaElement text => (text.Name, text.Value),
                _ => (null, null),
            };
            if (name is not null)
            {
                fields.Add(new(name, value ?? ""));
            }
        }

        return fields;
    }
}

public static class Browsing
{
    public static async Task<HtmlPage> OpenAsync(this HttpClient browser, string address) => await PageOf(browser, await browser.GetAsync(address));

    /// <summary>Follows redirects by GET, as browsers do.</summary>
    public static async Task<HtmlPage> FollowAsync(this HttpClient browser, HtmlPage page)
    {
        while (page.Response.Headers.Location is { } location)
        {
            page = await browser.OpenAsync(location.ToString());
        }

        return page;
    }

    /// <summary>Sends the form of a page with some fields changed (null: taken out).</summary>
    public static async Task<HtmlPage> SendAsync(this HttpClient browser, HtmlPage page, params IEnumerable<(string Name, string? Value)> changes)
    {
        var fields = page.Fields();
        foreach (var (name, value) in changes)
        {
            fields.RemoveAll(field => field.Key == name);
            if (value is not null)
            {
                fields.Add(new(name, value));
            }
        }

        return await browser.PostAsync(page, fields);
    }

    public static Task<HtmlPage> PostAsync(this HttpClient browser, HtmlPage page, IEnumerable<KeyValuePair<string, string>> fields) =>
        browser.PostAsync(page, page.MainForm, fields);

    /// <summary>Sends one of several forms as it stands.</summary>
    public static Task<HtmlPage> PressAsync(this HttpClient browser, HtmlPage page, string formSelector)
    {
        var form = (IHtmlFormElement)page.One(formSelector);
        return browser.PostAsync(page, form, page.Fields(form));
    }

    public static async Task<HtmlPage> PostFormAsync(this HttpClient browser, string address, HttpContent form) => await PageOf(browser, await browser.PostAsync(address, form));

    /// <summary>Sends one of several forms.</summary>
    public static async Task<HtmlPage> PostAsync(this HttpClient browser, HtmlPage page, IHtmlFormElement form, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        var action = form.GetAttribute("action");
        return await PageOf(browser, await browser.PostAsync(string.IsNullOrEmpty(action) ? page.Address : new Uri(page.Address, action), content));
    }

    private static async Task<HtmlPage> PageOf(HttpClient browser, HttpResponseMessage response)
    {
        var source = await response.Content.ReadAsStringAsync();
        var document = (IHtmlDocument)await BrowsingContext.New().OpenAsync(request => request.Content(source).Address(response.RequestMessage!.RequestUri!));
        return new HtmlPage(response, document, response.RequestMessage!.RequestUri ?? browser.BaseAddress!, source);
    }
}

/// <summary>Assertions in the words of a page.</summary>
public static class HtmlAssert
{
    public static void Status(HttpStatusCode expected, HtmlPage page) => Assert.True(expected == page.Status, $"{expected} expected, got {page.Status}: {page.Text}");

    /// <summary>The message stands in the summary, whose link leads to a control, and beside that control.</summary>
    public static void HasError(HtmlPage page, string field, string message)
    {
        Status(HttpStatusCode.BadRequest, page);
        var link = Assert.Single(page.Document.QuerySelectorAll(".errors a"), link => Control(page, link).GetAttribute("name") == field);
        Assert.Contains(message, link.TextContent, StringComparison.Ordinal);
        var group = Control(page, link).Closest("fieldset.question, .comment, .row")!;
        Assert.Equal(message, Assert.Single(group.QuerySelectorAll(".error")).TextContent);
    }

    public static void HasNoError(HtmlPage page, string field) =>
        Assert.DoesNotContain(page.Document.QuerySelectorAll(".errors a"), link => Control(page, link).GetAttribute("name") == field);

    /// <summary>Nothing of the canary became markup.</summary>
    public static void HasNoMarkupOf(HtmlPage page, string canary)
    {
        Assert.Empty(page.Document.QuerySelectorAll("canary, [onerror], [onload]"));
        Assert.DoesNotContain(canary, page.Source, StringComparison.Ordinal);
    }

    private static IElement Control(HtmlPage page, IElement link) => page.One(link.GetAttribute("href")!);
}
