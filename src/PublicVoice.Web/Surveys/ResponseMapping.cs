using System.Globalization;
using System.Text.RegularExpressions;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Imports;

namespace PublicVoice.Web.Surveys;

/// <summary>What the columns of somebody's file mean, and the texts in them that no questionnaire knows.</summary>
/// <param name="Columns">For each column of the file, in order: a name of docs/import.md; null where it is left out on purpose.</param>
/// <param name="MonthFirst">Dates such as 1/31/2025 have the month first.</param>
/// <param name="Values">By "column|text": a score, the number of a choice, <see cref="ResponseColumns.NotApplicable"/>, or "" for left out.</param>
public sealed record ResponseMapping(IReadOnlyList<string?> Columns, bool MonthFirst, IReadOnlyDictionary<string, string> Values)
{
    public static string ValueKey(string question, string text) => $"{question}|{ImportText.Loose(text)}";
}

/// <summary>Another file seen through a mapping: the columns and cells that <see cref="ResponseFile"/> knows.</summary>
internal sealed partial class MappedFile : TableFile
{
    private static readonly string[] Months =
    [
        "jan januari january", "feb peb februari pebruari february", "mar maret march", "apr april", "mei may", "jun juni june", "jul juli july",
        "agu agt ags agust agustus aug august", "sep sept september", "okt oct oktober october", "nov nop november nopember", "des dec desember december",
    ];

    private readonly TableFile file;
    private readonly int[] sources;
    private readonly Func<string, string>[] readings;

    public MappedFile(TableFile file, ResponseMapping mapping, QuestionnaireDefinition definition, IReadOnlyDictionary<string, AskedQuestion> extras)
    {
        this.file = file;
        if (file.Columns.Count != mapping.Columns.Count)
        {
            throw new ImportRefusedException(new LocalText("Kolom berkas ini tidak sama dengan yang dipetakan.", "The columns of this file are not those that were assigned."));
        }

        sources = [.. Enumerable.Range(0, mapping.Columns.Count).Where(at => mapping.Columns[at] is not null)];
        SetColumns([.. sources.Select(at => mapping.Columns[at]!)]);
        readings = [.. Columns.Select((column, at) => extras.TryGetValue(column, out var asked)
            ? ExtraReading(asked, column, file.Columns[sources[at]], mapping)
            : Reading(column, mapping, definition))];
    }

    public override int Row => file.Row;

    public override string Cell(int position) => position < 0 ? "" : readings[position](file.Cell(sources[position]));

    public override bool Next(out LocalText? problem) => file.Next(out problem);

    /// <summary>The key of an answer that is an option's text in either language, its score, or begins with its score.</summary>
    /// <returns>Null where it is none of them.</returns>
    public static string? ScoreOf(Question question, string text)
    {
        var loose = ImportText.Loose(text);
        if (loose.Length == 0)
        {
            return text.Trim() is "-" ? ResponseColumns.NotApplicable : "";
        }

        var option = question.Options.FirstOrDefault(option => ImportText.Loose(option.Label.Indonesian) == loose || ImportText.Loose(option.Label.English) == loose);
        if (option is not null)
        {
            return Key(option);
        }

        if (text.TrimStart().StartsWith('#'))
        {
            return null; // #N/A and the like: an error of a spreadsheet says nothing
        }

        if (loose is "tb" or "tidakberlaku" or "notapplicable" or "na" or "tidakberlakuuntuksaya" or "doesnotapplytome")
        {
            return ResponseColumns.NotApplicable;
        }

        // "4", "4.0", "4 - Sangat sesuai", "(4) Sangat sesuai"
        var match = LeadingScore().Match(text);
        option = match.Success ? question.Options.FirstOrDefault(option => Key(option) == match.Groups["score"].Value) : null;
        return option is null ? null : Key(option);
    }

    /// <summary>A date as spreadsheets and forms write it, in the form of docs/import.md; unchanged where it is none.</summary>
    public static string DateOf(string text, bool monthFirst)
    {
        if (double.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is > 36_525 and < 73_051)
        {
            return SerialDate.Read(serial) ?? text; // a date that was not formatted as one; days of the years 2000 to 2099
        }

        if (InWords().Match(text) is { Success: true } words && MonthOf(words.Groups["month"].Value) is { } named)
        {
            return DateOf(words, words.Groups["year"].Value, named, words.Groups["day"].Value);
        }

        if (Written().Match(text) is not { Success: true } match)
        {
            return text;
        }

        var (first, second, third) = (match.Groups["a"].Value, match.Groups["b"].Value, match.Groups["c"].Value);
        return first.Length == 4 ? DateOf(match, first, second, third) : monthFirst ? DateOf(match, third, first, second) : DateOf(match, third, second, first);
    }

    /// <summary>Whether a date has its day (true) or its month (false) first; null where it could be either, or is written otherwise.</summary>
    public static bool? IsDayFirst(string text) => Written().Match(text) is { Success: true } match && match.Groups["a"].Length < 4
        ? (int.Parse(match.Groups["a"].Value), int.Parse(match.Groups["b"].Value)) switch
        {
            ( > 12, <= 12) => true,
            ( <= 12, > 12) => false,
            _ => null,
        }
        : null;

    /// <summary>Whether the order of day and month matters for this text.</summary>
    public static bool HasOrder(string text) => Written().Match(text) is { Success: true } match && match.Groups["a"].Length < 4;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static string DateOf(Match match, string year, string month, string day)
    {
        var date = $"{(year.Length == 2 ? "20" : "")}{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}";
        return match.Groups["hour"].Success ? date + TimeOf(match) : date;
    }

    /// <returns>Number of the month that has this name or abbreviation in Indonesian or English; null where none has.</returns>
    private static string? MonthOf(string name) =>
        Array.FindIndex(Months, names => names.Split(' ').Contains(name, StringComparer.OrdinalIgnoreCase)) is >= 0 and var at ? $"{at + 1}" : null;

    private static string Key(QuestionOption option) => option.Score.ToString(CultureInfo.InvariantCulture);

    private static string TimeOf(Match match)
    {
        var hour = int.Parse(match.Groups["hour"].Value);
        hour = match.Groups["half"].Value.ToUpperInvariant() switch
        {
            "AM" when hour == 12 => 0,
            "PM" when hour < 12 => hour + 12,
            _ => hour,
        };
        var second = match.Groups["second"] is { Success: true } seconds ? seconds.Value : "00";
        var offset = match.Groups["offset"] is { Success: true } zone ? OffsetOf(zone.Value) : "";
        return $"T{hour:00}:{match.Groups["minute"].Value}:{second}{offset}";
    }

    /// <summary>GMT+7, GMT+07:00 or WIB as +07:00.</summary>
    private static string OffsetOf(string zone) => zone.ToUpperInvariant() switch
    {
        "WIB" => "+07:00",
        "WITA" => "+08:00",
        "WIT" => "+09:00",
        "GMT" or "UTC" => "+00:00",
        var other => other[3..] is var offset && offset.Contains(':', StringComparison.Ordinal) ? $"{offset[0]}{offset[1..].PadLeft(5, '0')}" : $"{offset[0]}{offset[1..].PadLeft(2, '0')}:00",
    };

    private static Func<string, string> Reading(string column, ResponseMapping mapping, QuestionnaireDefinition definition)
    {
        if (column == ResponseColumns.SubmittedOn)
        {
            return text => DateOf(text, mapping.MonthFirst);
        }

        if (definition.QuestionKeys.ToList().IndexOf(column) is >= 0 and var at)
        {
            var question = definition.Questions[at];
            return text => ScoreOf(question, text) ?? mapping.Values.GetValueOrDefault(ResponseMapping.ValueKey(column, text)) ?? text;
        }

        return text => text;
    }

    /// <summary>The column of an export holds numbers, even where the texts of the choices are numbers as well.</summary>
    private static Func<string, string> ExtraReading(AskedQuestion asked, string column, string name, ResponseMapping mapping) =>
        name.StartsWith(ExtraCells.ColumnOf(asked), StringComparison.OrdinalIgnoreCase)
            ? text => text
            : text => ExtraCells.Numbers(asked, text, piece => mapping.Values.GetValueOrDefault(ResponseMapping.ValueKey(column, piece)));

    // A number that goes on, as in 3.5 or 2-3, is no score.
    [GeneratedRegex(@"^\s*\(?\[?(?<score>[0-9]{1,2})(?:[.,]0+)?(?:\s*$|\s*[-–—.):=\]](?!\s*\d)|\s+[\p{L}(])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeadingScore();

    private const string Time =
        @"(?:[\sT,]+(?:(?:pukul|pkl|jam)\.?\s*)?(?<hour>\d{1,2})[:.](?<minute>\d{2})(?:[:.](?<second>\d{2})(?:\.\d+)?)?\s*(?<half>[AaPp][Mm])?\s*(?<offset>(?:GMT|UTC)(?:[+-]\d{1,2}(?::\d{2})?)?|WIB|WITA|WIT)?)?\s*$";

    private const string Weekday = @"^\s*(?:\p{L}+'?\p{L}*(?:\s*,\s*|\s+))?"; // Jum'at

    [GeneratedRegex(
        Weekday + @"(?:(?<a>\d{4})[/.-](?<b>\d{1,2})[/.-](?<c>\d{1,2})|(?<a>\d{1,2})[/.-](?<b>\d{1,2})[/.-](?<c>\d{4}|\d{2}))" + Time,
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Written();

    [GeneratedRegex(
        Weekday + @"(?:(?<day>\d{1,2})[\s./-]+(?<month>\p{L}{3,})[\s./-]+(?<year>\d{4}|\d{2})|(?<month>\p{L}{3,})\s+(?<day>\d{1,2})\s*,\s*(?<year>\d{4}))" + Time,
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex InWords();
}
