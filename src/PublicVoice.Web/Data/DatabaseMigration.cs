using Microsoft.EntityFrameworkCore;

namespace PublicVoice.Web.Data;

public static class DatabaseMigration
{
    /// <summary>Creates the database or brings it up to date. EF takes a lock, so several nodes may start at once.</summary>
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PublicVoiceDbContext>();
        await context.Database.MigrateAsync(cancellationToken);
    }
}
