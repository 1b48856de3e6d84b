using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PublicVoice.Benchmarks;

/// <summary>A server process on a free loopback port, and the commands of the executable, over one database.</summary>
public sealed class ServerUnderTest : IAsyncDisposable
{
    public static readonly string ServerDirectory = typeof(ServerUnderTest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ServerDirectory").Value!;

    private const int SignalTerminate = 15;
    private static readonly string Executable = Path.Combine(ServerDirectory, "PublicVoice.Web.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private Process? process;

    /// <param name="dataDirectory">Of the SQLite file and the receipt key.</param>
    /// <param name="postgres">Connection string, or null for SQLite.</param>
    public ServerUnderTest(string dataDirectory, string? postgres = null)
    {
        environment["PublicVoice__DataDirectory"] = dataDirectory;
        environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var limit in new[] { "CheckedRating", "UncheckedRating", "AnyRating" })
        {
            environment[$"PublicVoice__RateLimits__{limit}__Burst"] = "1000000000"; // all load comes from one address
        }

        if (postgres is not null)
        {
            environment["PublicVoice__Database__Provider"] = "Postgres";
            environment["ConnectionStrings__PublicVoice"] = postgres;
        }

        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process?.Kill(entireProcessTree: true); // whoever ends the benchmark ends the server
    }

    public Uri Address { get; }

    /// <summary>Peak resident memory of the last finished command, in bytes.</summary>
    public long CommandPeakBytes { get; private set; }

    /// <summary>Preloads a library into the processes started from now on.</summary>
    public void Preload(string library) => environment["LD_PRELOAD"] = library;

    /// <summary>Runs a command of the product.</summary>
    /// <returns>Its output and how long it took.</returns>
    public async Task<(string Output, TimeSpan Took)> CommandAsync(params string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var command = Launch([Executable, .. arguments], ServerDirectory);
        var output = command.StandardOutput.ReadToEndAsync();
        var errors = command.StandardError.ReadToEndAsync();
        CommandPeakBytes = 0;
        while (!command.WaitForExit(50))
        {
            CommandPeakBytes = Math.Max(CommandPeakBytes, Memory(command.Id, "VmHWM"));
        }

        await command.WaitForExitAsync();
        return command.ExitCode == 0
            ? (await output, clock.Elapsed)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {command.ExitCode}: {await output} {await errors}");
    }

    /// <summary>Starts the product as it is deployed.</summary>
    /// <param name="path">The page that must answer.</param>
    /// <returns>Time from the start of the process to the first answered request.</returns>
    public Task<TimeSpan> StartAsync(string path = "/") => StartAsync([Executable, "serve", "--urls", Address.ToString()], ServerDirectory, path);

    /// <summary>Starts the product's host with another intake (<see cref="BenchmarkHost"/>).</summary>
    public Task<TimeSpan> StartHostAsync(string intake) =>
        StartAsync([typeof(ServerUnderTest).Assembly.Location, BenchmarkHost.Mode, intake, "--urls", Address.ToString()], AppContext.BaseDirectory, "/");

    /// <param name="field">VmRSS for now, VmHWM for the most so far.</param>
    public long MemoryBytes(string field) => Memory(process!.Id, field);

    /// <summary>Processor time used so far, which other work on the machine does not blur.</summary>
    public TimeSpan ProcessorTime()
    {
        process!.Refresh();
        return process.TotalProcessorTime;
    }

    public async Task StopAsync()
    {
        using var stopping = process;
        process = null;
        if (stopping is null)
        {
            return;
        }

        _ = Signal(stopping.Id, SignalTerminate);
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await stopping.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            stopping.Kill(entireProcessTree: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int process, int signal);

    private static long Memory(int id, string field)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }

    private async Task<TimeSpan> StartAsync(string[] arguments, string directory, string path)
    {
        var clock = Stopwatch.StartNew();
        process = Launch(arguments, directory);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.Write(line.Data is null ? "" : line.Data + Environment.NewLine);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient();
        while (clock.Elapsed < Patience && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Address, path));
                answer.EnsureSuccessStatusCode();
                return clock.Elapsed;
            }
            catch (HttpRequestException failure) when (failure.StatusCode is null)
            {
                await Task.Delay(10);
            }
        }

        throw new InvalidOperationException("The server did not start.");
    }

    private Process Launch(string[] arguments, string directory)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }
}
