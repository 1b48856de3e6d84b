using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Tests.Surveys;

/// <summary>A government with one office, its services and the standard questionnaire, put into an empty database.</summary>
public sealed record SurveyData(Unit City, Unit Office, Unit Branch, Service Permit, Service Letter, int VersionId)
{
    public static async Task<SurveyData> CreateAsync(PublicVoiceDbContext context, string code = "abc")
    {
        var city = new Unit { Code = code, Type = "kota", Name = $"Kota {code}", Path = $"{code}/" };
        context.Units.Add(city);
        await context.SaveChangesAsync();
        var office = new Unit { Code = $"{code}-dinas", Type = "dinas", Name = "Dinas Uji", ParentId = city.Id, Path = $"{code}/{code}-dinas/" };
        context.Units.Add(office);
        await context.SaveChangesAsync();
        var branch = new Unit { Code = $"{code}-cabang", Type = "uptd", Name = "UPTD Uji", ParentId = office.Id, Path = $"{office.Path}{code}-cabang/" };
        context.Units.Add(branch);
        var permit = new Service { UnitId = office.Id, Code = $"{office.Code}.izin", Name = "Izin", ServedPerYear = 3650 };
        var letter = new Service { UnitId = office.Id, Code = $"{office.Code}.surat", Name = "Surat", ServedPerYear = 730 };
        context.AddRange(permit, letter);
        await context.SaveChangesAsync();
        return new SurveyData(city, office, branch, permit, letter, await VersionAsync(context));
    }

    /// <summary>A new response of the office; every argument may differ.</summary>
    public NewSurveyResponse Response(
        string answers = "344343434",
        DateOnly? day = null,
        int? hour = 10,
        int? serviceId = 0,
        int? unitId = null,
        Guid? key = null,
        string? comment = null,
        string profile = "01234",
        IntegritySignals signals = IntegritySignals.None,
        int? versionId = null)
    {
        var localDay = day ?? new DateOnly(2026, 10, 12);
        return new NewSurveyResponse(
            key ?? Guid.CreateVersion7(),
            unitId ?? Office.Id,
            serviceId == 0 ? Permit.Id : serviceId,
            versionId ?? VersionId,
            localDay.ToDateTime(new TimeOnly(hour ?? 12, 0), DateTimeKind.Utc).AddHours(-7),
            localDay,
            hour,
            Channel.Self,
            Assurance.None,
            answers,
            profile,
            45,
            signals,
            comment);
    }

    public static async Task<int> VersionAsync(PublicVoiceDbContext context, string code = QuestionnaireVersions.StandardCode)
    {
        var id = await context.QuestionnaireVersions
            .Where(version => context.Questionnaires.Any(questionnaire => questionnaire.Id == version.QuestionnaireId && questionnaire.Code == code))
            .Select(version => version.Id).FirstOrDefaultAsync();
        if (id != 0)
        {
            return id;
        }

        await using var stream = typeof(PublicVoiceDbContext).Assembly.GetManifestResourceStream("skm-2017.json")!;
        using var reader = new StreamReader(stream);
        var questionnaire = new Questionnaire { Code = code };
        context.Add(questionnaire);
        await context.SaveChangesAsync();
        var row = new QuestionnaireVersion { QuestionnaireId = questionnaire.Id, Number = 1, Content = await reader.ReadToEndAsync(), CreatedOn = DateTime.UtcNow };
        context.Add(row);
        await context.SaveChangesAsync();
        return row.Id;
    }

    /// <summary>Counted responses by the tallies of a unit, all months and classes.</summary>
    public static async Task<long> TalliedAsync(PublicVoiceDbContext context, IServiceProvider services, int unitId)
    {
        long sum = 0;
        var versions = new QuestionnaireVersions(context, services.GetRequiredService<QuestionnaireCache>());
        foreach (var row in await context.Tallies.AsNoTracking().Where(tally => tally.UnitId == unitId).ToListAsync())
        {
            var version = await versions.FindAsync(row.QuestionnaireVersionId, CancellationToken.None);
            sum += AnswerTally.Unpack(TallyLayout.For(version!.Definition), row.Counts).N;
        }

        return sum;
    }
}
