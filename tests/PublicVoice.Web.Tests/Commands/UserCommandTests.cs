namespace PublicVoice.Web.Tests.Commands;

/// <summary>On a database that no server has started on: no key exists yet.</summary>
public class UserCommandTests
{
    [Fact]
    public async Task UserAdd_FreshInstallation_PrintsOneTimeLinks()
    {
        await using var database = new TestDatabase();
        var none = await AddAsync(database, "kepala@kota.example");
        Assert.Equal(1, none.ExitCode);
        Assert.Contains("There is no government yet", none.Errors, StringComparison.Ordinal);

        var units = Path.Combine(database.DataDirectory, "units.csv");
        await File.WriteAllTextAsync(units, "code,type,name,parent_code\nkota,kota,Kota Contoh,\n");
        Assert.Equal(0, (await ProductCommand.RunAsync(database, "import", "units", units)).ExitCode);
        var links = new HashSet<string>(StringComparer.Ordinal);
        for (var time = 0; time < 2; time++)
        {
            var added = await AddAsync(database, "kepala@kota.example");
            Assert.True(added.ExitCode == 0, added.Errors);
            Assert.Contains("kepala@kota.example is administrator of Kota Contoh", added.Output, StringComparison.Ordinal);
            links.Add(added.Output.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal)).Trim());
        }

        Assert.Equal(2, links.Count);
        Assert.All(links, link => Assert.StartsWith("http://localhost:5000/staff/invitation?account=", link, StringComparison.Ordinal));

        foreach (var (email, reason) in new[] { ("kepala", "is not an e-mail address"), ("a@b.example, c@d.example", "is not an e-mail address") })
        {
            var refused = await AddAsync(database, email);
            Assert.Equal(1, refused.ExitCode);
            Assert.Contains(reason, refused.Errors, StringComparison.Ordinal);
        }

        var invited = await ProductCommand.RunAsync(database, "user", "reset", "--email", "kepala@kota.example");
        Assert.Equal(1, invited.ExitCode);
        Assert.Contains("There is no account \"kepala@kota.example\" that can be signed in to.", invited.Errors, StringComparison.Ordinal);

        var unknown = await AddAsync(database, "lain@kota.example", "--unit", "tidak-ada");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("There is no unit \"tidak-ada\"", unknown.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await ProductCommand.RunAsync(database, "check", "audit")).ExitCode);
    }

    private static Task<ProductProcess.Result> AddAsync(TestDatabase database, string email, params string[] more) =>
        ProductCommand.RunAsync(database, ["user", "add", "--admin", "--email", email, .. more]);
}
