using System.Diagnostics;
using System.Net;
using AngleSharp.Html.Dom;
using PublicVoice.Web.Consultations;

namespace PublicVoice.Web.Tests.Consultations;

/// <summary>What people do on the pages of consultations.</summary>
internal static class Visitors
{
    public const string Phone = "0812-3456-7890";

    public static Task<HtmlPage> RegisterAsync(this HttpClient browser, Consultation consultation, string name = "Budi Santoso", string phone = Phone, params (string Name, string? Value)[] changes) =>
        SendRegistrationAsync(browser, consultation, [("Draft.Name", name), ("Draft.Group", "1"), ("Draft.Phone", phone), ("Consent", "ya"), .. changes]);

    private static async Task<HtmlPage> SendRegistrationAsync(HttpClient browser, Consultation consultation, IEnumerable<(string, string?)> fields) =>
        await browser.SendAsync(await browser.OpenAsync($"{ConsultationLinks.Public(consultation)}/daftar"), fields);

    /// <returns>The code of the registration.</returns>
    public static string Code(this HtmlPage registered)
    {
        Assert.Equal(HttpStatusCode.Redirect, registered.Status);
        return registered.Header("Location").Split('/')[^1].Split('?')[0];
    }

    public static async Task<HtmlPage> WriteAsync(this HttpClient browser, Consultation consultation, string text, params (string Name, string? Value)[] changes) =>
        await browser.SendAsync(await browser.OpenAsync($"{ConsultationLinks.Public(consultation)}/tulis"), [("Text", text), ("Warned", "ya"), .. changes]);

    /// <summary>Presses a button of one of several forms.</summary>
    public static async Task<HtmlPage> PressAsync(this HttpClient browser, string address, string handler, params (string Name, string? Value)[] changes)
    {
        var page = await browser.OpenAsync(address);
        HtmlAssert.Status(HttpStatusCode.OK, page);
        var button = page.Document.QuerySelector($"button[formaction$='handler={handler}']");
        var form = (IHtmlFormElement)(button?.Closest("form") ?? page.Document.QuerySelector($"main form[action$='handler={handler}']") ?? page.One("main form[method=post]"));
        if (button is not null)
        {
            form.SetAttribute("action", button.GetAttribute("formaction"));
        }

        var fields = page.Fields(form);
        fields.RemoveAll(field => changes.Any(change => change.Name == field.Key));
        fields.AddRange(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value!)));
        return await browser.PostAsync(page, form, fields);
    }

    /// <summary>What a PDF says.</summary>
    public static async Task<string> TextOfPdfAsync(this HttpClient browser, string address)
    {
        using var response = await browser.GetAsync(address);
        Assert.Equal("application/pdf", response.Content.Headers.ContentType?.MediaType);
        return TextOf(await response.Content.ReadAsByteArrayAsync());
    }

    public static string TextOf(byte[] pdf)
    {
        var path = Path.Combine(Path.GetTempPath(), $"publicvoice-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(path, pdf);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pdftotext", [path, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            return string.Join(' ', process.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
