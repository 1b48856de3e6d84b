using Microsoft.EntityFrameworkCore;
using PublicVoice.Web.Data;

namespace PublicVoice.Web.Tests;

public class MigrationTests
{
    [Fact]
    public void Model_Sqlite_HasAMigrationForEveryChange()
    {
        using var context = new SqliteDesignTime().CreateDbContext([]);
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Model_Postgres_HasAMigrationForEveryChange()
    {
        using var context = new PostgresDesignTime().CreateDbContext([]);
        Assert.False(context.Database.HasPendingModelChanges());
    }
}

public class StartTests(PublicVoiceApp app) : IClassFixture<PublicVoiceApp>
{
    [Fact]
    public async Task Get_Home_Answers()
    {
        using var browser = app.NewBrowser();
        using var response = await browser.GetAsync("/");
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await app.WithContextAsync(context => context.SurveyResponses.CountAsync()));
    }
}
