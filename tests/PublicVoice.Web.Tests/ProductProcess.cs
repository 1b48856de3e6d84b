using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PublicVoice.Web.Tests;

/// <summary>The real executable as a process of its own, over a test's database.</summary>
public sealed class ProductProcess : IDisposable
{
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private ProductProcess(TestDatabase database, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = database.DataDirectory };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in database.Settings.Concat(settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)))
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        process = Process.Start(start)!;
        output = process.StandardOutput.ReadToEndAsync();
        errors = process.StandardError.ReadToEndAsync();
    }

    public sealed record Result(int ExitCode, string Output, string Errors);

    /// <summary>Runs one command to its end.</summary>
    public static Task<Result> RunAsync(TestDatabase database, params string[] arguments) => RunAsync(database, arguments, null);

    public static async Task<Result> RunAsync(TestDatabase database, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? settings)
    {
        using var run = new ProductProcess(database, arguments, settings);
        return await run.EndAsync();
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    public static async Task<(ProductProcess Server, Uri Address)> ServeAsync(TestDatabase database)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        probe.Stop();
        var server = new ProductProcess(database, [], new Dictionary<string, string?>(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = address.ToString() });
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                using var response = await client.GetAsync(address);
                return (server, address);
            }
            catch (HttpRequestException) when (!server.process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Sends a signal such as TERM.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString()]);
        kill.WaitForExit();
    }

    public async Task<Result> EndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(limit.Token);
        return new Result(process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
