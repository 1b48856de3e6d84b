using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PublicVoice.Journeys;

/// <summary>Bytes over the wire as the browser counts them, headers included.</summary>
public class WeightTests(Browser browser)
{
    private const long FirstPage = 60_000;
    private const long LaterPage = 15_000;

    /// <summary>Script and worker of the human check, once, after the first answer.</summary>
    private const long HumanCheck = 45_000;

    [Theory]
    [InlineData("/")]
    [InlineData("/s/plg-disdukcapil")]
    [InlineData(Visit.Survey)]
    [InlineData("/hasil/plg-disdukcapil")]
    [InlineData("/metode")]
    public async Task Page_FirstVisit_IsLight(string path)
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        await using var meter = await Meter.AttachAsync(visit);

        await visit.GoAsync(path);

        Assert.InRange(await meter.ReadAsync(), 1, FirstPage);
    }

    [Fact]
    public async Task Pages_AfterTheFirst_AreLighter()
    {
        await using var visit = await browser.VisitAsync(new Visitor());
        await using var meter = await Meter.AttachAsync(visit);
        await visit.GoAsync("/");
        await meter.ReadAsync();

        foreach (var path in new[] { "/s/plg", "/s/plg-disdukcapil", "/hasil/plg-disdukcapil", Visit.Survey })
        {
            await visit.GoAsync(path);
            var bytes = await meter.ReadAsync();
            Assert.True(bytes is > 0 and <= LaterPage, $"{path}: {bytes} bytes");
        }

        await visit.AnswerStepwiseAsync();
        await visit.Page.WaitForFunctionAsync("new FormData(document.getElementById('survei')).get('bukti')?.length > 0");
        Assert.InRange(await meter.ReadAsync(), 1, HumanCheck);
        await visit.Send.ClickAsync();
        await visit.ReceiptAsync();
        Assert.InRange(await meter.ReadAsync(), 1, LaterPage);
    }

    private sealed class Meter : IAsyncDisposable
    {
        private readonly IPage page;
        private readonly ICDPSession session;
        private readonly ConcurrentQueue<long> sizes = new();

        private Meter(IPage page, ICDPSession session)
        {
            this.page = page;
            this.session = session;
        }

        public static async Task<Meter> AttachAsync(Visit visit)
        {
            var opened = await visit.Page.Context.NewCDPSessionAsync(visit.Page);
            var meter = new Meter(visit.Page, opened);
            opened.Event("Network.loadingFinished").OnEvent += (_, data) => meter.sizes.Enqueue((long)data!.Value.GetProperty("encodedDataLength").GetDouble());
            opened.Event("Network.requestWillBeSent").OnEvent += (_, data) =>
            {
                if (data!.Value.TryGetProperty("redirectResponse", out var redirect))
                {
                    meter.sizes.Enqueue((long)redirect.GetProperty("encodedDataLength").GetDouble());
                }
            };
            await opened.SendAsync("Network.enable");
            return meter;
        }

        /// <returns>Bytes since the last reading, once the network is quiet.</returns>
        public async Task<long> ReadAsync()
        {
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var sum = 0L;
            while (sizes.TryDequeue(out var size))
            {
                sum += size;
            }

            return sum;
        }

        public async ValueTask DisposeAsync() => await session.DetachAsync();
    }
}
