using System.Globalization;
using PublicVoice.Web.Forum;

namespace PublicVoice.Web.Demonstration;

/// <summary>Something that becomes of a topic.</summary>
/// <param name="With">A unit, a reason, a number, another topic.</param>
/// <param name="Days">After it was written.</param>
internal sealed record DemoStep(string What, string? With, int Days);

/// <summary>A made-up topic.</summary>
/// <param name="Unit">Code without that of the city; "kec" and "kec2" are its first districts.</param>
/// <param name="Label">By which others are merged into it.</param>
/// <param name="Words">What is said in the steps that need words, in their order.</param>
internal sealed record DemoTopic(
    int Number, string Unit, int DaysAgo, PostKind Kind, bool IsConfidential, string? Name, string? Label, string? Element, int Supports,
    IReadOnlyList<DemoStep> Steps, string Title, string Text, IReadOnlyList<string> Words)
{
    /// <summary>
    /// Reads forum.txt: paragraphs of "unit daysAgo kind[! = confidential] name[ #label]", "element supports step[:with][+days] …", title, text and lines
    /// of words that begin with "> ".
    /// </summary>
    public static IReadOnlyList<DemoTopic> Read(string text) => [.. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select((paragraph, at) => Read(paragraph.Trim().Split('\n'), at))];

    private static DemoTopic Read(string[] lines, int number)
    {
        var (head, fate) = (lines[0].Split(' ', 4), lines[1].Split(' '));
        var (kind, named) = (head[2].TrimEnd('!'), head[3].Split(" #"));
        var body = lines.Skip(3).ToLookup(line => line.StartsWith("> ", StringComparison.Ordinal));
        return new DemoTopic(
            number, head[0], Whole(head[1]),
            kind switch { "aspirasi" => PostKind.Aspiration, "informasi" => PostKind.InformationRequest, _ => PostKind.Complaint },
            head[2].EndsWith('!'), named[0] == "-" ? null : named[0], named.ElementAtOrDefault(1), fate[0] == "-" ? null : fate[0], Whole(fate[1]),
            [.. fate.Skip(2).Select(Step)], lines[2], string.Join("\n\n", body[false]), [.. body[true].Select(line => line[2..])]);
    }

    private static DemoStep Step(string step)
    {
        var (timed, what) = (step.Split('+'), step.Split('+')[0].Split(':', 2));
        return new DemoStep(what[0], what.ElementAtOrDefault(1), timed.Length > 1 ? Whole(timed[1]) : 0);
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
