using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Data;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Demonstration;
using PublicVoice.Web.HumanChecks;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Integrity;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Pages.Api;
using PublicVoice.Web.Pages.Forum;
using PublicVoice.Web.Pages.Kiosks;
using PublicVoice.Web.Pages.PublishedResults;
using PublicVoice.Web.Pages.Staff.OwnAccount;
using PublicVoice.Web.Pages.Surveys;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web;

/// <summary>What the product is made of, for the web host and for the command line.</summary>
public static class PublicVoiceServices
{
    public static IServiceCollection AddPublicVoice(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PublicVoiceOptions>().Bind(configuration.GetSection(PublicVoiceOptions.Section)).ValidateDataAnnotations()
            .Validate(options => GovernmentTime.IsKnown(options.TimeZone), "PublicVoice:TimeZone is not a known time zone such as Asia/Jakarta.").ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddPublicVoiceDatabase(configuration);
        services.AddScoped<UnitDirectory>();
        services.AddScoped<UnitHistory>();
        services.AddScoped<DueReorganisations>();
        services.AddScoped<ReorganisationPreview>();
        services.AddScoped<ReorganisationEffects>();
        services.AddScoped<ReorganisationList>();
        services.AddScoped<ServiceMoves>();
        services.AddScoped<ReorganisationPlanning>();
        services.AddScoped<UnitImport>();
        services.AddScoped<ServiceImport>();
        services.AddScoped<DemoSeed>();
        services.AddScoped<ResponseImport>();
        services.AddScoped<LateResponses>();
        services.AddScoped<ResponseUploads>();
        services.AddScoped<ResponseExport>();
        services.AddScoped<QuestionnaireImport>();
        services.AddScoped<ReferenceImport>();
        services.AddScoped<QuestionnaireVersions>();
        services.AddSingleton<QuestionnaireCache>();
        services.AddScoped<TallyCheck>();
        services.AddScoped<SurveyFacts>();
        services.AddScoped<EvaluationFactsLoader>();
        services.AddScoped<ForumActivity>();
        services.AddScoped<Publication>();
        services.AddScoped<PublicResults>();
        services.AddScoped<EvaluationReports>();
        services.AddScoped<DueReports>();
        services.AddScoped<ReportIssuing>();
        services.AddScoped<ReportMails>();
        services.AddMemoryCache();
        services.AddSingleton(typeof(SharedResults<>));
        services.AddSingleton<ReceiptCodes>();
        services.AddSingleton<StoredSecrets>();
        services.AddSingleton<ResponseWriter>();
        services.AddScoped<UnitSearch>();
        services.AddScoped<SurveyPlaces>();
        services.AddScoped<StoredRatings>();
        services.AddForum();
        services.AddConsultations();
        services.AddStaffAccounts(configuration);
        return services;
    }

    private static void AddForum(this IServiceCollection services)
    {
        services.AddScoped<ForumRules>();
        services.AddSingleton<ForumLinks>();
        services.AddSingleton<FollowTokens>();
        services.AddScoped<PostIndex>();
        services.AddScoped<PostMails>();
        services.AddScoped<PostTimeline>();
        services.AddScoped<ForumPlaces>();
        services.AddScoped<Followers>();
        services.AddScoped<PostSubmissions>();
        services.AddScoped<WrittenPosts>();
        services.AddScoped<PublicPosts>();
        services.AddScoped<PostReactions>();
        services.AddSingleton<PictureTool>();
        services.AddScoped<PostPictures>();
        services.AddScoped<FirstPublication>();
        services.AddScoped<ModerationLedger>();
    }

    private static void AddConsultations(this IServiceCollection services)
    {
        services.AddScoped<PublicConsultations>();
        services.AddScoped<Registrations>();
        services.AddScoped<ConsultationRoom>();
        services.AddScoped<ConsultationAdministration>();
        services.AddScoped<Attendance>();
        services.AddScoped<MinutesKeeping>();
        services.AddScoped<FollowUps>();
        services.AddScoped<DemoConsultations>();
    }

    private static void AddStaffAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddDataProtection().SetApplicationName("PublicVoice");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options =>
            {
                options.XmlRepository = new DatabaseKeyRing(provider.GetRequiredService<IServiceScopeFactory>());
                options.XmlEncryptor = new NullXmlEncryptor(); // the whole is sealed where it is stored
            }));
        services.AddIdentityCore<Account>(options =>
        {
            options.User.RequireUniqueEmail = true;
            options.User.AllowedUserNameCharacters = ""; // Account.IsAddress says which
            options.Password.RequiredLength = PasswordRules.MinLength;
            options.Password.RequiredUniqueChars = PasswordRules.MinDifferent;
            options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
            options.Lockout.MaxFailedAccessAttempts = 5;
            options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddDefaultTokenProviders().AddTokenProvider<InvitationTokens>(InvitationTokens.Provider)
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = People.PasswordLinkLifespan);
        services.AddSingleton<IPasswordValidator<Account>, CommonPasswords>();
        services.AddScoped<IUserStore<Account>, AccountStore>();
        services.AddScoped<CurrentStaff>();
        services.AddScoped<StaffSessions>();
        services.AddScoped<StaffLinks>();
        services.AddScoped<AuditLog>();
        services.AddScoped<AuditSearch>();
        services.AddScoped<People>();
        services.AddScoped<PeopleList>();
        services.AddScoped<UnitAdministration>();
        services.AddScoped<QuestionnaireDrafts>();
        services.AddScoped<QuestionnaireUse>();
        services.AddScoped<AskedQuestions>();
        services.AddScoped<ExtraQuestionAdministration>();
        services.AddScoped<ExtraAnswerFacts>();
        services.AddScoped<SurveyPeriods>();
        services.AddScoped<PosterSet>();
        services.AddScoped<VisitCodeIssue>();
        services.AddScoped<PaperVersions>();
        services.AddScoped<PaperEntry>();
        services.AddScoped<PaperCheck>();
        services.AddScoped<PaperPosting>();
        services.AddScoped<MachineKeys>();
        services.AddScoped<NotableResponses>();
        services.AddScoped<IntegrityReview>();
        services.AddScoped<ResponseExclusions>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<VisitCodeCounts>();
        services.AddSingleton<AnswerSeal>();
        services.AddScoped<KioskPairing>();
        services.AddScoped<KioskList>();
        services.AddScoped<KioskQuestionnaires>();
        services.AddScoped<IssuedReports>();
        services.AddScoped<ForumAdministration>();
        services.AddScoped<WaitingPosts>();
        services.AddScoped<Moderating>();
        services.AddScoped<Answering>();
        services.AddScoped<Transferring>();
        services.AddScoped<ReplyTemplates>();
        services.AddScoped<OverdueAnswers>();
        services.AddScoped<ModeratorDigests>();
        services.AddSingleton<IMailSender, MailSender>();
    }

    public static WebApplicationBuilder AddPublicVoiceWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddPublicVoice(builder.Configuration);
        builder.Services.AddSingleton<ResponseIntake>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ResponseIntake>());
        builder.Services.AddSingleton<ResponseImportRunner>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ResponseImportRunner>());
        builder.Services.AddHostedService<MailOutbox>();
        builder.Services.AddHostedService<AccountUpkeep>();
        builder.Services.AddHostedService<ReportIssuer>();
        builder.Services.AddHostedService<ForumRounds>();
        builder.Services.AddSingleton<ReorganisationGate>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<Pages.Staff.Units.UnitScope>();
        builder.Services.AddScoped<Pages.Staff.PaperBatches.PaperBatchScope>();
        builder.Services.AddScoped<Pages.Staff.Questionnaires.QuestionnaireScope>();
        builder.Services.AddScoped<Pages.Staff.Units.EffectiveDays>();
        builder.Services.AddScoped<Pages.Staff.Forum.PostScope>();
        builder.Services.AddScoped<Pages.Staff.Forum.PostElements>();
        builder.Services.AddScoped<Pages.Staff.Forum.PostDetailsOf>();
        builder.Services.AddScoped<Pages.Staff.Forum.Verdicts>();
        builder.Services.AddScoped<Pages.Staff.Forum.ChosenPosts>();
        builder.Services.AddScoped<Pages.Staff.Forum.QueueFilters>();
        builder.Services.AddScoped<Pages.Staff.Consultations.ConsultationScope>();
        builder.Services.AddScoped<Pages.Staff.ResponseFiles.UploadScope>();
        builder.Services.AddScoped<Pages.Staff.ResponseFiles.ColumnMeanings>();
        builder.Services.AddScoped<Pages.Staff.VisitCodes.CodeOrders>();
        builder.Services.AddScoped<Pages.Staff.VisitCodes.IssuedCodesToken>();
        builder.Services.AddScoped<Pages.Staff.VisitCodes.VisitCodeFiles>();
        builder.Services.AddScoped<SignInManager<Account>, StaffSignInManager>();
        builder.Services.AddStaffAuthentication();
        builder.Services.AddAuthorization();
        builder.Services.AddScoped<IAuthorizationHandler, NeedsHandler>();
        builder.Services.AddScoped<SurveySubmissions>();
        AddHumanCheck(builder);
        builder.Services.AddOptions<RateLimitOptions>().Bind(builder.Configuration.GetSection(RateLimitOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RateLimits>();
        builder.Services.AddSingleton<VisitorAddresses>();
        builder.Services.AddSingleton<RatingLimits>();
        builder.Services.AddScoped<PostLimits>();
        builder.Services.AddScoped<FormPictures>();
        builder.Services.AddScoped<TopicScope>();
        builder.Services.AddSingleton<ReaderCookie>();
        builder.Services.AddScoped<KioskAnswers>();
        builder.Services.AddSingleton<KioskWorker>();
        builder.Services.AddScoped<Wording>();
        builder.Services.AddScoped<ReaderTime>();
        builder.Services.AddScoped<PasswordConfirmation>();
        builder.Services.AddApiDescription();
        builder.Services.AddPublicVoicePages(builder.Configuration);
        return builder;
    }

    /// <summary>The order matters: headers and language first, so that error pages and static files have them too.</summary>
    public static WebApplication UsePublicVoice(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHsts();
        app.UseSecurityHeaders();
        app.UseReaderLanguage();
        app.UseResponseCompression();
        app.UseExceptionHandler("/galat/500");
        app.UseStatusCodePagesWithReExecute("/galat/{0}");
        app.UseRouting();
        app.Use(async (context, next) =>
        {
            await context.RequestServices.GetRequiredService<ReorganisationGate>().PassAsync(context.RequestAborted);
            await next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.UsePageRequestGuard();
        app.MapStaticAssets();
        app.MapHealth();
        app.MapSurveyQrCodes();
        app.MapWorkChallenges();
        app.MapVisitCodesApi();
        app.MapOpenApi();
        app.MapResultBadges();
        app.MapForumFeeds();
        app.MapPostPictures();
        app.MapStopAtOnce();
        app.MapKiosk();
        foreach (var cut in new[] { "/s", "/hasil" })
        {
            app.MapGet(cut, () => Results.Redirect("/")); // an address without its unit: the units are listed there
        }

        app.MapRazorPages().WithStaticAssets();
        return app;
    }

    private static void AddHumanCheck(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<HumanCheckOptions>().Bind(builder.Configuration.GetSection(HumanCheckOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ProofOfWork>();
        services.AddHttpClient<SiteVerify>().ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services.AddTransient<IHumanCheck>(provider => provider.GetRequiredService<IOptions<HumanCheckOptions>>().Value.Kind == HumanCheckKind.ProofOfWork
            ? provider.GetRequiredService<ProofOfWork>()
            : provider.GetRequiredService<SiteVerify>());
    }

    private static void AddPublicVoiceDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = Settings(configuration);
        var connection = configuration.GetConnectionString("PublicVoice") is { Length: > 0 } set ? set : null;
        if (settings.Database.Provider == DatabaseProvider.Postgres)
        {
            // The last of two settings counts, so a connection string may say otherwise, as behind an old PgBouncer.
            connection = "Max Auto Prepare=50;" + (connection ?? throw new InvalidDataException("ConnectionStrings:PublicVoice must be set for PostgreSQL."));
            CheckReadable(() => new NpgsqlConnectionStringBuilder(connection));
            services.AddDbContext<PublicVoiceDbContext, PostgresDbContext>(
                options => options.UseNpgsql(connection), optionsLifetime: ServiceLifetime.Singleton);
        }
        else
        {
            DataDirectory.Create(settings.DataDirectory);
            connection ??= $"Data Source={Path.Combine(settings.DataDirectory, "publicvoice.db")}";
            CheckReadable(() => new SqliteConnectionStringBuilder(connection));
            services.AddDbContext<PublicVoiceDbContext, SqliteDbContext>(options => options.UseSqlite(connection).AddInterceptors(SqlitePragmas.Instance), optionsLifetime: ServiceLifetime.Singleton);
        }
    }

    private static PublicVoiceOptions Settings(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(PublicVoiceOptions.Section).Get<PublicVoiceOptions>() ?? new PublicVoiceOptions();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new InvalidDataException(unreadable.Message, unreadable);
        }
    }

    /// <exception cref="InvalidDataException">Without what the parser says: it can quote a piece of a password.</exception>
    private static void CheckReadable(Func<DbConnectionStringBuilder> parse)
    {
        if (!IsReadable(parse))
        {
            throw new InvalidDataException("ConnectionStrings:PublicVoice cannot be read as the connection string of the database that PublicVoice:Database:Provider names.");
        }
    }

    private static bool IsReadable(Func<DbConnectionStringBuilder> parse)
    {
        try
        {
            parse();
            return true;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or InvalidCastException or NotSupportedException or OverflowException)
        {
            return false;
        }
    }
}
