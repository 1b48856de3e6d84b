using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Tests.Imports;
using PublicVoice.Web.Tests.Staff;

namespace PublicVoice.Web.Tests.PaperBatches;

public class PaperEntryTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    private readonly TestData data = new(app);
    private static readonly TypedSheet Sheet = new("333333333", "....", null, new DateOnly(2026, 11, 18), null);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(30, 3)]
    [InlineData(31, 4)]
    [InlineData(500, 50)]
    public void SampleSize_IsATenthAndAtLeastThree(int sheets, int sample) => Assert.Equal(sample, PaperBatch.SampleSize(sheets));

    [Fact]
    public async Task Add_ManyAtOnceForTheSameNumber_KeepsEachUnderItsOwn()
    {
        var world = await StaffWorld.CreateAsync(app);
        var person = await world.CreatePersonAsync(StaffRole.CounterOfficer, world.Office);
        var batch = await data.CreatePaperBatchAsync(world.Office, 8);
        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AsAsync(person, entry => entry.AddAsync(batch.Id, 1, Guid.NewGuid(), Sheet, default))));
        Assert.Equal(2, results.Count(result => result.Outcome == SheetOutcome.Full));
        Assert.Equal(Enumerable.Range(1, 8), results.Where(result => result.Outcome == SheetOutcome.Saved).Select(result => result.Position).Order());
        Assert.Equal(8, await app.WithContextAsync(context => context.PaperSheets.CountAsync(sheet => sheet.BatchId == batch.Id)));

        var key = Guid.NewGuid();
        await AsAsync(person, entry => entry.ChangeAsync(batch.Id, 5, 0, null, default));
        var repeats = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AsAsync(person, entry => entry.AddAsync(batch.Id, 5, key, Sheet, default))));
        Assert.All(repeats, result => Assert.Equal((SheetOutcome.Saved, 5), (result.Outcome, result.Position)));
    }

    [Fact]
    public async Task Import_OfAVersionThatIsOnPaper_BeginsTheNextOne()
    {
        var world = await StaffWorld.CreateAsync(app);
        var code = $"Q{Guid.NewGuid():N}";
        var json = TestData.SmallQuestionnaire.Replace("KECIL", code, StringComparison.Ordinal);
        await app.QuestionnaireAsync(json);
        var version = await app.InScopeAsync(services => services.GetRequiredService<QuestionnaireVersions>().NewestAsync(code, default));
        await data.CreatePaperBatchAsync(world.Office, versionId: version!.Id);
        Assert.Equal((2, false), (await app.QuestionnaireAsync(json.Replace("Cepatkah?", "Apakah cepat?", StringComparison.Ordinal))) is var summary ? (summary.Number, summary.ReplacesUnanswered) : default);
    }

    private Task<T> AsAsync<T>(Account person, Func<PaperEntry, Task<T>> use) => app.InScopeAsync(async services =>
    {
        services.GetRequiredService<CurrentStaff>().SignIn(person, Guid.Empty, await services.GetRequiredService<StaffSessions>().RolesAsync(person.Id, default));
        return await use(services.GetRequiredService<PaperEntry>());
    });
}
