using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PublicVoice.Benchmarks;

/// <param name="Latencies">Milliseconds, sorted.</param>
public sealed record LoadResult(int Stored, int Refused, TimeSpan Took, IReadOnlyList<double> Latencies)
{
    public double PerSecond => Stored / Took.TotalSeconds;

    public double Percentile(double share) => Latencies.Count == 0 ? double.NaN : Latencies[(int)Math.Min(Latencies.Count - 1, share * Latencies.Count)];
}

/// <summary>
/// Sends forms over plain sockets: the generator shares the machine's cores with the server, so it must be cheap. Always bounded in time.
/// </summary>
public static class FormLoad
{
    /// <summary>Closed loop: each connection sends its next form when the last was answered.</summary>
    public static async Task<LoadResult> ClosedAsync(Uri server, SurveyVisitor visitor, int connections, TimeSpan duration)
    {
        var clock = Stopwatch.StartNew();
        var results = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await Connection.ConnectAsync(server, visitor);
            var (stored, refused, latencies) = (0, 0, new List<double>());
            while (clock.Elapsed < duration)
            {
                var sent = clock.Elapsed;
                var accepted = await connection.SendAsync();
                latencies.Add((clock.Elapsed - sent).TotalMilliseconds);
                (stored, refused) = accepted ? (stored + 1, refused) : (stored, refused + 1);
            }

            return (Stored: stored, Refused: refused, Latencies: latencies);
        })));
        var took = clock.Elapsed;
        return new LoadResult(results.Sum(r => r.Stored), results.Sum(r => r.Refused), took, [.. results.SelectMany(r => r.Latencies).Order()]);
    }

    /// <summary>Open loop: forms are due at a fixed rate whatever the server does; latency counts from the moment a form was due.</summary>
    public static async Task<LoadResult> OpenAsync(Uri server, SurveyVisitor visitor, int connections, int perSecond, TimeSpan duration)
    {
        var due = System.Threading.Channels.Channel.CreateUnbounded<TimeSpan>();
        var clock = Stopwatch.StartNew();
        var workers = Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var connection = await Connection.ConnectAsync(server, visitor);
            var (stored, refused, latencies) = (0, 0, new List<double>());
            await foreach (var moment in due.Reader.ReadAllAsync())
            {
                var accepted = await connection.SendAsync();
                latencies.Add((clock.Elapsed - moment).TotalMilliseconds);
                (stored, refused) = accepted ? (stored + 1, refused) : (stored, refused + 1);
            }

            return (Stored: stored, Refused: refused, Latencies: latencies);
        })).ToList();

        var pacer = new Thread(() =>
        {
            var total = (int)(perSecond * duration.TotalSeconds);
            var begin = clock.Elapsed + TimeSpan.FromMilliseconds(200); // connections are open by then
            for (var i = 0; i < total; i++)
            {
                var moment = begin + TimeSpan.FromSeconds((double)i / perSecond);
                while (clock.Elapsed < moment)
                {
                    Thread.Sleep(1);
                }

                due.Writer.TryWrite(moment);
            }

            due.Writer.Complete();
        });
        pacer.Start();
        var results = await Task.WhenAll(workers);
        pacer.Join();
        return new LoadResult(results.Sum(r => r.Stored), results.Sum(r => r.Refused), clock.Elapsed, [.. results.SelectMany(r => r.Latencies).Order()]);
    }

    private sealed class Connection : IDisposable
    {
        private readonly Socket socket;
        private readonly SurveyVisitor visitor;
        private readonly byte[] request;
        private readonly byte[] answer = new byte[64 * 1024];

        private Connection(Socket socket, SurveyVisitor visitor)
        {
            this.socket = socket;
            this.visitor = visitor;
            request = new byte[visitor.RequestLength];
        }

        public static async Task<Connection> ConnectAsync(Uri server, SurveyVisitor visitor)
        {
            var opened = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await opened.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));
            return new Connection(opened, visitor);
        }

        /// <returns>True when the server said "see other", as it does when the form was stored.</returns>
        public async Task<bool> SendAsync()
        {
            visitor.Write(request);
            await socket.SendAsync(request);
            var length = 0;
            while (true)
            {
                var read = await socket.ReceiveAsync(answer.AsMemory(length));
                if (read == 0)
                {
                    throw new IOException("The server closed the connection.");
                }

                length += read;
                if (IsWhole(answer.AsSpan(0, length)))
                {
                    return answer.AsSpan(0, length).StartsWith("HTTP/1.1 303"u8) || answer.AsSpan(0, length).StartsWith("HTTP/1.1 302"u8);
                }

                if (length == answer.Length)
                {
                    throw new IOException($"An unexpected answer: {Encoding.UTF8.GetString(answer, 0, 200)}");
                }
            }
        }

        public void Dispose() => socket.Dispose();

        private static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            var length = answer[..end].IndexOf("Content-Length: "u8);
            if (length < 0)
            {
                return answer.EndsWith("0\r\n\r\n"u8); // chunked
            }

            var digits = answer[(length + "Content-Length: ".Length)..];
            return System.Buffers.Text.Utf8Parser.TryParse(digits, out int body, out _) && answer.Length >= end + 4 + body;
        }
    }
}
