using System.Net;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Tests.Pages.Surveys;

public class BusyIntakeTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task Post_QueueFull_Is503WithTheFormStillFilled()
    {
        var unit = await new TestData(app).CreateUnitAsync(questionnaireId: (await new TestData(app).CreateQuestionnaireVersionAsync()).QuestionnaireId);
        await using var busy = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services =>
            services.Replace(ServiceDescriptor.Singleton<ResponseIntake, FullIntake>())));
        using var browser = busy.CreateClient(new() { AllowAutoRedirect = false });
        var page = await browser.OpenAsync($"/s/{unit.Code}/umum");
        var sent = await browser.SendAsync(page, ("q.WAKTU.1", "4"), ("q.BIAYA", "1"), ("comment", "Masih ada"));

        HtmlAssert.Status(HttpStatusCode.ServiceUnavailable, sent);
        Assert.Equal("5", sent.Header("Retry-After"));
        Assert.Contains("kirim lagi", sent.One(".errors").TextContent, StringComparison.Ordinal);
        var fields = sent.Fields().ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        Assert.Equal(("4", "1", "Masih ada"), (fields["q.WAKTU.1"], fields["q.BIAYA"], fields["comment"]));
        Assert.Equal(page.Fields().Single(field => field.Key == "key").Value, fields["key"]);
    }

    private sealed class FullIntake(
        IServiceScopeFactory scopes, ResponseWriter writer, ReceiptCodes receipts, IOptions<PublicVoiceOptions> options, ILogger<ResponseIntake> logger)
        : ResponseIntake(scopes, writer, receipts, options, logger)
    {
        public override Task<IntakeResult> SubmitAsync(NewSurveyResponse response) =>
            Task.FromResult(new IntakeResult(IntakeStatus.Busy, null));
    }
}
