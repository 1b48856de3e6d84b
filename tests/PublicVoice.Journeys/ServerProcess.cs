using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PublicVoice.Journeys;

/// <summary>The published server as a process of its own on a free loopback port, over a fresh SQLite data directory.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int SignalTerminate = 15;
    public static readonly string ServerDirectory = typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ServerDirectory").Value!;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string data = Directory.CreateTempSubdirectory("publicvoice-journey-").FullName;
    private Process? process;

    /// <param name="postgres">Connection string, or null for a SQLite file in the data directory.</param>
    public ServerProcess(string? postgres = null)
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PublicVoice__DataDirectory"] = data,
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };
        if (postgres is not null)
        {
            Environment["PublicVoice__Database__Provider"] = "Postgres";
            Environment["ConnectionStrings__PublicVoice"] = postgres;
        }

        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }

    public Uri Address { get; }

    public IDictionary<string, string> Environment { get; }

    public string DataDirectory => data;

    public string DatabasePath => Path.Combine(data, "publicvoice.db");

    /// <summary>Runs one command of the executable and returns what it printed.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        using var command = Launch(arguments);
        var output = command.StandardOutput.ReadToEndAsync();
        var errors = command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        return command.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {command.ExitCode}: {await output} {await errors}");
    }

    public async Task StartAsync()
    {
        process = Launch(["serve", "--urls", Address.ToString()]);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient();
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < Patience && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(Address);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>From its next start on the server has other files for tablets to keep, as after an update.</summary>
    public void ChangePages()
    {
        var (from, to) = (Path.Combine(ServerDirectory, "wwwroot"), Path.Combine(data, "wwwroot"));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var mark = Path.Combine(to, "img", "mark.svg");
        File.WriteAllText(mark, File.ReadAllText(mark).Replace("#147a8a", "#147a8b", StringComparison.Ordinal)); // as long as before: its length is written down elsewhere
        Environment["ASPNETCORE_WEBROOT"] = to;
    }

    /// <summary>Asks the server to stop as a service manager does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var stopping = process ?? throw new InvalidOperationException("The server is not running.");
        process = null;
        _ = Signal(stopping.Id, SignalTerminate);
        using var timeout = new CancellationTokenSource(Patience);
        await stopping.WaitForExitAsync(timeout.Token);
        return stopping.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(data, recursive: true);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);

    private Process Launch(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = ServerDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(ServerDirectory, "PublicVoice.Web.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }
}
