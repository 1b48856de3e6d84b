using System.Globalization;
using Microsoft.Extensions.Primitives;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.PaperBatches;

/// <summary>What a batch is typed in with.</summary>
/// <param name="Services">To choose from; empty where the batch is of one service or the unit has none.</param>
/// <param name="Extras">Extra questions that stand on the sheets.</param>
public sealed record PaperContext(PaperBatch Batch, LoadedVersion Version, IReadOnlyList<Service> Services, IReadOnlyList<AskedQuestion> Extras)
{
    public QuestionnaireDefinition Definition => Version.Definition;

    /// <summary>The forms bear their own day.</summary>
    public bool AsksDay => Batch.FirstDay != Batch.LastDay;
}

/// <summary>A sheet as it is typed: one key for each question and profile field, as printed beside the boxes.</summary>
public sealed class PaperSheetForm
{
    public const string DayField = "day";
    public const string ServiceField = "service";
    public const string CommentField = "comment";
    public const char LeftOut = '0';
    public const char NotApplicable = '-';

    /// <summary>Profile fields with more options are chosen from a list.</summary>
    public const int MostKeys = 9;

    private readonly PaperContext paper;
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);
    private readonly List<(string Field, LocalText Text)> errors = [];

    private PaperSheetForm(PaperContext paper) => this.paper = paper;

    /// <summary>In the order of the paper.</summary>
    public IReadOnlyList<(string Field, LocalText Text)> Errors => errors;

    public static string FieldOf(Question question) => SurveyForm.FieldOf(question);

    public static string FieldOf(ProfileField field) => SurveyForm.FieldOf(field);

    public static string FieldOf(AskedQuestion asked) => ExtraForm.FieldOf(asked);

    /// <summary>Keys that answer a question.</summary>
    public static string KeysOf(Question question) =>
        string.Concat(question.Options.Select(option => option.Score).Order()) + (question.NotApplicable ? "-tT" : "") + LeftOut + " ";

    public static string KeysOf(ProfileField field) => string.Concat(Enumerable.Range(0, field.Options.Count + 1)) + " ";

    public static string KeysOf(AskedQuestion asked) => PaperExtras.KeysOf(asked) + PaperExtras.KeysOf(asked).ToLowerInvariant() + LeftOut + " ";

    /// <param name="day">Filled in where the forms bear their own.</param>
    public static PaperSheetForm New(PaperContext paper, DateOnly day) => new(paper) { typed = { [DayField] = Iso(day) } };

    /// <summary>A stored sheet, to change it.</summary>
    public static PaperSheetForm Of(PaperContext paper, PaperSheet sheet)
    {
        var form = New(paper, sheet.Day);
        form.typed[ServiceField] = paper.Services.FirstOrDefault(service => service.Id == sheet.ServiceId)?.ShortCode ?? "";
        form.typed[CommentField] = sheet.Comment ?? "";
        for (var at = 0; at < paper.Definition.Questions.Count; at++)
        {
            form.typed[FieldOf(paper.Definition.Questions[at])] = sheet.Answers[at] == '.' ? "0" : sheet.Answers[at].ToString();
        }

        for (var at = 0; at < paper.Definition.Profile.Count; at++)
        {
            form.typed[FieldOf(paper.Definition.Profile[at])] = OptionOf(sheet.Profile[at]) is { } option ? (option + 1).ToString(CultureInfo.InvariantCulture) : "0";
        }

        foreach (var (asked, chosen) in paper.Extras.Zip(PaperExtras.Numbers(sheet.Extras)))
        {
            form.typed[FieldOf(asked)] = PaperExtras.Typed(asked, chosen);
        }

        return form;
    }

    /// <summary>The form as it was sent.</summary>
    /// <param name="paper">What it belongs to.</param>
    /// <param name="posted">Its fields.</param>
    /// <param name="sheet">Null where something has to be mended first.</param>
    public static PaperSheetForm Read(PaperContext paper, IReadOnlyDictionary<string, StringValues> posted, out TypedSheet? sheet)
    {
        var form = new PaperSheetForm(paper);
        var names = new[] { DayField, ServiceField, CommentField }
            .Concat(paper.Definition.Questions.Select(FieldOf)).Concat(paper.Definition.Profile.Select(FieldOf)).Concat(paper.Extras.Select(FieldOf));
        foreach (var name in names)
        {
            form.typed[name] = posted.GetValueOrDefault(name).ToString();
        }

        var read = new TypedSheet(form.Answers(), form.Profile(), form.Service(), form.Day(), form.Comment(), form.Extras());
        sheet = form.errors.Count == 0 ? read : null;
        return form;
    }

    public string Typed(string field) => typed.GetValueOrDefault(field, "");

    public LocalText? ErrorOf(string field) => errors.Find(error => error.Field == field).Text;

    public static int? OptionOf(char profile) => profile switch
    {
        >= '0' and <= '9' => profile - '0',
        >= 'a' and <= 'z' => profile - 'a' + 10,
        _ => null,
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateOnly Day()
    {
        var (first, last) = (paper.Batch.FirstDay, paper.Batch.LastDay);
        if (!paper.AsksDay)
        {
            return first;
        }

        if (!DateOnly.TryParseExact(Typed(DayField).Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day < first || day > last)
        {
            errors.Insert(0, (DayField, new(
                $"Isi tanggal antara {Formats.Day(first, Language.Indonesian)} dan {Formats.Day(last, Language.Indonesian)}",
                $"Enter a date between {Formats.Day(first, Language.English)} and {Formats.Day(last, Language.English)}")));
        }

        return day;
    }

    private int? Service()
    {
        var code = Typed(ServiceField);
        if (paper.Batch.ServiceId is { } only)
        {
            return only;
        }

        var service = paper.Services.FirstOrDefault(service => service.ShortCode == code);
        if (service is null && code.Length > 0)
        {
            errors.Insert(0, (ServiceField, new("Pilih layanan", "Choose a service")));
        }

        return service?.Id;
    }

    private string Answers() => string.Concat(paper.Definition.Questions.Select(question =>
    {
        var field = FieldOf(question);
        var key = Key(field);
        if (key is "0" || (Typed(field).Length > 0 && key.Length == 0))
        {
            return '.';
        }

        if (question.NotApplicable && key is "-" or "t" or "T")
        {
            return '-';
        }

        if (key.Length == 1 && question.Options.Any(option => option.Score == key[0] - '0'))
        {
            return key[0];
        }

        var scores = string.Join(", ", question.Options.Select(option => option.Score).Order());
        errors.Add((field, question.NotApplicable
            ? new($"Tekan {scores}, - untuk tidak berlaku, atau 0 bila kosong", $"Press {scores}, - for not applicable, or 0 where left out")
            : new($"Tekan {scores}, atau 0 bila kosong", $"Press {scores}, or 0 where left out")));
        return '.';
    }));

    private string Profile() => string.Concat(paper.Definition.Profile.Select(field =>
    {
        var key = Key(FieldOf(field));
        if (key is "" or "0")
        {
            return '.';
        }

        if (int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= field.Options.Count)
        {
            return "0123456789abcdefghijklmnopqrstuvwxyz"[number - 1];
        }

        errors.Add((FieldOf(field), new($"Tekan 1 sampai {field.Options.Count}, atau 0 bila kosong", $"Press 1 to {field.Options.Count}, or 0 where left out")));
        return '.';
    }));

    private string Extras() => PaperExtras.Write(paper.Extras.Select(asked =>
    {
        var (chosen, problem) = PaperExtras.Read(asked, Typed(FieldOf(asked)));
        if (problem is not null)
        {
            errors.Add((FieldOf(asked), problem));
        }

        return chosen;
    }));

    private string? Comment()
    {
        var comment = CommentText.Plain(Typed(CommentField)).Trim();
        if (comment.Length > SurveyComment.TextMaxLength)
        {
            errors.Add((CommentField, new($"Paling banyak {SurveyComment.TextMaxLength} karakter", $"At most {SurveyComment.TextMaxLength} characters")));
        }

        return comment.Length == 0 ? null : comment;
    }

    private string Key(string field) => Typed(field).Trim();
}
