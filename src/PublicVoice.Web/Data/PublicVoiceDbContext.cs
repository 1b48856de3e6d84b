using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Integrity;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Data;

public abstract class PublicVoiceDbContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Service> Services => Set<Service>();
    public DbSet<FormerPlacement> FormerPlacements => Set<FormerPlacement>();
    public DbSet<FormerService> FormerServices => Set<FormerService>();
    public DbSet<UnitSuccession> UnitSuccessions => Set<UnitSuccession>();
    public DbSet<ServiceSuccession> ServiceSuccessions => Set<ServiceSuccession>();
    public DbSet<Reorganisation> Reorganisations => Set<Reorganisation>();
    public DbSet<ReorganisationChange> ReorganisationChanges => Set<ReorganisationChange>();
    public DbSet<ReorganisedUnit> ReorganisedUnits => Set<ReorganisedUnit>();
    public DbSet<Questionnaire> Questionnaires => Set<Questionnaire>();
    public DbSet<QuestionnaireVersion> QuestionnaireVersions => Set<QuestionnaireVersion>();
    public DbSet<QuestionnaireDraft> QuestionnaireDrafts => Set<QuestionnaireDraft>();
    public DbSet<ExtraQuestion> ExtraQuestions => Set<ExtraQuestion>();
    public DbSet<ExtraQuestionVersion> ExtraQuestionVersions => Set<ExtraQuestionVersion>();
    public DbSet<ExtraAnswer> ExtraAnswers => Set<ExtraAnswer>();
    public DbSet<SurveyPeriod> SurveyPeriods => Set<SurveyPeriod>();
    public DbSet<SurveyResponse> SurveyResponses => Set<SurveyResponse>();
    public DbSet<SurveyComment> SurveyComments => Set<SurveyComment>();
    public DbSet<Tally> Tallies => Set<Tally>();
    public DbSet<PublishedTally> PublishedTallies => Set<PublishedTally>();
    public DbSet<PublishedReference> PublishedReferences => Set<PublishedReference>();
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<RoleAssignment> RoleAssignments => Set<RoleAssignment>();
    public DbSet<StaffSession> StaffSessions => Set<StaffSession>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<OutgoingMail> OutgoingMails => Set<OutgoingMail>();
    public DbSet<VisitCodeBatch> VisitCodeBatches => Set<VisitCodeBatch>();
    public DbSet<VisitCode> VisitCodes => Set<VisitCode>();
    public DbSet<VisitCodeOrderMark> VisitCodeOrderMarks => Set<VisitCodeOrderMark>();
    public DbSet<Exclusion> Exclusions => Set<Exclusion>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<PaperBatch> PaperBatches => Set<PaperBatch>();
    public DbSet<PaperSheet> PaperSheets => Set<PaperSheet>();
    public DbSet<KioskDevice> KioskDevices => Set<KioskDevice>();
    public DbSet<KioskVersion> KioskVersions => Set<KioskVersion>();
    public DbSet<ResponseUpload> ResponseUploads => Set<ResponseUpload>();
    public DbSet<ResponseUploadContent> ResponseUploadContents => Set<ResponseUploadContent>();
    public DbSet<Post> Posts => Set<Post>();
    public DbSet<PostMessage> PostMessages => Set<PostMessage>();
    public DbSet<OfficialAnswer> OfficialAnswers => Set<OfficialAnswer>();
    public DbSet<PostPicture> PostPictures => Set<PostPicture>();
    public DbSet<PostPictureContent> PostPictureContents => Set<PostPictureContent>();
    public DbSet<PostFollower> PostFollowers => Set<PostFollower>();
    public DbSet<PostSupport> PostSupports => Set<PostSupport>();
    public DbSet<PostFlag> PostFlags => Set<PostFlag>();
    public DbSet<ModerationDecision> ModerationDecisions => Set<ModerationDecision>();
    public DbSet<PostTransfer> PostTransfers => Set<PostTransfer>();
    public DbSet<ReplyTemplate> ReplyTemplates => Set<ReplyTemplate>();
    public DbSet<OverdueNotice> OverdueNotices => Set<OverdueNotice>();
    public DbSet<ModeratorDigest> ModeratorDigests => Set<ModeratorDigest>();
    public DbSet<ForumSettings> ForumSettings => Set<ForumSettings>();
    public DbSet<Holiday> Holidays => Set<Holiday>();
    public DbSet<ReportSubscription> ReportSubscriptions => Set<ReportSubscription>();
    public DbSet<IssuedReport> IssuedReports => Set<IssuedReport>();
    public DbSet<IssuedReportFile> IssuedReportFiles => Set<IssuedReportFile>();
    public DbSet<ReportClaim> ReportClaims => Set<ReportClaim>();
    public DbSet<ReportDelivery> ReportDeliveries => Set<ReportDelivery>();
    public DbSet<ReportAcknowledgement> ReportAcknowledgements => Set<ReportAcknowledgement>();
    public DbSet<Consultation> Consultations => Set<Consultation>();
    public DbSet<ConsultationInvitee> ConsultationInvitees => Set<ConsultationInvitee>();
    public DbSet<ConsultationParticipant> ConsultationParticipants => Set<ConsultationParticipant>();
    public DbSet<ConsultationSigner> ConsultationSigners => Set<ConsultationSigner>();
    public DbSet<ConsultationDocument> ConsultationDocuments => Set<ConsultationDocument>();
    public DbSet<RoomMessage> RoomMessages => Set<RoomMessage>();
    public DbSet<AgreedPoint> AgreedPoints => Set<AgreedPoint>();
    public DbSet<PublishedMinutes> PublishedMinutes => Set<PublishedMinutes>();
    public DbSet<FollowUpItem> FollowUpItems => Set<FollowUpItem>();
    public DbSet<FollowUpProgress> FollowUpProgress => Set<FollowUpProgress>();
    public DbSet<StoredKey> StoredKeys => Set<StoredKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PublicVoiceDbContext).Assembly);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name)); // hand-written SQL reads the same on both databases
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Every index is written out in Mappings/: one more index is one more write for each response.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        configurationBuilder.Properties<string>().HaveMaxLength(Unit.DefaultTextMaxLength);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    private static string SnakeCase(string name) =>
        string.Concat(name.Select((letter, at) => char.IsUpper(letter) ? (at > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>SQLite reads instants back as Unspecified; every instant here is UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Utc ? value : value.ToUniversalTime(),
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}

public sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options) : PublicVoiceDbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<Guid>().HaveConversion<BigEndianConverter>();
    }

    /// <summary>16 bytes in the order of the text form, so that time-ordered keys append to their index.</summary>
    private sealed class BigEndianConverter() : ValueConverter<Guid, byte[]>(
        value => value.ToByteArray(true),
        value => new Guid(value, true));
}

public sealed class PostgresDbContext(DbContextOptions<PostgresDbContext> options) : PublicVoiceDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Unit>().Property(unit => unit.Path).UseCollation("C"); // prefix ranges need byte order
        modelBuilder.Entity<AuditEntry>().Property(entry => entry.UnitPath).UseCollation("C");
    }
}

/// <summary>A data-protection key, so that forms opened before a restart or on another node stay valid.</summary>
public class StoredKey
{
    public int Id { get; init; }
    public required string FriendlyName { get; init; }

    /// <summary>Sealed (<see cref="StoredSecrets"/>).</summary>
    public required string Xml { get; init; }
}
