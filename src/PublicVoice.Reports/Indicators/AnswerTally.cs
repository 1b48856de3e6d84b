namespace PublicVoice.Reports.Indicators;

/// <summary>
/// Additive counts over survey responses of one questionnaire version: everything an index, its interval, a distribution or a
/// profile needs, independent of how many responses it stands for. Responses can be added and taken out again.
/// </summary>
public sealed class AnswerTally
{
    private readonly long[] slots;

    public AnswerTally(TallyLayout layout)
        : this(layout, new long[layout.Length])
    {
    }

    private AnswerTally(TallyLayout layout, long[] slots)
    {
        Layout = layout;
        this.slots = slots;
    }

    public TallyLayout Layout { get; }

    /// <summary>Usable responses: those with at least one scored answer. Nothing is counted of the others.</summary>
    public long N => slots[0];

    /// <summary>Of these, responses whose scored answers (five or more) are all equal.</summary>
    public long StraightLined => slots[Layout.StraightLined];

    /// <summary>Of the <see cref="Timed"/> responses, those sent sooner than anyone can read the form.</summary>
    public long TooFast => slots[Layout.TooFast];

    /// <summary>Responses whose duration is known.</summary>
    public long Timed => slots[Layout.Timed];

    /// <summary>Responses with a scored answer to at least one question of the element.</summary>
    public long ElementRespondents(int element) => slots[Layout.Elements + element];

    /// <param name="slot">A score 1–9, <see cref="TallyLayout.LeftOut"/> or <see cref="TallyLayout.NotApplicable"/>.</param>
    public long Count(int question, int slot) => slots[Layout.Scores + (question * TallyLayout.ScoreSlots) + slot];

    public long Count(Channel channel) => slots[Layout.Channels + (int)channel];

    public long Count(Assurance assurance) => slots[Layout.Assurances + (int)assurance];

    /// <param name="option">Index of the option; the number of options means "not stated".</param>
    public long ProfileCount(int field, int option) => slots[Layout.ProfileStarts[field] + option];

    /// <summary>Responses received in a local hour of the month (0–743), where the time is known. Meaningful within one month only.</summary>
    public long HourCount(int hourOfMonth) => slots[Layout.Hours + hourOfMonth];

    /// <summary>n, Σp, Σq and Σpq over the responses that answered both questions, p ≤ q.</summary>
    public (long N, long SumP, long SumQ, long SumPQ) PairSums(int p, int q)
    {
        var at = Layout.Pair(p, q);
        return (slots[at], slots[at + 1], slots[at + 2], slots[at + 3]);
    }

    /// <summary>Answers to a question that carry a score, and their sum.</summary>
    public (long N, long Sum) Question(int question)
    {
        long count = 0, sum = 0;
        var at = Layout.Scores + (question * TallyLayout.ScoreSlots);
        for (var score = 1; score <= 9; score++)
        {
            count += slots[at + score];
            sum += score * slots[at + score];
        }

        return (count, sum);
    }

    public void Add(in SurveyAnswers response) => Apply(response, 1);

    public void Remove(in SurveyAnswers response) => Apply(response, -1);

    /// <summary>Adds the counts of the same or of another version that pools with it; questions and profile options are matched by code.</summary>
    /// <exception cref="ArgumentException">The versions cannot be pooled.</exception>
    public void Add(AnswerTally other)
    {
        if (other.Layout != Layout)
        {
            LayoutMap.Between(other.Layout, Layout).Add(other.slots, slots);
            return;
        }

        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] += other.slots[i];
        }
    }

    /// <param name="layout">Of the sum. Tallies of other versions with an equal pooling key are mapped into it.</param>
    /// <exception cref="ArgumentException">A version cannot be pooled with the layout's.</exception>
    public static AnswerTally Sum(TallyLayout layout, IEnumerable<AnswerTally> tallies)
    {
        var sum = new AnswerTally(layout);
        foreach (var tally in tallies)
        {
            sum.Add(tally);
        }

        return sum;
    }

    public bool SameAs(AnswerTally other) => slots.AsSpan().SequenceEqual(other.slots);

    /// <summary>Variable-length encoding: zigzag base-128, runs of zeros as 0 and their length.</summary>
    public byte[] Pack()
    {
        var buffer = new byte[slots.Length * 3];
        var used = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            if (buffer.Length - used < 24)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            Put(((ulong)slots[i] << 1) ^ (ulong)(slots[i] >> 63));
            if (slots[i] == 0)
            {
                var run = 1;
                while (i + run < slots.Length && slots[i + run] == 0)
                {
                    run++;
                }

                Put((ulong)run);
                i += run - 1;
            }
        }

        return buffer[..used];

        void Put(ulong value)
        {
            while (value >= 0x80)
            {
                buffer[used++] = (byte)(value | 0x80);
                value >>= 7;
            }

            buffer[used++] = (byte)value;
        }
    }

    public static AnswerTally Unpack(TallyLayout layout, ReadOnlySpan<byte> packed)
    {
        var tally = new AnswerTally(layout);
        tally.AddPacked(packed, layout.Length);
        return tally;
    }

    /// <summary><see cref="N"/> of a packed tally of any layout.</summary>
    /// <exception cref="FormatException">The bytes are not a tally.</exception>
    public static long NOf(ReadOnlySpan<byte> packed)
    {
        var at = 0;
        var raw = Take(packed, ref at);
        return (long)(raw >> 1) ^ -(long)(raw & 1);
    }

    /// <summary>Of a packed tally: <see cref="N"/>, then the scored answers of each question in the order of the form.</summary>
    /// <exception cref="FormatException">The bytes are not a tally of this layout.</exception>
    public static long[] AnswersOf(TallyLayout layout, ReadOnlySpan<byte> packed)
    {
        var head = new long[layout.Head];
        Unpack(packed, head, layout.Length);
        var answers = new long[1 + layout.QuestionCount];
        answers[0] = head[0];
        for (var question = 0; question < layout.QuestionCount; question++)
        {
            for (var score = 1; score < TallyLayout.NotApplicable; score++)
            {
                answers[1 + question] += head[layout.Scores + (question * TallyLayout.ScoreSlots) + score];
            }
        }

        return answers;
    }

    /// <summary>Adds a packed tally of the same layout, reading no further than the first <paramref name="slotCount"/> slots.</summary>
    /// <exception cref="FormatException">The bytes are not a tally of this layout.</exception>
    public void AddPacked(ReadOnlySpan<byte> packed, int slotCount) =>
        Unpack(packed, slots.AsSpan(0, Math.Min(slotCount, slots.Length)), slots.Length);

    /// <param name="slots">The first slots of the tally, to add to.</param>
    /// <param name="length">Slots of the whole tally: a run of zeros may go on beyond <paramref name="slots"/>.</param>
    private static void Unpack(ReadOnlySpan<byte> packed, Span<long> slots, int length)
    {
        var at = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            var raw = Take(packed, ref at);
            if (raw == 0)
            {
                var run = Take(packed, ref at);
                if (run == 0 || run > (ulong)(length - i))
                {
                    throw new FormatException("The packed tally is longer than its questionnaire version.");
                }

                i += (int)run - 1;
            }
            else
            {
                slots[i] += (long)(raw >> 1) ^ -(long)(raw & 1);
            }
        }
    }

    private static ulong Take(ReadOnlySpan<byte> packed, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= packed.Length)
            {
                throw new FormatException("The packed tally ends too early for its questionnaire version.");
            }

            var next = packed[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("The packed tally holds a number that is too long.");
    }

    private void Apply(in SurveyAnswers response, long sign)
    {
        var answers = response.Answers;
        if (answers.Length != Layout.QuestionCount)
        {
            throw new ArgumentException(
                $"Expected {Layout.QuestionCount} answers for {Layout.Definition.Code} version {Layout.Definition.Version}, got {answers.Length}.",
                nameof(response));
        }

        if (!answers.Any(answer => Score(answer) > 0))
        {
            return;
        }

        for (var q = 0; q < answers.Length; q++)
        {
            var slot = answers[q] switch { '.' => TallyLayout.LeftOut, '-' => TallyLayout.NotApplicable, var digit => digit - '0' };
            slots[Layout.Scores + (q * TallyLayout.ScoreSlots) + slot] += sign;
            if (Score(answers[q]) is not (> 0 and var scoreQ))
            {
                continue;
            }

            for (var p = 0; p <= q; p++)
            {
                if (Score(answers[p]) is > 0 and var scoreP)
                {
                    var at = Layout.Pair(p, q);
                    slots[at] += sign;
                    slots[at + 1] += sign * scoreP;
                    slots[at + 2] += sign * scoreQ;
                    slots[at + 3] += sign * scoreP * scoreQ;
                }
            }
        }

        for (var e = 0; e < Layout.ElementQuestions.Count; e++)
        {
            if (Array.Exists(Layout.ElementQuestions[e], q => Score(answers[q]) > 0))
            {
                slots[Layout.Elements + e] += sign;
            }
        }

        slots[0] += sign;
        slots[Layout.Channels + (int)response.Channel] += sign;
        slots[Layout.Assurances + (int)response.Assurance] += sign;
        slots[Layout.StraightLined] += response.Signals.HasFlag(IntegritySignals.StraightLined) ? sign : 0;
        slots[Layout.TooFast] += response.Signals.HasFlag(IntegritySignals.TooFast) ? sign : 0;
        slots[Layout.Timed] += response.DurationSeconds is null ? 0 : sign;
        for (var field = 0; field < Layout.ProfileStarts.Count; field++)
        {
            slots[Layout.ProfileStarts[field] + ProfileOptionIndex(response.Profile, field)] += sign;
        }

        if (response.HourOfMonth is { } hour)
        {
            slots[Layout.Hours + hour] += sign;
        }
    }

    private static int Score(char answer) => answer is >= '1' and <= '9' ? answer - '0' : 0;

    private int ProfileOptionIndex(string profile, int field)
    {
        var notStated = Layout.Definition.Profile[field].Options.Count;
        if (field >= profile.Length || profile[field] == '.')
        {
            return notStated;
        }

        var option = profile[field] is >= '0' and <= '9' ? profile[field] - '0' : profile[field] - 'a' + 10;
        return option >= 0 && option < notStated ? option : notStated;
    }
}
