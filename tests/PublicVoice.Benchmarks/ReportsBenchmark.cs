using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Reports.Indicators;
using PublicVoice.Web.Data;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Benchmarks;

/// <summary>The monthly reports of 300 units out of a million responses, as the command writes them.</summary>
public static class ReportsBenchmark
{
    private const int UnitCount = 300;
    private const int ServicesPerUnit = 4;
    private const int Responses = 1_000_000;
    private const int Months = 13;
    private const int Batch = 5_000;
    private const double DemandedSeconds = 60;
    private const double DemandedMegabytes = 500;
    private static readonly string[] Comments = ["Antrean di loket terlalu lama", "Petugas ramah dan cepat", "Tempat parkir sempit", "Biaya tidak diumumkan", "tidak ada", "Sudah baik, pertahankan"];

    public static async Task<int> RunAsync(string[] args)
    {
        await using var scratch = await Scratch.CreateAsync(null, responses: 0);
        await FillAsync(scratch);
        var month = FirstMonth().AddMonths(Months - 1);
        var directory = Path.Combine(scratch.DataDirectory, "reports");
        await using var server = scratch.NewServer();
        var (_, took) = await server.CommandAsync("report", "--all", "--month", $"{month:yyyy-MM}", "--out", directory);
        var files = Directory.GetFiles(directory, "*.pdf", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).Contains("ukur", StringComparison.Ordinal)).ToList();
        var memory = server.CommandPeakBytes / 1e6;
        Console.WriteLine($"   {files.Count} reports out of {await IntakeBenchmark.StoredAsync(scratch):N0} responses in {took.TotalSeconds:0.0} s (demanded {UnitCount} under {DemandedSeconds:0} s), "
            + $"{took.TotalMilliseconds / Math.Max(1, files.Count):0} ms each, {files.Average(file => new FileInfo(file).Length) / 1000:0} KB each, most memory {memory:0} MB (demanded under {DemandedMegabytes:0}); load {Machine.Load()}");
        return files.Count >= UnitCount && took.TotalSeconds < DemandedSeconds && memory < DemandedMegabytes ? 0 : 1;
    }

    private static DateOnly FirstMonth()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        return new DateOnly(today.Year, today.Month, 1).AddMonths(-Months);
    }

    private static async Task FillAsync(Scratch scratch)
    {
        var units = new StringBuilder("code,type,name,parent_code,head_title\nukur,kota,Pemerintah Kota Ukur,,Wali Kota\n");
        var services = new StringBuilder("code,unit_code,name,served_per_year\n");
        for (var unit = 1; unit <= UnitCount; unit++)
        {
            units.Append($"ukur-{unit:000},dinas,Dinas Nomor {unit:000} Kota Ukur,ukur,Kepala Dinas\n");
            for (var service = 1; service <= ServicesPerUnit; service++)
            {
                services.Append($"ukur-{unit:000}.layanan-{service},ukur-{unit:000},Layanan Nomor {service},20000\n");
            }
        }

        var unitFile = Path.Combine(scratch.DataDirectory, "units.csv");
        var serviceFile = Path.Combine(scratch.DataDirectory, "services.csv");
        await File.WriteAllTextAsync(unitFile, units.ToString());
        await File.WriteAllTextAsync(serviceFile, services.ToString());
        await using var server = scratch.NewServer();
        await server.CommandAsync("import", "units", unitFile);
        await server.CommandAsync("import", "services", serviceFile);

        using var host = Services.Over(scratch);
        var random = new Random(300);
        var (places, version) = await host.ScopedAsync(async provider =>
        {
            var directory = provider.GetRequiredService<UnitDirectory>();
            var root = await directory.FindAsync("ukur", CancellationToken.None) ?? throw new InvalidOperationException("No units.");
            var context = provider.GetRequiredService<PublicVoiceDbContext>();
            var offered = context.Services.Where(service => service.Code.StartsWith("ukur-")).Select(service => new { service.Id, service.UnitId }).ToList();
            var current = await provider.GetRequiredService<QuestionnaireVersions>().CurrentAsync(await directory.SettingsAsync(root, CancellationToken.None), CancellationToken.None);
            return (offered, current);
        });
        var first = FirstMonth();
        for (var done = 0; done < Responses; done += Batch)
        {
            var batch = new List<NewSurveyResponse>(Batch);
            for (var i = 0; i < Batch; i++)
            {
                var place = places[random.Next(places.Count)];
                var day = first.AddDays(random.Next(first.AddMonths(Months).DayNumber - first.DayNumber));
                var level = 2.2 + ((place.UnitId % 17) / 12.0);
                var answers = string.Create(version.Definition.Questions.Count, (random, level), static (text, state) =>
                {
                    for (var at = 0; at < text.Length; at++)
                    {
                        text[at] = (char)('0' + Math.Clamp((int)Math.Round(state.level + (state.random.NextDouble() * 2) - 0.6), 1, 4));
                    }
                });
                batch.Add(new NewSurveyResponse(
                    Guid.CreateVersion7(), place.UnitId, place.Id, version.Id, day.ToDateTime(new TimeOnly(random.Next(1, 9), random.Next(60)), DateTimeKind.Utc), day,
                    random.Next(8, 16), Channel.Self, Assurance.None, answers, new string('0', version.Definition.Profile.Count), random.Next(20, 200), IntegritySignals.None,
                    random.Next(10) == 0 ? Comments[random.Next(Comments.Length)] : null));
            }

            await host.ScopedAsync(provider => Task.FromResult(
                provider.GetRequiredService<ResponseWriter>().Write(provider.GetRequiredService<PublicVoiceDbContext>(), batch)));
        }
    }
}
