using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Demonstration;

/// <summary>What simulated citizens write: about their lowest element, praise (+), wishes (=), noise (~) and personal data (@).</summary>
internal sealed class DemoComments
{
    private const double Something = 0.14;

    private readonly Dictionary<string, string[]> texts;

    public DemoComments(string lines) => texts = lines
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t', 2))
        .GroupBy(parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Select(parts => parts[1].Trim()).ToArray(), StringComparer.Ordinal);

    public string? For(ref Dice dice, QuestionnaireDefinition definition, string answers, Service? service)
    {
        var (lowest, sum, answered) = (-1, 0, 0);
        for (var q = 0; q < answers.Length; q++)
        {
            if (char.IsAsciiDigit(answers[q]))
            {
                sum += answers[q] - '0';
                answered++;
                lowest = lowest < 0 || answers[q] < answers[lowest] ? q : lowest;
            }
        }

        if (lowest < 0)
        {
            return null;
        }

        var low = answers[lowest] <= '2';
        if (!dice.Chance(low ? Something * 1.8 : Something * 0.6))
        {
            return null;
        }

        var kind = dice.Unit() switch
        {
            < 0.16 => "~",
            < 0.18 => "@",
            < 0.28 => "=",
            _ when low && texts.ContainsKey(definition.Questions[lowest].ElementCode) => definition.Questions[lowest].ElementCode,
            _ => sum >= 3 * answered ? "+" : "=",
        };
        var choices = texts[kind];
        return choices[dice.Below(choices.Length)].Replace("{layanan}", service?.Name ?? "layanan ini", StringComparison.Ordinal);
    }
}
