using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PublicVoice.Web;
using PublicVoice.Web.Data;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Benchmarks;

/// <summary>The product's web server with the intake as it is, without its database, or with one save per request.</summary>
public static class BenchmarkHost
{
    public const string Mode = "host";

    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args[1..],
            ApplicationName = "PublicVoice.Web",
            ContentRootPath = ServerUnderTest.ServerDirectory,
        });
        builder.AddPublicVoiceWeb();
        switch (args[0])
        {
            case "none":
                builder.Services.Replace(ServiceDescriptor.Singleton<ResponseIntake, NoDatabase>());
                break;
            case "each":
                builder.Services.Replace(ServiceDescriptor.Singleton<ResponseIntake, OneSaveEach>());
                break;
            default:
                break;
        }

        var app = builder.Build();
        app.UsePublicVoice();
        await DatabaseMigration.RunAsync(app.Services, CancellationToken.None);
        await app.RunAsync();
        return 0;
    }

    private sealed class NoDatabase(
        IServiceScopeFactory scopes, ResponseWriter writer, ReceiptCodes receipts, IOptions<PublicVoiceOptions> options, ILogger<ResponseIntake> logger)
        : ResponseIntake(scopes, writer, receipts, options, logger)
    {
        private readonly ReceiptCodes receipts = receipts;

        public override Task<IntakeResult> SubmitAsync(NewSurveyResponse response) =>
            Task.FromResult(new IntakeResult(IntakeStatus.Stored, receipts.For(response.SubmissionKey)));
    }

    /// <summary>What a simple application does: add and save, in the request. One at a time on SQLite, which would collide otherwise.</summary>
#pragma warning disable CA1001 // its gate lives as long as the process
    private sealed class OneSaveEach(
        IServiceScopeFactory scopes, ResponseWriter writer, ReceiptCodes receipts, IOptions<PublicVoiceOptions> options, ILogger<ResponseIntake> logger)
        : ResponseIntake(scopes, writer, receipts, options, logger)
#pragma warning restore CA1001
    {
        private readonly IServiceScopeFactory scopes = scopes;
        private readonly ReceiptCodes receipts = receipts;
        private readonly SemaphoreSlim gate = new(options.Value.Database.Provider == DatabaseProvider.Sqlite ? 1 : int.MaxValue);

        public override async Task<IntakeResult> SubmitAsync(NewSurveyResponse response)
        {
            var receipt = receipts.For(response.SubmissionKey);
            await gate.WaitAsync();
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
                context.Add(new SurveyResponse
                {
                    UnitId = response.UnitId,
                    ServiceId = response.ServiceId,
                    QuestionnaireVersionId = response.QuestionnaireVersionId,
                    SubmittedOn = response.SubmittedOn,
                    LocalDay = response.LocalDay,
                    LocalHour = response.LocalHour,
                    Channel = response.Channel,
                    Assurance = response.Assurance,
                    Answers = response.Answers,
                    Profile = response.Profile,
                    DurationSeconds = response.DurationSeconds,
                    Signals = response.Signals,
                    SubmissionKey = response.SubmissionKey,
                    ReceiptHash = receipts.Hash(receipt),
                });
                await context.SaveChangesAsync();
            }
            finally
            {
                gate.Release();
            }

            return new IntakeResult(IntakeStatus.Stored, receipt);
        }
    }
}
