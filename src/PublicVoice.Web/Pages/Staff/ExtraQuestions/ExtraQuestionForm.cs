using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Pages.Staff.Questionnaires;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Pages.Staff.ExtraQuestions;

/// <summary>What is typed about an extra question: the fields of every kind, of which those of the chosen kind count.</summary>
public sealed class ExtraQuestionForm
{
    private const int UsualScaleMax = 5;
    private const int FewestRows = 5;

    public int? Revision { get; set; }

    /// <summary>Of a new question.</summary>
    public string? Code { get; set; }
    public string? Kind { get; set; }
    public DraftText Text { get; set; } = new();
    public bool Required { get; set; }
    public bool WithUnitsBelow { get; set; }

    /// <summary>Empty ones are left out.</summary>
    public List<DraftText> Options { get; set; } = [];
    public string? ScaleMax { get; set; } = UsualScaleMax.ToString(CultureInfo.InvariantCulture);
    public DraftText Low { get; set; } = new();
    public DraftText High { get; set; } = new();

    public static ExtraQuestionForm Of(ListedExtraQuestion stored)
    {
        var content = stored.Newest.Content;
        var form = new ExtraQuestionForm
        {
            Revision = stored.Question.Revision,
            Kind = content.Kind.ToString(),
            Text = DraftText.Of(content.Text),
            Required = content.Required,
            WithUnitsBelow = stored.Question.WithUnitsBelow,
        };
        if (content.Kind == ExtraQuestionKind.Scale)
        {
            (form.ScaleMax, form.Low, form.High) = ($"{content.ScaleMax}", DraftText.Of(content.Options[0]), DraftText.Of(content.Options[1]));
        }
        else
        {
            form.Options = [.. content.Options.Select(DraftText.Of)];
        }

        return form;
    }

    /// <summary>What it asks; null where something is wrong, and the messages say what.</summary>
    /// <param name="state">Takes the messages.</param>
    /// <param name="name">Of this form among the fields of the page.</param>
    /// <param name="w">Words.</param>
    public ExtraQuestionContent? Read(ModelStateDictionary state, string name, Wording w)
    {
        var checks = new DraftChecks(state, w);
        Filled(nameof(Text), Text, ExtraQuestionContent.TextMaxLength);
        if (!Enum.TryParse<ExtraQuestionKind>(Kind, out var kind) || !Enum.IsDefined(kind))
        {
            state.AddModelError($"{name}.{nameof(Kind)}", w["Pilih satu jenis", "Choose a kind"]);
            return null;
        }

        var (texts, scale) = (new List<DraftText>(), 0);
        if (kind == ExtraQuestionKind.Scale)
        {
            (texts, scale) = ([Low, High], ScaleOf(ScaleMax));
            Filled(nameof(Low), Low, ExtraQuestionContent.OptionMaxLength);
            Filled(nameof(High), High, ExtraQuestionContent.OptionMaxLength);
            if (scale == 0)
            {
                state.AddModelError($"{name}.{nameof(ScaleMax)}", w["Pilih skala", "Choose a scale"]);
            }
        }
        else if (kind != ExtraQuestionKind.Text)
        {
            foreach (var (at, option) in Options.Take(ExtraQuestionContent.MaxOptions).Index().Where(option => !IsBlank(option.Item)))
            {
                Filled($"{nameof(Options)}[{at}]", option, ExtraQuestionContent.OptionMaxLength);
                texts.Add(option);
            }

            if (texts.Count < 2)
            {
                state.AddModelError($"{name}.{nameof(Options)}[0].Id", w["Isi sedikitnya dua pilihan", "Enter at least two options"]);
            }
        }

        return state.IsValid
            ? new ExtraQuestionContent { Kind = kind, Text = Text.Shown, Required = Required, Options = [.. texts.Select(text => text.Shown)], ScaleMax = scale }
            : null;

        void Filled(string field, DraftText text, int most)
        {
            checks.Text($"{name}.{field}", text, most);
            if (text.Id is null)
            {
                state.AddModelError($"{name}.{field}.Id", w["Isi teks bahasa Indonesia", "Enter the Indonesian text"]);
            }
        }
    }

    /// <summary>Room for more options than there are.</summary>
    public ExtraQuestionForm WithRooms()
    {
        var wanted = Math.Min(ExtraQuestionContent.MaxOptions, Math.Max(FewestRows, Options.Count(option => !IsBlank(option)) + 2));
        while (Options.Count < wanted)
        {
            Options.Add(new DraftText());
        }

        return this;
    }

    private static bool IsBlank(DraftText text) => string.IsNullOrWhiteSpace(text.Id) && string.IsNullOrWhiteSpace(text.En);

    /// <returns>0 where it is none.</returns>
    private static int ScaleOf(string? typed) =>
        int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= ExtraQuestionContent.LowestScaleMax and <= ExtraQuestionContent.HighestScaleMax ? most : 0;
}
