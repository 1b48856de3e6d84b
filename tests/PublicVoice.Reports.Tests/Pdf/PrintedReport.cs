using System.Diagnostics;
using System.Text.Json;
using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Pdf;

namespace PublicVoice.Reports.Tests.Pdf;

/// <summary>A rendered report, read back with poppler and qpdf, which share no code with the renderer.</summary>
internal sealed class PrintedReport : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"publicvoice-{Guid.NewGuid():N}.pdf");

    public PrintedReport(EvaluationReport report, Language language = Language.Indonesian, PdfEdition edition = PdfEdition.Full)
        : this(EvaluationPdf.Render(report, language, edition))
    {
    }

    public PrintedReport(byte[] pdf)
    {
        Bytes = pdf;
        File.WriteAllBytes(path, pdf);
    }

    public byte[] Bytes { get; }

    /// <summary>Text of each page as it stands on paper.</summary>
    public IReadOnlyList<string> Pages => field ??= Run("pdftotext", "-layout", "-enc", "UTF-8", path, "-").TrimEnd('\f').Split('\f');

    /// <summary>Text in reading order, white space joined.</summary>
    public string Text => field ??= string.Join(' ', Run("pdftotext", "-enc", "UTF-8", path, "-").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Structure tree, one element a line, children indented by two.</summary>
    public IReadOnlyList<string> Structure => field ??= [.. Run("pdfinfo", "-struct", path).Split('\n').Where(line => line.Trim().Length > 0)];

    public string Fonts => Run("pdffonts", path);

    public IReadOnlyList<JsonElement> Objects => field ??=
    [
        .. JsonDocument.Parse(Run("qpdf", "--json=2", path)).RootElement.GetProperty("qpdf")[1].EnumerateObject()
            .Select(entry => entry.Value.TryGetProperty("value", out var value) ? value : entry.Value),
    ];

    /// <exception cref="InvalidOperationException">The file has errors; they are in the message.</exception>
    public void Check() => Run("qpdf", "--check", path);

    public void Dispose() => File.Delete(path);

    private static string Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{tool} says {errors.Result}{output}");
    }
}
