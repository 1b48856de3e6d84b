using PublicVoice.Reports.Evaluation;
using PublicVoice.Reports.Indicators;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Tests;

/// <summary>Whole reports of any size from made-up answers, always the same for the same arguments.</summary>
internal sealed class SampleReports(QuestionnaireDefinition definition, int seed = 1)
{
    public static readonly DateOnly Month = new(2026, 10, 1);

    private static readonly string[] Sentences =
    [
        "Antrean terlalu lama, mohon ditambah petugas loket.",
        "Petugas ramah dan menjelaskan dengan sabar. Terima kasih!",
        "Persyaratan di papan pengumuman berbeda dengan yang diminta di loket; saya harus pulang dua kali.",
        "Ruang tunggu panas dan kursi kurang.",
        "Toilet tidak bersih, tolong diperhatikan.",
        "Sistem sering gangguan pada jam 10.00–11.00 sehingga antrean lama.",
        "Hubungi saya di [nomor telepon] bila berkas selesai.",
        "Nomor antrean lama sekali dipanggil, dua jam lebih.",
    ];

    private static readonly string[] ServiceNames =
    [
        "Penerbitan Kartu Keluarga", "Perekaman KTP Elektronik", "Akta Kelahiran", "Surat Keterangan Pindah", "Legalisasi Dokumen",
        "Surat Pengantar Nikah", "Rekomendasi Izin Keramaian", "Dispensasi Nikah", "Pengaduan dan Konsultasi",
    ];

    private uint state = (uint)seed;

    public int Responses { get; init; } = 240;
    public int Services { get; init; } = 5;
    public int SubUnits { get; init; }
    public int Comments { get; init; } = 24;
    public int Noise { get; init; } = 6;
    public long? Population { get; init; } = 4_500;
    public int MonthsBack { get; init; } = 12;

    /// <summary>Doublings of the tally of <see cref="Responses"/>.</summary>
    public int Doublings { get; init; }
    public string UnitName { get; init; } = "Kecamatan Ilir Timur I";
    public Func<int, string> CommentText { get; init; } = number => Sentences[number % Sentences.Length];
    public Func<int, string> ServiceName { get; init; } = number => number < ServiceNames.Length ? ServiceNames[number] : $"{ServiceNames[number % ServiceNames.Length]} tahap {(number / ServiceNames.Length) + 1}";
    public Letterhead? Letterhead { get; init; }
    public IReadOnlyList<ReferencePoint> References { get; init; } =
    [
        new(new Period(new DateOnly(2025, 7, 1), new DateOnly(2025, 12, 31)), 82.41m, 150, "Laporan SKM Semester II 2025, Bagian Organisasi"),
    ];

    public ForumFacts? Forum { get; init; } = ForumOf(1);

    /// <summary>A lively month of a forum; every count grows with the scale.</summary>
    public static ForumFacts ForumOf(int scale, int decisions = 5, Func<int, string>? title = null)
    {
        var kinds = new (string Code, LocalText Name, int Standard)[]
        {
            ("aspiration", new("Aspirasi", "Suggestion"), 14), ("informationRequest", new("Permintaan informasi", "Request for information"), 5), ("complaint", new("Pengaduan", "Complaint"), 14),
        };
        string[] titles =
        [
            "Loket Sabtu untuk pekerja", "Antrean KTP mulai pukul enam pagi", "Kursi roda di pintu samping", "Jadwal mobil keliling bulan depan", "Papan syarat di depan loket sudah usang dan berbeda dengan situs web",
        ];
        return new ForumFacts(
            [.. kinds.Select((kind, i) => new TopicKindFacts(
                kind.Code, kind.Name, kind.Standard,
                new TopicFacts((7 + i) * scale, i, (5 + i) * scale, [.. Enumerable.Range(1, (3 + i) * scale).Select(day => day % 17)], (2 + i) * scale, (4 - i) * scale, 1),
                new TopicFacts((6 + i) * scale, 0, 5 * scale, [3, 9], 2, 3, i)))],
            [.. titles.Select((known, i) => new SupportedTopic(41 - (3 * i), title?.Invoke(i) ?? known, (20 - (4 * i)) * scale, (31 - (4 * i)) * scale))],
            [new("WAKTU", 9 * scale), new("SARANA", 5 * scale), new("PERSYARATAN", 3), new("LAIN", 1), new(null, 6)],
            [.. Enumerable.Range(0, decisions).Select(i => i < 3
                ? new DecisionCount("publish", new("Dipublikasikan", "Published"), null, null, 12 * scale)
                : new DecisionCount("reject", new("Ditolak", "Rejected"), $"reason{i}", new($"Alasan {i}", $"Reason {i}"), i))]);
    }

    public static EvaluationReport Standard(int responses = 240) => new SampleReports(StandardDefinition) { Responses = responses }.Build();

    public static QuestionnaireDefinition StandardDefinition { get; } =
        QuestionnaireJson.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "TestData", "skm-2017.json")));

    public EvaluationReport Build()
    {
        Rational? population = Population is { } served ? served : null;
        var current = Tally(Responses, 0);
        var index = SatisfactionIndex.Of(current, population);
        var earlier = SatisfactionIndex.Of(Tally(MonthsBack > 0 ? Responses : 0, -4), population);
        var changes = Reports.Indicators.Change.OfElements(earlier.Elements, index.Elements);
        var elements = definition.Elements.Zip(index.Elements, (element, score) =>
            new ElementResult(element, score, changes.GetValueOrDefault(score.Code, Reports.Indicators.Change.NotComparable))).ToList();
        var rated = elements.Where(element => element.Score.Index is not null && index.N >= 5).OrderBy(element => element.Score.Index).Select(element => element.Element.Code).ToList();
        List<string> weakest = rated.Count < 2 ? [] : [.. rated.Take(Math.Min(3, rated.Count / 2))];
        var comments = Enumerable.Range(0, Responses == 0 ? 0 : Comments).Select(Comment).ToList();
        return new EvaluationReport
        {
            Unit = new ReportUnit("plg-kec-ilir-timur-i", "kecamatan", UnitName, "Camat"),
            Letterhead = Letterhead ?? new Letterhead(
                "Pemerintah Kota Palembang", UnitName, "Jalan Jenderal Sudirman Nomor 1, Palembang 30126 · kecamatan@example.go.id", null, "000.8.3.4/123/2026", "Dra. Siti Rahmawati, M.Si.", "19700101 199503 2 001", "Camat"),
            Period = Period.Month(Month.Year, Month.Month),
            Definition = definition,
            Index = index,
            Change = Reports.Indicators.Change.Between(earlier, index),
            Sample = new SampleReached(Population, index.Target, index.N),
            Elements = elements,
            Weakest = weakest,
            Strongest = [.. Enumerable.Reverse(rated).Except(weakest).Take(3)],
            Findings = Findings(index, elements, weakest),
            Distributions = [.. definition.Questions.Select((question, q) => Distribution(current, question, q))],
            Trend = [.. Enumerable.Range(0, 13).Select(month => month == 12 ? new TrendPoint(Month, index.N, index.Value, index.Grade, index.Interval, index.Headline) : Trend(month, population))],
            ReferencePoints = References,
            Services = Compare(Responses == 0 ? 0 : Services, ServiceName),
            SubUnits = Compare(SubUnits, number => $"Kelurahan {number + 1} Ilir"),
            Profile = [.. definition.Profile.Select((field, at) => Profile(current, field, at))],
            Comments = new CommentSummary(comments.Count + Noise, Noise, comments, Themes(comments)),
            Channels = [new(Channel.Self, index.N - (index.N / 4), 75), new(Channel.Paper, index.N / 4, 25)],
            Assurances = [new(Assurance.VisitCode, index.N, 100), new(Assurance.None, 0, 0)],
            Integrity = new IntegrityFacts(
                new IntegrityFact(index.N / 12, index.N == 0 ? null : 8.3m, index.Value, index.Value),
                new IntegrityFact(index.N / 30, index.N == 0 ? null : 3.3m, index.Value, index.Value),
                index.N / 2,
                new IntegrityFact(0, index.N == 0 ? null : 0, index.Value, index.Value),
                [],
                new IntegrityFact(0, index.N == 0 ? null : 0, index.Value, index.Value)),
            OtherVersions = [],
            Forum = Forum is null ? null : ForumResult.Of(Forum, isComparable: true),
            SurveyAddress = new Uri("https://suara.palembang.go.id/s/plg-kec-ilir-timur-i"),
        };
    }

    private static List<Finding> Findings(SatisfactionIndex index, List<ElementResult> elements, List<string> weakest)
    {
        if (index.N == 0)
        {
            return [new Finding(FindingRule.NoResponses, null, null, null)];
        }

        List<Finding> findings = [.. weakest.Take(2).Select(code => new Finding(FindingRule.LowestElement, code, elements.First(element => element.Element.Code == code).Score.Index, null))];
        if (!index.Headline)
        {
            findings.Add(new Finding(FindingRule.TooFewToHeadline, null, index.N, 30));
        }
        else if (index.Target > index.N)
        {
            findings.Add(new Finding(FindingRule.SampleNotReached, null, index.N, index.Target));
        }

        return findings;
    }

    private ReportComment Comment(int number) => new(
        Month.AddDays(number % 28),
        Services > 0 ? ServiceName(number % Services) : null,
        number % 7 == 6 ? null : definition.Elements[number * 5 % definition.Elements.Count].Code,
        number % 7 == 6 ? null : 1 + (number * 3 / Math.Max(1, Comments)),
        CommentText(number));

    private static List<CommentTheme> Themes(List<ReportComment> comments) => comments.Count < 8
        ? []
        : [new("antrean", 9, comments[0].MaskedText), new("petugas ramah", 5, comments[1].MaskedText), new("ruang tunggu", 3, comments[3].MaskedText)];

    private TrendPoint Trend(int month, Rational? population)
    {
        var index = SatisfactionIndex.Of(Tally(month == 4 || 12 - month > MonthsBack ? 0 : month == 7 ? 12 : Responses, month - 12), population);
        return new TrendPoint(Month.AddMonths(month - 12), index.N, index.Value, index.Grade, index.Interval, index.Headline);
    }

    private Comparison Compare(int count, Func<int, string> name) => new(
        [.. Enumerable.Range(0, count).Select(number =>
        {
            var index = SatisfactionIndex.Of(Tally(number == 3 ? 0 : number == 2 ? 4 : (Responses / count) + 1, (number * 7 % 12) - 6), null);
            return new ComparedPart($"s{number}", name(number), index.N, number % 2 == 0 ? 278 : null, index.Value, index.Grade, index.Interval, index.Headline, index.Interval is null ? null : 1);
        }).OrderBy(part => part.Name, StringComparer.Ordinal)],
        false);

    private static QuestionDistribution Distribution(AnswerTally tally, Question question, int q)
    {
        var layout = tally.Layout;
        var counts = question.Options.Select(option => tally.Count(q, option.Score)).ToList();
        var sum = counts.Sum();
        return new QuestionDistribution(
            question,
            layout.Definition.Elements.First(element => element.Code == question.ElementCode),
            sum,
            [.. question.Options.Zip(counts, (option, count) => new OptionCount(option.Score, option.Label, count, Share(count, sum)))],
            tally.N - sum > 0 ? tally.N - sum : 0,
            0);
    }

    private static ProfileDistribution Profile(AnswerTally tally, ProfileField field, int at)
    {
        var counts = Enumerable.Range(0, field.Options.Count + 1).Select(option => tally.ProfileCount(at, option)).ToList();
        return new ProfileDistribution(field, [.. counts.Select((count, option) => new ProfileCount(
            option < field.Options.Count ? field.Options[option].Label : new LocalText("Tidak menyebutkan", "Not stated"), count, Share(count, tally.N)))]);
    }

    private static decimal Share(long count, long sum) => sum == 0 ? 0 : Math.Round(100m * count / sum, 1, MidpointRounding.AwayFromZero);

    private AnswerTally Tally(int responses, int shift)
    {
        var tally = new AnswerTally(TallyLayout.For(definition));
        for (var i = 0; i < responses; i++)
        {
            var mood = Next() % 30 < 8 ? -1 : 0;
            var answers = new char[definition.Questions.Count];
            for (var q = 0; q < answers.Length; q++)
            {
                var top = definition.ScaleMax;
                var score = top - ((Next() % 100) switch { var r when r < 38 + shift => 0, var r when r < 88 + shift - (q * 4 % 22) => 1, var r when r < 96 => 2, _ => 3 }) + mood;
                answers[q] = Next() % 100 < 2 ? '-' : (char)('0' + Math.Clamp(score, definition.ScaleMin, top));
            }

            tally.Add(new SurveyAnswers(new string(answers), Profile(), Channel.Self, Assurance.VisitCode, IntegritySignals.None, 60, null));
        }

        for (var i = 0; i < Doublings; i++)
        {
            tally.Add(AnswerTally.Unpack(tally.Layout, tally.Pack()));
        }

        return tally;
    }

    private string Profile() => string.Concat(definition.Profile.Select(field =>
    {
        var option = Next() % (field.Options.Count + 1);
        return option == field.Options.Count ? '.' : "0123456789abcdefghijklmnopqrstuvwxyz"[option];
    }));

    private int Next()
    {
        state = (state * 1_664_525) + 1_013_904_223;
        return (int)(state >> 8);
    }
}
