using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests;

/// <summary>Puts things into the database of an application; every argument is optional.</summary>
public sealed class TestData(PublicVoiceApp app)
{
    private static int counter;

    public async Task<Unit> CreateUnitAsync(
        string? code = null, Unit? parent = null, string type = "dinas", string? name = null, UnitStatus status = UnitStatus.Active, int? questionnaireId = null, string? timeZone = null)
    {
        code ??= $"unit-{Interlocked.Increment(ref counter)}";
        var unit = new Unit
        {
            Code = code,
            Type = type,
            Name = name ?? $"Kantor {code}",
            ParentId = parent?.Id,
            Path = $"{parent?.Path}{code}/",
            Status = status,
            QuestionnaireId = questionnaireId,
            TimeZone = timeZone,
        };
        return await AddAsync(unit);
    }

    public async Task<Service> CreateServiceAsync(Unit? unit = null, string? shortCode = null, string? name = null, bool archived = false)
    {
        unit ??= await CreateUnitAsync();
        shortCode ??= $"layanan-{Interlocked.Increment(ref counter)}";
        return await AddAsync(new Service { UnitId = unit.Id, Code = $"{unit.Code}.{shortCode}", Name = name ?? $"Layanan {shortCode}", Archived = archived });
    }

    /// <summary>Planned for a day that does not come.</summary>
    public async Task<int> CreateReorganisationAsync(Unit government) => (await AddAsync(new Reorganisation
    {
        GovernmentId = government.Id,
        EffectiveDay = new DateOnly(2099, 1, 1),
        LegalBasis = "Perda 5/2026",
        PlannedOn = app.Clock.UtcNow,
        PlannedBy = "Siti Aminah",
    })).Id;

    /// <summary>A tablet whose link nobody has opened yet.</summary>
    public Task<KioskDevice> CreateKioskAsync(Unit unit, Service? service = null) => app.InScopeAsync(async services =>
        (await services.GetRequiredService<KioskPairing>().MakeAsync(unit, service, $"Loket {Interlocked.Increment(ref counter)}", CancellationToken.None)).Device);

    /// <summary>A complaint that waits for a moderator, written now.</summary>
    public Task<Post> CreatePostAsync(
        Unit unit, string title = "Antrean loket lama", string text = "Sudah tiga jam menunggu.", PostKind kind = PostKind.Complaint, bool confidential = false, PostStatus status = PostStatus.Received,
        DateOnly? reviewBy = null) => app.InScopeAsync(async services =>
    {
        var key = Guid.CreateVersion7();
        var (number, receipts) = (await app.WithContextAsync(context => context.Posts.MaxAsync(post => post.PublicationNumber)), services.GetRequiredService<ReceiptCodes>());
        var isPublic = status is not (PostStatus.Received or PostStatus.InReview or PostStatus.Rejected) && !confidential;
        return await AddAsync(new Post
        {
            SubmissionKey = key,
            ReceiptHash = receipts.Hash(receipts.For(key)),
            UnitId = unit.Id,
            Kind = kind,
            Title = title,
            Text = text,
            NameShown = NameShown.Anonymous,
            IsConfidential = confidential,
            Language = "id",
            WrittenOn = app.Clock.UtcNow,
            ReviewBy = reviewBy ?? DateOnly.FromDateTime(app.Clock.UtcNow).AddDays(3),
            Status = status,
            PublicTitle = isPublic ? title : null,
            PublicText = isPublic ? text : null,
            PublicationNumber = isPublic ? (number ?? 0) + 1 : null,
            PublishedOn = isPublic ? app.Clock.UtcNow : null,
            AnswerBy = status == PostStatus.Published ? DateOnly.FromDateTime(app.Clock.UtcNow).AddDays(14) : null,
        });
    });

    /// <summary>A picture of a post, shown to nobody yet.</summary>
    public async Task<PostPicture> CreatePictureAsync(Post post, string? alt = null)
    {
        var picture = await AddAsync(new PostPicture
        {
            Key = Guid.NewGuid(),
            FormKey = post.SubmissionKey,
            SourceHash = new byte[32],
            Position = 1,
            SentOn = app.Clock.UtcNow,
            PostId = post.Id,
            Width = 16,
            Height = 8,
            SmallWidth = 16,
            SmallHeight = 8,
            Alt = alt,
        });
        await AddAsync(new PostPictureContent { PostPictureId = picture.Id, Large = PublicVoice.Web.Tests.Forum.TestPictures.Jpeg, Small = PublicVoice.Web.Tests.Forum.TestPictures.Jpeg });
        return picture;
    }

    /// <summary>The report of October, issued now; nobody answered.</summary>
    public Task<IssuedReport> IssueReportAsync(Unit unit) => app.InScopeAsync(async services =>
        (await services.GetRequiredService<ReportIssuing>().IssueAsync(unit, new DateOnly(2026, 10, 1), AuditLog.CommandLine, CancellationToken.None))!);

    /// <summary>Held on the day of the clock, with an open room that staff read first.</summary>
    public Task<Consultation> CreateConsultationAsync(
        Unit unit, ConsultationStatus status = ConsultationStatus.Announced, string theme = "Standar pelayanan KTP-el", RoomAccess room = RoomAccess.Everyone, bool showsAtOnce = false,
        string? meetingLink = null) => app.WithContextAsync(async context =>
    {
        var today = DateOnly.FromDateTime(app.Clock.UtcNow);
        var consultation = new Consultation { UnitId = unit.Id, CreatedOn = app.Clock.UtcNow };
        consultation.Change(new ConsultationPlan
        {
            Theme = theme,
            Material = "Apa yang perlu diperbaiki?",
            FirstDay = today,
            LastDay = today,
            BeginsAt = new TimeOnly(9, 0),
            EndsAt = new TimeOnly(11, 30),
            Place = "Aula",
            MeetingLink = meetingLink,
            RegisterUntil = today,
        });
        consultation.SetRoom(room, showsAtOnce);
        if (status != ConsultationStatus.Draft)
        {
            consultation.Announce((await context.Consultations.MaxAsync(row => row.Number) ?? 0) + 1);
        }

        if (status is ConsultationStatus.UnderWay or ConsultationStatus.Concluded)
        {
            consultation.Begin();
        }

        context.Add(consultation);
        await context.SaveChangesAsync();
        return consultation;
    });

    /// <summary>The next version of a questionnaire, which is made when it does not exist.</summary>
    public async Task<QuestionnaireVersion> CreateQuestionnaireVersionAsync(string? json = null, string? code = null, Unit? owner = null)
    {
        code ??= $"K-{Interlocked.Increment(ref counter)}";
        var questionnaire = await app.WithContextAsync(context => context.Questionnaires.SingleOrDefaultAsync(known => known.Code == code))
            ?? await AddAsync(new Questionnaire { Code = code, UnitId = owner?.Id });
        var last = await app.WithContextAsync(context => context.QuestionnaireVersions
            .Where(version => version.QuestionnaireId == questionnaire.Id).MaxAsync(version => (int?)version.Number)) ?? 0;
        return await AddAsync(new QuestionnaireVersion
        {
            QuestionnaireId = questionnaire.Id,
            Number = last + 1,
            Content = json ?? SmallQuestionnaire,
            CreatedOn = app.Clock.UtcNow,
        });
    }

    public async Task<PaperBatch> CreatePaperBatchAsync(Unit unit, int sheets = 5, int? versionId = null) => await AddAsync(new PaperBatch
    {
        Key = Guid.NewGuid(),
        UnitId = unit.Id,
        ServiceId = null,
        QuestionnaireVersionId = versionId ?? await app.WithContextAsync(context => PublicVoice.Web.Tests.Surveys.SurveyData.VersionAsync(context)),
        FirstDay = new DateOnly(2026, 11, 18),
        LastDay = new DateOnly(2026, 11, 18),
        DeclaredSheets = sheets,
        DeclaredTotal = sheets * 27,
        MadeOn = app.Clock.UtcNow,
        MadeBy = "Siti Aminah",
    });

    /// <summary>A file that somebody has just sent.</summary>
    public async Task<ResponseUpload> CreateUploadAsync(Unit unit, Account sender)
    {
        var upload = await AddAsync(new ResponseUpload
        {
            UnitId = unit.Id,
            AccountId = sender.Id,
            SentBy = sender.Name,
            FileName = "jawaban.csv",
            Hash = new byte[32],
            Channel = Channel.Import,
            ReceivedOn = app.Clock.UtcNow,
            Scan = """{"Columns":[{"Name":"submitted_on","Values":["2026-01-02"],"HasMore":false},{"Name":"WAKTU","Values":["3"],"HasMore":false}],"Rows":1}""",
        });
        await AddAsync(new ResponseUploadContent { ResponseUploadId = upload.Id, Content = "submitted_on,WAKTU\n2026-01-02,3\n"u8.ToArray() });
        return upload;
    }

    /// <summary>Two elements, three questions: one may be not applicable, one may be left out; one profile field.</summary>
    public const string SmallQuestionnaire =
        """
        {
          "code": "KECIL", "name": { "id": "Survei kecil", "en": "Small survey" }, "scale": { "min": 1, "max": 4 },
          "quality_table": [ { "grade": "B", "from": 25, "to": 74.99, "id": "Cukup", "en": "Fair" }, { "grade": "A", "from": 75, "to": 100, "id": "Baik", "en": "Good" } ],
          "elements": [ { "code": "WAKTU", "number": 1, "name": { "id": "Waktu", "en": "Time" } }, { "code": "BIAYA", "number": 2, "name": { "id": "Biaya", "en": "Cost" } } ],
          "questions": [
            { "position": 1, "element": "WAKTU", "text": { "id": "Cepatkah?", "en": "Was it quick?" }, "options": [ { "score": 1, "id": "Lambat", "en": "Slow" }, { "score": 4, "id": "Cepat", "en": "Quick" } ] },
            { "position": 2, "element": "WAKTU", "text": { "id": "Tepat waktu?", "en": "On time?" }, "required": false, "options": [ { "score": 1, "id": "Tidak", "en": "No" }, { "score": 4, "id": "Ya", "en": "Yes" } ] },
            { "position": 3, "element": "BIAYA", "text": { "id": "Murahkah?", "en": "Was it cheap?" }, "not_applicable": true, "options": [ { "score": 1, "id": "Mahal", "en": "Dear" }, { "score": 4, "id": "Murah", "en": "Cheap" } ] }
          ],
          "profile": { "sex": [ "L", "P" ] }
        }
        """;

    private async Task<T> AddAsync<T>(T entity)
        where T : class
    {
        await app.WithContextAsync(context =>
        {
            context.Add(entity);
            return context.SaveChangesAsync();
        });
        return entity;
    }
}
