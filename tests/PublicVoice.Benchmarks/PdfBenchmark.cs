using System.Diagnostics;
using PublicVoice.Reports;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Pdf;
using PublicVoice.Reports.Tests;

namespace PublicVoice.Benchmarks;

/// <summary>Time, size and memory of a warm render of the standard report, on one thread.</summary>
internal static class PdfBenchmark
{
    private const int WarmUp = 30;
    private const int Runs = 200;

    public static Task<int> RunAsync(string[] args)
    {
        _ = args;
        foreach (var (name, report) in new[] { ("standard, 24 comments", SampleReports.Standard()), ("31 services, 3,000 comments", Large()) })
        {
            Measure(name, report);
        }

        return Task.FromResult(0);
    }

    private static EvaluationReport Large() => new SampleReports(SampleReports.StandardDefinition) { Services = 31, SubUnits = 60, Comments = 3_000 }.Build();

    private static void Measure(string name, EvaluationReport report)
    {
        byte[] pdf = [];
        var times = new List<double>();
        using var process = Process.GetCurrentProcess();
        var processor = TimeSpan.Zero;
        for (var run = 0; run < WarmUp + Runs; run++)
        {
            if (run == WarmUp)
            {
                process.Refresh();
                processor = process.TotalProcessorTime;
            }

            var started = Stopwatch.GetTimestamp();
            pdf = EvaluationPdf.Render(report, Language.Indonesian, PdfEdition.Full);
            if (run >= WarmUp)
            {
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        process.Refresh();
        processor = (process.TotalProcessorTime - processor) / Runs;
        times.Sort();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        EvaluationPdf.Render(report, Language.Indonesian, PdfEdition.Full);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine(
            $"   {name}: median {times[Runs / 2]:F1} ms, p90 {times[Runs * 9 / 10]:F1} ms, processor {processor.TotalMilliseconds:F1} ms, {pdf.Length / 1024.0:F0} KB, {allocated / 1024.0 / 1024.0:F1} MB allocated");
    }
}
