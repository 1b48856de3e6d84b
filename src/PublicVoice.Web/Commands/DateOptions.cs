using System.CommandLine;
using System.Globalization;

namespace PublicVoice.Web.Commands;

/// <summary>Options for days and months, in ISO form only: anything else reads differently in different countries.</summary>
public static class DateOptions
{
    private static readonly DateOnly Earliest = Surveys.SubmissionTime.Earliest;
    private static readonly DateOnly Latest = new(2100, 12, 31);

    public static Option<DateOnly> Day(string name, string description) => Create(name, description, "yyyy-MM-dd", "YYYY-MM-DD");

    /// <summary>Gives the first day of the month.</summary>
    public static Option<DateOnly> Month(string name, string description) => Create(name, description, "yyyy-MM", "YYYY-MM");

    private static Option<DateOnly> Create(string name, string description, string format, string shown) => new(name)
    {
        Description = description,
        HelpName = shown,
        Required = true,
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                if (day < Earliest || day > Latest)
                {
                    result.AddError($"{name}: \"{result.Tokens[0].Value}\" does not lie within {Earliest:yyyy-MM-dd} to {Latest:yyyy-MM-dd}.");
                }

                return day;
            }

            result.AddError($"{name}: \"{result.Tokens[0].Value}\" is not of the form {shown}.");
            return default;
        },
    };
}
