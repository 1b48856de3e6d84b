using PublicVoice.Reports.Evaluation;

namespace PublicVoice.Reports.Csv;

/// <summary>
/// The evaluation report as one tidy table for spreadsheets: a row per fact with section, code, name, period, measure, value and text. It holds
/// every comment, not only those of the PDF. Numbers have a point and no grouping in both languages, so that programs can read them.
/// </summary>
public static class EvaluationCsv
{
    /// <returns>UTF-8 with byte order mark; texts are made safe by <see cref="SafeCsv"/>.</returns>
    public static byte[] Render(EvaluationReport report, Language language)
    {
        using var stream = new MemoryStream();
        using (var csv = SafeCsv.Open(stream))
        {
            new Writer(csv, report, language).Write();
        }

        return stream.ToArray();
    }

    private sealed class Writer(SafeCsv csv, EvaluationReport report, Language language)
    {
        private string section = "";

        public void Write()
        {
            csv.Row(
                Say("bagian", "section"),
                Say("kode", "code"),
                Say("nama", "name"),
                Say("periode", "period"),
                Say("ukuran", "measure"),
                Say("nilai", "value"),
                Say("teks", "text"));
            WriteUnit();
            WriteElements();
            WriteAnswers();
            WriteTrend();
            WriteParts(Say("layanan", "service"), report.Services);
            WriteParts(Say("unit di bawahnya", "sub-unit"), report.SubUnits);
            WriteRespondents();
            WriteIntegrity();
            WriteComments();
            WriteExtraQuestions();
            WriteForum();
        }

        private void WriteUnit()
        {
            section = Say("unit", "unit");
            var (code, name, period) = (report.Unit.Code, report.Unit.Name, Days(report.Period));
            Fact(code, name, period, "n", report.Index.N);
            Fact(code, name, period, Say("indeks", "index"), report.Index.Value, Headline(report.Index.Headline || report.Index.Value is null));
            Fact(code, name, period, Say("mutu", "grade"), null, report.Index.Grade?.Letter);
            Fact(code, name, period, Say("selang 95% bawah", "95% interval low"), report.Index.Interval?.Low);
            Fact(code, name, period, Say("selang 95% atas", "95% interval high"), report.Index.Interval?.High);
            Fact(code, name, period, Say("target", "target"), report.Sample.Target);
            Fact(code, name, period, Say("populasi", "population"), report.Sample.Population);
            Fact(code, name, period, Say("perubahan", "change"), report.Change.Difference, Terms.Of(report.Change.Direction).In(language));
            Fact(code, name, period, Say("kuesioner", "questionnaire"), report.Definition.Version, report.Definition.Code);
            Fact(code, name, period, Say("rumus", "formula"), null, report.Definition.Formula);
            foreach (var other in report.OtherVersions)
            {
                Fact(
                    other.Definition.Code,
                    other.Definition.Name.In(language),
                    period,
                    Say($"indeks versi {other.Definition.Version} (tidak digabung)", $"index of version {other.Definition.Version} (not pooled)"),
                    other.Index.Value,
                    Headline(other.Index.Headline));
            }
        }

        private void WriteElements()
        {
            section = Say("unsur", "element");
            foreach (var (element, score, change) in report.Elements)
            {
                var name = element.Name.In(language);
                Fact(element.Code, name, "", "n", score.N);
                Fact(element.Code, name, "", "NRR", score.Mean);
                Fact(element.Code, name, "", Say("NRR tertimbang", "weighted NRR"), score.Weighted);
                Fact(element.Code, name, "", Say("indeks", "index"), score.Index, score.Grade?.Letter);
                Fact(element.Code, name, "", Say("perubahan", "change"), change.Difference, Terms.Of(change.Direction).In(language));
            }
        }

        private void WriteAnswers()
        {
            section = Say("jawaban", "answer");
            foreach (var distribution in report.Distributions)
            {
                var text = distribution.Question.Text.In(language);
                foreach (var option in distribution.Options)
                {
                    Fact(distribution.Question.Code, text, "", $"{option.Score} {option.Label.In(language)}", option.Count);
                }

                Fact(distribution.Question.Code, text, "", Say("tidak berlaku", "not applicable"), distribution.NotApplicable);
                Fact(distribution.Question.Code, text, "", Say("tidak diisi", "left out"), distribution.LeftOut);
            }
        }

        private void WriteTrend()
        {
            section = Say("bulan", "month");
            foreach (var month in report.Trend)
            {
                var period = month.Month.ToString("yyyy-MM");
                Fact("", "", period, "n", month.N);
                Fact("", "", period, Say("indeks", "index"), month.Index, Headline(month.Headline || month.Index is null));
                Fact("", "", period, Say("selang 95% bawah", "95% interval low"), month.Interval?.Low);
                Fact("", "", period, Say("selang 95% atas", "95% interval high"), month.Interval?.High);
            }

            section = Say("perubahan susunan", "reorganisation");
            foreach (var found in report.TrendBreaks)
            {
                Fact("", "", found.Day.ToString("yyyy-MM-dd"), found.IsComparable ? Say("dapat dibandingkan", "comparable") : Say("tidak dapat dibandingkan", "not comparable"), null, found.Reason.In(language));
            }

            section = Say("hasil terbit sebelumnya", "published earlier");
            foreach (var reference in report.ReferencePoints)
            {
                Fact("", "", Days(reference.Period), Say("indeks", "index"), reference.Index, reference.Source);
            }
        }

        private void WriteParts(string name, Comparison comparison)
        {
            section = name;
            foreach (var part in comparison.Parts)
            {
                Fact(part.Code, part.NameIn(language), "", "n", part.N);
                Fact(part.Code, part.NameIn(language), "", Say("indeks", "index"), part.Index, Headline(part.Headline || part.Index is null));
                Fact(part.Code, part.NameIn(language), "", Say("selang 95% bawah", "95% interval low"), part.Interval?.Low);
                Fact(part.Code, part.NameIn(language), "", Say("selang 95% atas", "95% interval high"), part.Interval?.High);
            }
        }

        private void WriteRespondents()
        {
            section = Say("responden", "respondents");
            foreach (var field in report.Profile)
            {
                foreach (var count in field.Counts)
                {
                    Fact(field.Field.Code, field.Field.Label.In(language), "", count.Label.In(language), count.Count);
                }
            }

            foreach (var channel in report.Channels)
            {
                Fact("channel", Say("cara pengisian", "channel"), "", Terms.Of(channel.Channel).In(language), channel.Count);
            }

            foreach (var assurance in report.Assurances)
            {
                Fact("assurance", Say("jaminan keaslian", "assurance"), "", Terms.Of(assurance.Assurance).In(language), assurance.Count);
            }
        }

        private void WriteIntegrity()
        {
            section = Say("kewajaran", "integrity");
            foreach (var (code, name, fact) in new[]
            {
                ("straight-lined", Say("semua jawaban sama", "all answers equal"), report.Integrity.StraightLined),
                ("too-fast", Say("terlalu cepat", "too fast"), report.Integrity.TooFast),
                ("bursts", Say("jam dengan lonjakan", "hours with bursts"), report.Integrity.Bursts),
                ("excluded", Say("dikeluarkan petugas", "taken out by staff"), report.Integrity.Excluded),
            })
            {
                Fact(code, name, "", "n", fact.Responses);
                Fact(code, name, "", Say("indeks dengan", "index with"), fact.IndexWith);
                Fact(code, name, "", Say("indeks tanpa", "index without"), fact.IndexWithout);
            }
        }

        private void WriteComments()
        {
            section = Say("komentar", "comment");
            Fact("", "", "", Say("diterima", "received"), report.Comments.Total);
            Fact("", "", "", Say("tanpa isi", "without content"), report.Comments.Noise);
            foreach (var comment in report.Comments.All)
            {
                var standing = comment.StandingIn(report.Definition);
                var measure = standing == CommentStanding.LowestElement ? Say("nilai terendah", "lowest score") : Terms.Of(standing, comment.LowestScore).In(language);
                csv.Row(section, comment.ElementCode ?? "", comment.ServiceName ?? "", comment.Day, measure, comment.LowestScore, comment.MaskedText);
            }
        }

        private void WriteExtraQuestions()
        {
            section = Say("pertanyaan tambahan", "extra question");
            foreach (var question in report.ExtraQuestions)
            {
                var (code, text) = ($"{question.Code}/{question.Version}", question.Content.Text.In(language));
                Fact(code, text, "", "n", question.Answered);
                foreach (var choice in question.Choices)
                {
                    Fact(code, text, "", choice.Label.In(language), choice.Count);
                }

                foreach (var answer in question.Texts)
                {
                    csv.Row(section, code, answer.ServiceName ?? "", answer.Day, Say("teks", "text"), "", answer.Text);
                }
            }
        }

        private void WriteForum()
        {
            if (report.Forum is not { } forum)
            {
                return;
            }

            section = Say("forum", "forum");
            foreach (var kind in forum.Kinds)
            {
                WriteTopics(kind.Code, kind.Name.In(language), report.Period, kind.Counts);
                Fact(kind.Code, kind.Name.In(language), Days(report.Period), Say("standar hari kerja", "standard in working days"), kind.StandardDays);
            }

            WriteTopics("", Say("semua", "all"), report.Period, forum.Total);
            if (forum.Earlier is { } earlier)
            {
                var before = report.Period.From.AddMonths(-1);
                WriteTopics("", Say("semua", "all"), Period.Month(before.Year, before.Month), earlier);
            }

            foreach (var topic in forum.MostSupported)
            {
                Fact($"#{topic.Number}", topic.Title, Days(report.Period), Say("dukungan bulan ini", "supports in the month"), topic.InMonth);
                Fact($"#{topic.Number}", topic.Title, Days(report.Period), Say("dukungan seluruhnya", "supports in all"), topic.Total);
            }

            foreach (var (element, topics) in forum.Elements)
            {
                var name = report.Elements.FirstOrDefault(known => known.Element.Code == element)?.Element.Name.In(language);
                Fact(element ?? "", name ?? element ?? Say("tidak ditautkan", "not linked"), Days(report.Period), Say("topik menurut unsur", "topics by element"), topics);
            }

            foreach (var decision in forum.Decisions)
            {
                Fact(decision.Code, decision.Name.In(language), Days(report.Period), Say("keputusan moderator", "decisions of moderators"), decision.Count, decision.Reason?.In(language));
            }
        }

        private void WriteTopics(string code, string name, Period period, TopicCounts counts)
        {
            Fact(code, name, Days(period), Say("diterima", "received"), counts.Received);
            Fact(code, name, Days(period), Say("rahasia", "confidential"), counts.Confidential);
            Fact(code, name, Days(period), Say("terbit", "published"), counts.Published);
            Fact(code, name, Days(period), Say("dijawab", "answered"), counts.Answered);
            Fact(code, name, Days(period), Say("median hari kerja sampai dijawab", "median working days to the answer"), counts.MedianDays);
            Fact(code, name, Days(period), Say("dijawab tepat waktu", "answered in time"), counts.InTime);
            Fact(code, name, Days(period), Say("menunggu jawaban", "waiting for an answer"), counts.Waiting);
            Fact(code, name, Days(period), Say("lewat batas waktu", "overdue"), counts.Overdue);
        }

        private void Fact(string code, string name, string period, string measure, decimal? value, string? text = null) =>
            csv.Row(section, code, name, period, measure, value, text);

        private string? Headline(bool headline) => headline ? null : Say("indikatif", "indicative");

        private string Say(string indonesian, string english) => language == Language.English ? english : indonesian;

        private static string Days(Period period) => $"{period.From:yyyy-MM-dd}/{period.To:yyyy-MM-dd}";
    }
}
