using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;

namespace PublicVoice.Web.Tests.Surveys;

/// <summary>The real server under load, stopped politely and killed: what was acknowledged is there.</summary>
public class RestartTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private const int Citizens = 6;

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task Stop_UnderLoad_KeepsEveryAcknowledgedAnswer(string signal)
    {
        var data = await app.WithContextAsync(context => SurveyData.CreateAsync(context, $"r{Guid.NewGuid():N}"));
        var (server, address) = await ProductProcess.ServeAsync(app.Database);
        using (server)
        {
            var acknowledged = new ConcurrentBag<Guid>();
            using var enough = new SemaphoreSlim(0);
            var citizens = Enumerable.Range(0, Citizens)
                .Select(_ => Task.Run(() => RateUntilTheServerStopsAsync(new Uri(address, $"/s/{data.Permit.Code.Replace('.', '/')}"), acknowledged, enough)))
                .ToList();
            for (var i = 0; i < 60; i++)
            {
                Assert.True(await enough.WaitAsync(TimeSpan.FromMinutes(1)), "No answer was acknowledged for a minute.");
            }

            server.Signal(signal);
            await Task.WhenAll(citizens);
            var end = await server.EndAsync();
            if (signal == "TERM")
            {
                Assert.Equal(0, end.ExitCode);
            }

            var stored = await app.WithContextAsync(context => context.SurveyResponses
                .Where(response => response.UnitId == data.Office.Id).Select(response => response.SubmissionKey).ToListAsync());
            Assert.InRange(acknowledged.Count, 60, int.MaxValue);
            Assert.Empty(acknowledged.Except(stored));
            Assert.Equal(0, (await ProductCommand.RunAsync(app.Database, "check", "tallies")).ExitCode);
        }
    }

    private static async Task RateUntilTheServerStopsAsync(Uri form, ConcurrentBag<Guid> acknowledged, SemaphoreSlim enough)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = form };
        try
        {
            while (true)
            {
                var page = await browser.OpenAsync(form.AbsolutePath);
                var fields = page.Fields();
                fields.AddRange(page.SurveyForm.QuerySelectorAll("input[type=radio]")
                    .GroupBy(option => option.GetAttribute("name")!, option => option.GetAttribute("value")!, StringComparer.Ordinal)
                    .Select(options => new KeyValuePair<string, string>(options.Key, options.Last())));
                using var sent = new FormUrlEncodedContent(fields);
                using var answer = await browser.PostAsync(page.SurveyForm.GetAttribute("action"), sent);
                if (answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther)
                {
                    acknowledged.Add(Guid.Parse(fields.Single(field => field.Key == "key").Value));
                    enough.Release();
                }
            }
        }
        catch (HttpRequestException)
        {
            // The server has stopped.
        }
    }
}
