using System.Text;
using PublicVoice.Web.Commands;

namespace PublicVoice.Web.Tests;

/// <summary>A command of the product inside the test's own process: what <see cref="ProductProcess"/> runs, without the seconds that a process takes to start.</summary>
public static class ProductCommand
{
    private static readonly AsyncLocal<(StringWriter Output, StringWriter Errors)?> Running = new();

    static ProductCommand()
    {
        Console.SetOut(new Redirected(Console.Out, static running => running.Output));
        Console.SetError(new Redirected(Console.Error, static running => running.Errors));
    }

    public static async Task<ProductProcess.Result> RunAsync(TestDatabase database, params IEnumerable<string> arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        Running.Value = (output, errors);
        var exitCode = await CommandLine.RunAsync([.. database.Settings.Select(setting => $"--{setting.Key}={setting.Value}"), .. arguments]);
        return new ProductProcess.Result(exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>The console of the command that this flow of control runs, else the real one.</summary>
    private sealed class Redirected(TextWriter console, Func<(StringWriter Output, StringWriter Errors), TextWriter> of) : TextWriter
    {
        public override Encoding Encoding => console.Encoding;

        private TextWriter Target => Running.Value is { } running ? of(running) : console;

        public override void Write(char value) => Target.Write(value);

        public override void Write(string? value) => Target.Write(value);
    }
}
