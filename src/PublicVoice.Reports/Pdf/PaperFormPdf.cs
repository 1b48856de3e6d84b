using PdfSharp.Pdf;
using PublicVoice.Reports.Charts;
using PublicVoice.Reports.Fonts;
using PublicVoice.Reports.Questionnaires;

namespace PublicVoice.Reports.Pdf;

/// <summary>A questionnaire to fill in by hand.</summary>
/// <param name="Services">Names to tick; where there are none, or more than fit, a line to write on.</param>
public sealed record PaperForm(string GovernmentName, string UnitName, IReadOnlyList<string> Services, QuestionnaireDefinition Definition)
{
    /// <summary>What enters the choices of an extra question, in their order.</summary>
    public const string Keys = "123456789ABC";

    /// <summary>Questions of the office's own that are answered by a cross.</summary>
    public IReadOnlyList<PaperExtra> Extras { get; init; } = [];

    /// <summary>Names a version of an extra question, for whoever types the sheets in.</summary>
    public static string NameOf(string code, int version) => $"{code}/{version}";
}

/// <param name="Code">Of the question.</param>
/// <param name="Version">Its wording.</param>
public sealed record PaperExtra(string Code, int Version, ExtraQuestionContent Content);

/// <summary>
/// The paper form of a questionnaire version, A4, in one language, tagged: the standard instrument takes one sheet, both sides. Every option
/// bears the key that enters it (its score, or its place in the list; TB where not applicable).
/// </summary>
public static class PaperFormPdf
{
    private const int MostServicesToTick = 12;
    private const int ColumnsOfOptions = 4;
    private const int LinesToWriteOn = 8;
    private const int LineHeight = 20;
    private const int FewestLines = 3;
    private const double BoxSize = 9;

    private static readonly TextStyle Asked = new(PublicSans.SemiBold, 9.5, 12.5, Palette.Text);
    private static readonly TextStyle Offered = new(PublicSans.Regular, 9, 11.5, Palette.Text);

    /// <param name="made">Day that the document bears: the same input gives the same bytes.</param>
    public static byte[] Render(PaperForm form, Language language, DateOnly made)
    {
        EmbeddedFonts.Register();
        var flow = new Flow { Y = 40 };
        AddHead(flow, form, language);
        AddPlace(flow, form, language);
        for (var at = 0; at < form.Definition.Questions.Count; at++)
        {
            flow.Add(Question(form.Definition.Questions[at], at + 1, language), 7);
        }

        AddProfile(flow, form.Definition, language);
        AddExtras(flow, form.Extras, language);
        AddComment(flow, form, language);
        return Save(flow, form, language, made);
    }

    private static void AddHead(Flow flow, PaperForm form, Language language)
    {
        flow.Add(new TextBlock("P", form.GovernmentName, Typography.LetterheadGovernment));
        flow.Add(new TextBlock("P", form.UnitName, Typography.LetterheadName));
        flow.Add(new DrawnBlock(4, null, (pen, x, y, width) => pen.Line(new Place(x, y + 2), new Place(x + width, y + 2), new Stroke(Palette.Accent, 2))), 4);
        flow.Add(new TextBlock("H1", form.Definition.Name.In(language), Typography.Title) { Bookmark = form.Definition.Name.In(language) }, 4);
        flow.Add(new TextBlock("P", Say(language,
            "Beri tanda silang pada satu kotak untuk setiap pertanyaan. Tanpa nama: jawaban Anda tidak dapat dikaitkan dengan Anda.",
            "Put a cross into one box for each question. No name: your answers cannot be traced to you."), Typography.Body), 2);
    }

    private static void AddPlace(Flow flow, PaperForm form, Language language)
    {
        var service = form.Services.Count is > 0 and <= MostServicesToTick ? new Stack() : Rule(Say(language, "Layanan", "Service"));
        var number = Rule(Say(language, "Nomor lembar (diisi petugas)", "Sheet number (for the office)"));
        flow.Add(new Columns(18, (Rule(Say(language, "Tanggal", "Date")), 25), (service, 50), (number, 25)), 6);
        if (form.Services.Count is > 0 and <= MostServicesToTick)
        {
            flow.Add(new Stack([(new TextBlock("P", Say(language, "Layanan yang Anda terima", "The service you received"), Asked), 0), .. Rows([.. form.Services], 2)]), 4);
        }
    }

    private static Stack Question(Question question, int number, Language language)
    {
        var offered = question.Options.Select(option => $"{option.Score}  {option.Label.In(language)}").ToList();
        if (question.NotApplicable)
        {
            offered.Add("TB  " + Say(language, "tidak berlaku", "not applicable"));
        }

        return new Stack([(new TextBlock("P", $"{number}. {question.Text.In(language)}", Asked), 0), .. Rows(offered, Math.Min(ColumnsOfOptions, offered.Count))]);
    }

    private static void AddProfile(Flow flow, QuestionnaireDefinition definition, Language language)
    {
        if (definition.Profile.Count == 0)
        {
            return;
        }

        flow.NewPage(); // the back of the sheet
        flow.Add(new TextBlock("H2", Say(language, "Tentang Anda (boleh dikosongkan)", "About you (optional)"), Typography.Heading2).WithNext());
        foreach (var field in definition.Profile)
        {
            var options = field.Options.Select((option, at) => $"{at + 1}  {option.Label.In(language)}").ToList();
            flow.Add(new Stack([(new TextBlock("P", field.Label.In(language), Asked), 0), .. Rows(options, Math.Min(ColumnsOfOptions, options.Count))]), 5);
        }
    }

    private static void AddExtras(Flow flow, IReadOnlyList<PaperExtra> extras, Language language)
    {
        if (extras.Count == 0)
        {
            return;
        }

        flow.Add(new TextBlock("H2", Say(language, "Pertanyaan kantor ini", "Questions of this office"), Typography.Heading2).WithNext(), 12);
        flow.Add(new TextBlock("P", string.Join(", ", extras.Select(extra => PaperForm.NameOf(extra.Code, extra.Version))), Typography.Small).WithNext());
        foreach (var content in extras.Select(extra => extra.Content))
        {
            var hint = content.Kind == ExtraQuestionKind.Multiple ? Say(language, " (boleh lebih dari satu)", " (you may choose several)") : "";
            var choices = content.Choices.Select((choice, at) => choice.In(language) is var words && words.Split(' ')[0] == PaperForm.Keys[at].ToString() ? words : $"{PaperForm.Keys[at]}  {words}").ToList();
            var columns = content.Kind == ExtraQuestionKind.Scale ? Math.Min(choices.Count, 5) : Math.Min(ColumnsOfOptions, choices.Count);
            flow.Add(new Stack([(new TextBlock("P", content.Text.In(language) + hint, Asked), 0), .. Rows(choices, columns)]), 5);
        }
    }

    private static void AddComment(Flow flow, PaperForm form, Language language) => flow.Add(
        new Stack(
            (new TextBlock("H2", form.Definition.Comment.In(language), Typography.Heading2), 0),
            (new TextBlock("P", Say(language, "Jangan tulis NIK, nomor telepon, atau alamat.", "Please write no identity number, telephone number or address."), Typography.Small), 0),
            (Lines(form.Extras.Count == 0 ? LinesToWriteOn : Math.Clamp((int)((flow.Room - 70) / LineHeight), FewestLines, LinesToWriteOn)), 2)),
        16);

    /// <summary>Options with their boxes, a few to a row, in columns of equal width.</summary>
    private static IEnumerable<(Block, double)> Rows(List<string> options, int columns) => options.Chunk(columns).Select(row =>
        ((Block)new Columns(10, [.. row.Select(option => ((Block)new TickBlock(option), 1.0)), .. Enumerable.Repeat(((Block)new Stack(), 1.0), columns - row.Length)]), 3.0));

    private static Stack Rule(string label) => new(
        (new TextBlock("P", label, Typography.Small), 0),
        (new DrawnBlock(16, null, (pen, x, y, width) => pen.Line(new Place(x, y + 15), new Place(x + width, y + 15), new Stroke(Palette.Rule, 0.8))), 0));

    private static DrawnBlock Lines(int count) => new(count * LineHeight, null, (pen, x, y, width) =>
    {
        for (var line = 1; line <= count; line++)
        {
            pen.Line(new Place(x, y + (line * LineHeight)), new Place(x + width, y + (line * LineHeight)), new Stroke(Palette.Rule, 0.6));
        }
    });

    private static byte[] Save(Flow flow, PaperForm form, Language language, DateOnly made)
    {
        var (tag, title) = (language == Language.English ? "en" : "id", $"{form.Definition.Name.In(language)}: {form.UnitName}");
        var version = $"{form.Definition.Code} " + Say(language, $"versi {form.Definition.Version}", $"version {form.Definition.Version}");
        return TaggedDocument.Render(title, form.GovernmentName, tag, made, document =>
        {
            flow.DrawOn(document, tag, (pen, page, count) => pen.Artifact(() =>
            {
                var (small, foot) = (new Lettering(7.5), PageGrid.Height - 34);
                pen.Text(new Place(PageGrid.Left, foot), $"{version} · {RowGrid.Fit(pen, form.UnitName, small, 300)}", small, Palette.Muted);
                pen.Text(new Place(PageGrid.Width - PageGrid.Right, foot), Say(language, $"Halaman {page} dari {count}", $"Page {page} of {count}"), small, Palette.Muted, Anchor.End);
            }));
        });
    }

    private static string Say(Language language, string indonesian, string english) => language == Language.English ? english : indonesian;

    /// <summary>A box to cross and what it means.</summary>
    private sealed class TickBlock(string option) : Block
    {
        private const double Indent = 14;
        private readonly TextBlock text = new("P", option, Offered);

        public override double Height(double width) => text.Height(width - Indent);

        public override void Place(Flow flow, double x, double width)
        {
            var y = flow.Y + 1.5;
            flow.Draw(pen => pen.Artifact(() => pen.Rectangle(x, y, BoxSize, BoxSize, Palette.Paper, new Stroke(Palette.Text, 0.9))));
            text.Place(flow, x + Indent, width - Indent);
        }
    }
}
