using System.Diagnostics;

namespace PublicVoice.Journeys;

public class MarkupTests(Browser browser)
{
    [Theory]
    [InlineData("id")]
    [InlineData("en")]
    public async Task Pages_AsServed_AreValidHtml(string language)
    {
        var directory = Directory.CreateTempSubdirectory("publicvoice-markup-");
        using var client = new HttpClient { BaseAddress = browser.Server.Address };
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        for (var at = 0; at < SitePages.All.Length; at++)
        {
            using var answer = await client.GetAsync(SitePages.All[at]);
            await File.WriteAllTextAsync(Path.Combine(directory.FullName, $"{at}.html"), await answer.Content.ReadAsStringAsync());
        }

        var tests = Path.Combine(Script.Root, "tests");
        var start = new ProcessStartInfo("node", [Path.Combine(tests, "node_modules/html-validate/bin/html-validate.mjs"), "--config", Path.Combine(tests, "html-validate.json"), directory.FullName])
        {
            WorkingDirectory = tests,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var checker = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        var errors = checker.StandardError.ReadToEndAsync();
        var output = await checker.StandardOutput.ReadToEndAsync();
        await checker.WaitForExitAsync();
        directory.Delete(recursive: true);

        Assert.True(checker.ExitCode == 0, string.Join(", ", SitePages.All) + output + await errors);
    }
}
