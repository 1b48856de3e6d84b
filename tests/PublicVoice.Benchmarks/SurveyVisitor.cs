using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PublicVoice.Benchmarks;

/// <summary>Opens the survey form once, as a browser does, and writes the requests that would send it, each with a submission key of its own.</summary>
public sealed partial class SurveyVisitor
{
    private const string KeyField = "key";

    private readonly byte[] request;
    private readonly int keyAt;

    private SurveyVisitor(byte[] request, int keyAt)
    {
        this.request = request;
        this.keyAt = keyAt;
    }

    public int RequestLength => request.Length;

    public static async Task<SurveyVisitor> OpenAsync(Uri server, string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var answer = await client.GetAsync(new Uri(server, path));
        answer.EnsureSuccessStatusCode();
        var html = await answer.Content.ReadAsStringAsync();
        var cookies = string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

        var fields = new List<(string Name, string Value)>();
        foreach (var input in Inputs().Matches(html).Select(match => match.Value))
        {
            var (type, name, value) = (Attribute(input, "type"), Attribute(input, "name"), Attribute(input, "value") ?? "");
            if (name is not null && (type == "hidden" || (type == "radio" && value.Length > 0 && !fields.Exists(field => field.Name == name))))
            {
                fields.Add((name, value));
            }
        }

        var body = string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        var bodyKeyAt = body.IndexOf(KeyField + "=", StringComparison.Ordinal) + KeyField.Length + 1;
        var head = $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nCookie: {cookies}\r\nAccept-Language: id\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\n\r\n";
        return new SurveyVisitor(Encoding.ASCII.GetBytes(head + body), head.Length + bodyKeyAt);
    }

    /// <summary>Writes one request with a new key.</summary>
    public void Write(Span<byte> destination)
    {
        request.CopyTo(destination);
        Guid.CreateVersion7().TryFormat(destination[keyAt..], out _, "D");
    }

    [GeneratedRegex("<input[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Inputs();

    private static string? Attribute(string input, string name) =>
        Regex.Match(input, $"\\s{name}=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match ? match.Groups[1].Value : null;
}
