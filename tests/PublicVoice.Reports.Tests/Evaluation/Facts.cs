using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Tests.Evaluation;

/// <summary>Facts of one unit and month for tests; every part optional.</summary>
internal static class Facts
{
    public static ClassTallies Tallies(QuestionnaireDefinition definition, IEnumerable<string> clean, long? population = null) =>
        Tallies(Instruments.Tally(definition, clean), population);

    public static ClassTallies Tallies(AnswerTally clean, long? population = null) =>
        new(clean, new AnswerTally(clean.Layout), new AnswerTally(clean.Layout), population is { } served ? (Rational)served : null);

    public static EvaluationFacts Create(QuestionnaireDefinition definition, ClassTallies? current = null, ClassTallies? previous = null) => new()
    {
        Unit = new ReportUnit("uji", "kecamatan", "Kecamatan Uji", "Camat"),
        Letterhead = new Letterhead("Pemerintah Kota Uji", null, null, null, null, null, null, null),
        Period = Period.Month(2026, 10),
        Definition = definition,
        Current = current ?? Tallies(definition, []),
        Previous = previous ?? Tallies(definition, []),
        Trend = [.. Enumerable.Range(0, 13).Select(month => new MonthFacts(new DateOnly(2025, 10, 1).AddMonths(month), Tallies(definition, [])))],
        ReferencePoints = [],
        Services = [],
        SubUnits = [],
        Comments = [],
        OtherVersions = [],
        WithoutBursts = null,
        BurstHours = [],
        SurveyAddress = null,
    };
}
