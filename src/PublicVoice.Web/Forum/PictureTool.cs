using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace PublicVoice.Web.Forum;

/// <summary>
/// Makes pictures of strangers harmless: decoded and encoded anew as JPEG, smaller and without metadata. libvips does it in a process of its own
/// that may use little of anything, so that a decoder with a hole, or a picture that unpacks without end, ends there.
/// </summary>
public sealed class PictureTool(IOptions<PublicVoiceOptions> options, ILogger<PictureTool> logger) : IDisposable
{
    public const int LargeEdge = 1600;
    public const int SmallEdge = 480;

    private const int MostAtOnce = 2;
    private const long MostMemory = 1L << 30;
    private const int MostOutput = 16 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly string? program = Find(options.Value.PictureTool);
    private readonly string? limiter = Find("prlimit");

    /// <summary>Without it no pictures are taken, and the form says so.</summary>
    public bool IsAvailable => program is not null && limiter is not null;

    /// <returns>Null where it cannot be decoded within the limits.</returns>
    public async Task<(byte[] Large, byte[] Small)?> EncodeAsync(byte[] picture, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("publicvoice-picture-").FullName;
        try
        {
            var (source, large, small) = (Path.Combine(folder, "source"), Path.Combine(folder, "large.jpg"), Path.Combine(folder, "small.jpg"));
            await File.WriteAllBytesAsync(source, picture, cancellationToken);
            return await RunAsync(folder, source, large, LargeEdge, cancellationToken) && await RunAsync(folder, large, small, SmallEdge, cancellationToken)
                ? (await File.ReadAllBytesAsync(large, cancellationToken), await File.ReadAllBytesAsync(small, cancellationToken))
                : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<bool> RunAsync(string folder, string from, string to, int edge, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(limiter!) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[]
        {
            Invariant($"--as={MostMemory}"), Invariant($"--cpu={Patience.TotalSeconds}"), Invariant($"--fsize={MostOutput}"), "--nofile=64", "--core=0",
            program!, from, "--size", Invariant($"{edge}x{edge}>"), "--export-profile", "srgb", "--output", $"{to}[Q=80,strip,background=255]",
        })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear(); // no secret of the server's
        (start.Environment["PATH"], start.Environment["HOME"], start.Environment["TMPDIR"]) = ("/usr/bin:/bin", folder, folder);
        (start.Environment["VIPS_BLOCK_UNTRUSTED"], start.Environment["VIPS_CONCURRENCY"]) = ("1", "1");
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            process.StandardInput.Close();
            var said = process.StandardError.ReadToEndAsync(patience.Token);
            await Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, patience.Token), said, process.WaitForExitAsync(patience.Token));
            if (process.ExitCode != 0)
            {
                logger.LogInformation("A picture was refused: {Reason}", (await said).ReplaceLineEndings(" ").Replace(folder, "", StringComparison.Ordinal));
            }

            return process.ExitCode == 0 && File.Exists(to);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None); // before its folder goes
            }
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string? Find(string name) => name.Length == 0 ? null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
}
