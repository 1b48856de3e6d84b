using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Evaluation;

/// <summary>
/// The evaluation report for machines: UTF-8 JSON. The first keys are those of the command <c>index --json</c>; counts are numbers, everything
/// that was rounded is a string with a point and all its decimals, days are ISO 8601, texts stand in both languages under <c>id</c> and <c>en</c>.
/// Keys are only ever added.
/// </summary>
public static class EvaluationJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static byte[] Render(EvaluationReport report) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Unit = report.Unit.Code,
            From = Day(report.Period.From),
            To = Day(report.Period.To),
            Questionnaire = report.Definition.Code,
            report.Definition.Formula,
            report.Index.N,
            Index = Two(report.Index.Value),
            Grade = report.Index.Grade?.Letter,
            report.Index.Headline,
            IntervalLow = Two(report.Index.Interval?.Low),
            IntervalHigh = Two(report.Index.Interval?.High),
            report.Index.Target,
            Elements = report.Elements.Select(Element),
            UnitName = report.Unit.Name,
            UnitType = report.Unit.Type,
            Government = report.Letterhead.GovernmentName,
            report.Letterhead.DocumentNumber,
            QuestionnaireVersion = report.Definition.Version,
            report.Definition.Basis,
            Scale = Scale(report.Definition),
            QualityTable = report.Definition.QualityTable.Grades
                .Select(grade => new { Grade = grade.Letter, From = Two(grade.From), To = Two(grade.To), Performance = Text(grade.Performance) }),
            report.Sample.Population,
            Change = Of(report.Change),
            report.Weakest,
            report.Strongest,
            Findings = report.Findings
                .Select(finding => new { Rule = Name(finding.Rule), Element = finding.ElementCode, Value = Plain(finding.Value), Limit = Plain(finding.Limit) }),
            Distributions = report.Distributions.Select(Distribution),
            Trend = report.Trend.Select(month => new
            {
                Month = month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
                month.N,
                Index = Two(month.Index),
                Grade = month.Grade?.Letter,
                month.Headline,
                IntervalLow = Two(month.Interval?.Low),
                IntervalHigh = Two(month.Interval?.High),
            }),
            TrendBreaks = report.TrendBreaks.Select(found => new { Day = Day(found.Day), Reason = Text(found.Reason), Comparable = found.IsComparable }),
            References = report.ReferencePoints.Select(reference => new
            {
                From = Day(reference.Period.From),
                To = Day(reference.Period.To),
                reference.N,
                Index = Two(reference.Index),
                reference.Source,
            }),
            Services = Comparison(report.Services),
            SubUnits = Comparison(report.SubUnits),
            Profile = report.Profile.Select(field => new
            {
                field.Field.Code,
                Label = Text(field.Field.Label),
                Counts = field.Counts.Select(count => new { Label = Text(count.Label), count.Count, Percent = One(count.SharePercent) }),
            }),
            Channels = report.Channels.Select(item => new { Channel = Name(item.Channel), item.Count, Percent = One(item.SharePercent) }),
            Assurances = report.Assurances.Select(item => new { Assurance = Name(item.Assurance), item.Count, Percent = One(item.SharePercent) }),
            Integrity = new
            {
                StraightLined = Fact(report.Integrity.StraightLined),
                TooFast = Fact(report.Integrity.TooFast),
                report.Integrity.Timed,
                Bursts = Fact(report.Integrity.Bursts),
                BurstHours = report.Integrity.BurstHours.Select(hour => new { hour.HourOfMonth, hour.Responses }),
                Excluded = Fact(report.Integrity.Excluded),
            },
            OtherVersions = report.OtherVersions.Select(other => new
            {
                Questionnaire = other.Definition.Code,
                QuestionnaireVersion = other.Definition.Version,
                other.Definition.Formula,
                Scale = Scale(other.Definition),
                other.Index.N,
                Index = Two(other.Index.Value),
                Grade = other.Index.Grade?.Letter,
                other.Index.Headline,
                IntervalLow = Two(other.Index.Interval?.Low),
                IntervalHigh = Two(other.Index.Interval?.High),
            }),
            Comments = new
            {
                report.Comments.Total,
                report.Comments.Noise,
                Themes = report.Comments.Themes.Select(theme => new { theme.Phrase, theme.Comments, theme.Example }),
                All = report.Comments.All.Select(comment => new
                {
                    Day = Day(comment.Day),
                    Service = comment.ServiceName,
                    Element = comment.ElementCode,
                    comment.LowestScore,
                    Text = comment.MaskedText,
                    Standing = Name(comment.StandingIn(report.Definition)),
                }),
            },
            SurveyAddress = report.SurveyAddress?.AbsoluteUri,
            ExtraQuestions = report.ExtraQuestions.Select(question => new
            {
                question.Code,
                question.Version,
                Kind = Name(question.Content.Kind),
                Text = Text(question.Content.Text),
                question.Answered,
                Choices = question.Choices.Select(choice => new { Label = Text(choice.Label), choice.Count, Percent = One(choice.SharePercent) }),
                question.Noise,
                Texts = question.Texts.Select(text => new { Day = Day(text.Day), Service = text.ServiceName, text.Text }),
            }),
            Forum = report.Forum is null ? null : Forum(report.Forum),
        },
        Options);

    private static object Element(ElementResult element) => new
    {
        element.Score.Code,
        element.Score.N,
        Mean = element.Score.Mean?.ToString("F3", CultureInfo.InvariantCulture),
        Weighted = element.Score.Weighted?.ToString("F3", CultureInfo.InvariantCulture),
        Index = Two(element.Score.Index),
        Grade = element.Score.Grade?.Letter,
        Name = Text(element.Element.Name),
        Change = Of(element.Change),
    };

    private static object Distribution(QuestionDistribution distribution) => new
    {
        Question = distribution.Question.Code,
        Element = distribution.Element.Code,
        Text = Text(distribution.Question.Text),
        distribution.Answered,
        distribution.NotApplicable,
        distribution.LeftOut,
        Options = distribution.Options.Select(option => new { option.Score, Label = Text(option.Label), option.Count, Percent = One(option.SharePercent) }),
    };

    private static object Comparison(Comparison comparison) => new
    {
        comparison.Ranked,
        Parts = comparison.Parts.Select(part => new
        {
            part.Code,
            Name = part.NameIn(Language.Indonesian),
            part.N,
            part.Target,
            Index = Two(part.Index),
            Grade = part.Grade?.Letter,
            part.Headline,
            IntervalLow = Two(part.Interval?.Low),
            IntervalHigh = Two(part.Interval?.High),
            part.Tier,
        }),
    };

    private static object Of(Change change) => new
    {
        Direction = Name(change.Direction),
        Earlier = Two(change.Earlier),
        Difference = Two(change.Difference),
        Noise = Two(change.Noise),
    };

    private static object Fact(IntegrityFact fact) => new
    {
        fact.Responses,
        Percent = One(fact.SharePercent),
        IndexWith = Two(fact.IndexWith),
        IndexWithout = Two(fact.IndexWithout),
    };

    private static object Forum(ForumResult forum) => new
    {
        Total = Of(forum.Total),
        MonthBefore = forum.Earlier is null ? null : Of(forum.Earlier),
        Kinds = forum.Kinds.Select(kind => new { kind.Code, Name = Text(kind.Name), kind.StandardDays, Counts = Of(kind.Counts) }),
        MostSupported = forum.MostSupported.Select(topic => new { topic.Number, topic.Title, topic.InMonth, topic.Total }),
        Elements = forum.Elements.Select(row => new { Element = row.ElementCode, row.Topics }),
        Decisions = forum.Decisions.Select(row => new { row.Code, Name = Text(row.Name), Reason = row.ReasonCode, ReasonText = row.Reason is null ? null : Text(row.Reason), row.Count }),
    };

    private static object Of(TopicCounts counts) => new
    {
        counts.Received,
        counts.Confidential,
        counts.Published,
        counts.Answered,
        MedianDays = One(counts.MedianDays),
        counts.InTime,
        counts.Waiting,
        counts.Overdue,
    };

    private static object Scale(QuestionnaireDefinition definition) => new { Min = definition.ScaleMin, Max = definition.ScaleMax };

    private static object Text(LocalText text) => new { Id = text.Indonesian, En = text.English };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Two(decimal? value) => value?.ToString("F2", CultureInfo.InvariantCulture);

    private static string? One(decimal? value) => value?.ToString("F1", CultureInfo.InvariantCulture);

    private static string? Plain(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
