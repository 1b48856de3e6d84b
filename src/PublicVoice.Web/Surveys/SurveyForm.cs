using System.Globalization;
using Microsoft.Extensions.Primitives;
using PublicVoice.Reports;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Surveys;

/// <summary>Something the citizen has to mend.</summary>
/// <param name="Question">Index of the question it belongs to; null for what follows the questions.</param>
/// <param name="Extra">Index of the extra question it belongs to.</param>
public sealed record SurveyFormError(int? Question, LocalText Text, bool IsOfVisitCode = false, int? Extra = null);

/// <summary>The survey as shown and as filled in: the posted fields, held against the version that was shown.</summary>
public sealed class SurveyForm
{
    public const string KeyField = "key";
    public const string VersionField = "version";
    public const string CommentField = "comment";

    /// <summary>Also the name in the address of a slip's QR code.</summary>
    public const string VisitCodeField = "kode";

    /// <summary>What the human check put into the form.</summary>
    public const string ProofField = "bukti";

    /// <summary>Shown to nobody: who fills it in is a program.</summary>
    public const string TrapField = "situs";

    /// <summary>Value of "not applicable".</summary>
    public const string NotApplicable = "TB";

    private const string QuestionPrefix = "q.";
    private const string ProfilePrefix = "p.";
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    private readonly string?[] choices;
    private readonly int?[] profile;
    private readonly List<SurveyFormError> errors = [];

    private SurveyForm(LoadedVersion version, Guid submissionKey)
    {
        Version = version;
        SubmissionKey = submissionKey;
        choices = new string?[Definition.Questions.Count];
        profile = new int?[Definition.Profile.Count];
    }

    public LoadedVersion Version { get; }

    public QuestionnaireDefinition Definition => Version.Definition;

    /// <summary>Made when the form is first shown, so that sending it twice stores it once.</summary>
    public Guid SubmissionKey { get; }

    public string Comment { get; private set; } = "";

    /// <summary>The visit code as typed.</summary>
    public string VisitCode { get; private set; } = "";

    /// <summary>Which extra questions a page must show after the questions, and what was answered to them.</summary>
    public ExtraForm Extras { get; private set; } = ExtraForm.New([]);

    /// <summary>In the order of the form.</summary>
    public IReadOnlyList<SurveyFormError> Errors => errors;

    /// <summary>True when a field or value came that the form never offered; nobody who fills it in gets there.</summary>
    public bool IsForged { get; private set; }

    /// <summary>One character per question: its score, '-' not applicable, '.' left out.</summary>
    public string Answers => string.Concat(choices.Select(choice => choice switch { null or "" => '.', NotApplicable => '-', _ => choice[0] }));

    /// <summary>One character per profile field: index of the option in base 36, '.' not stated.</summary>
    public string Profile => string.Concat(profile.Select(option => option is { } index ? Digits[index] : '.'));

    /// <summary>The comment as it is stored; null where nothing was written.</summary>
    public string? CommentToStore => string.IsNullOrWhiteSpace(Comment) ? null : Comment.Trim();

    /// <summary>Without hyphen; null where none was typed, or what was typed is none.</summary>
    public string? VisitCodeToRedeem => VisitCodeText.Read(VisitCode);

    public static string FieldOf(Question question) => QuestionPrefix + question.Code;

    public static string FieldOf(ProfileField field) => ProfilePrefix + field.Code;

    /// <summary>A form as first shown. Comment and visit code may be taken over from a form that could not be accepted.</summary>
    public static SurveyForm New(LoadedVersion version, DateTimeOffset now, string comment = "", string visitCode = "", IReadOnlyList<AskedQuestion>? extras = null) =>
        new(version, Guid.CreateVersion7(now)) { Comment = comment, VisitCode = Short(visitCode), Extras = ExtraForm.New(extras ?? []) };

    /// <summary>The form as it was sent. Whatever fits is kept, so that it can be shown again; the rest is in <see cref="Errors"/>.</summary>
    public static SurveyForm Read(LoadedVersion version, Guid submissionKey, IReadOnlyDictionary<string, StringValues> posted, IReadOnlyList<AskedQuestion>? extras = null)
    {
        var form = new SurveyForm(version, submissionKey)
        {
            Comment = CommentText.Plain(posted.GetValueOrDefault(CommentField).ToString()),
            VisitCode = Short(posted.GetValueOrDefault(VisitCodeField).ToString()),
        };
        form.ReadAnswers(posted);
        form.Extras = ExtraForm.Read(extras ?? [], posted);
        form.errors.AddRange(form.Extras.Errors.Select(error => new SurveyFormError(null, error.Text, Extra: error.Index)));
        form.ReadProfile(posted);
        var offered = form.Definition.Questions.Select(FieldOf).Concat(form.Definition.Profile.Select(FieldOf)).ToHashSet(StringComparer.Ordinal);
        form.IsForged |= form.Extras.IsForged || posted.Keys.Any(name =>
            (name.StartsWith(QuestionPrefix, StringComparison.Ordinal) || name.StartsWith(ProfilePrefix, StringComparison.Ordinal)) && !offered.Contains(name));
        if (form.Comment.Length > SurveyComment.TextMaxLength)
        {
            var (length, most) = (form.Comment.Length, SurveyComment.TextMaxLength);
            form.errors.Add(new SurveyFormError(null, new LocalText(
                $"Saran paling banyak {Formats.Count(most, Language.Indonesian)} karakter; yang Anda tulis {Formats.Count(length, Language.Indonesian)}. Persingkat dulu.",
                $"Comments can have {Formats.Count(most, Language.English)} characters; yours has {Formats.Count(length, Language.English)}. Please shorten it.")));
        }

        if (form.VisitCode.Length > 0 && form.VisitCodeToRedeem is null)
        {
            form.Refuse(VisitCodeState.Unknown);
        }

        return form;
    }

    /// <summary>Adds why the visit code cannot be used.</summary>
    public void Refuse(VisitCodeState state) => errors.Add(new SurveyFormError(null, state switch
    {
        VisitCodeState.Used => new LocalText(
            "Kode kunjungan ini sudah dipakai. Kosongkan kodenya lalu kirim tanpa kode, atau minta kode baru kepada petugas.",
            "This visit code has been used already. Empty the field and send without a code, or ask the staff for a new one."),
        VisitCodeState.Expired => new LocalText(
            "Masa berlaku kode kunjungan ini sudah habis. Kosongkan kodenya lalu kirim tanpa kode.",
            "This visit code has expired. Empty the field and send without a code."),
        VisitCodeState.Foreign => new LocalText(
            "Kode kunjungan ini milik kantor atau layanan lain. Kosongkan kodenya lalu kirim tanpa kode, atau nilai layanan yang tertulis pada lembar kodenya.",
            "This visit code belongs to another office or service. Empty the field and send without a code, or rate the service that is printed on the slip."),
        _ => new LocalText(
            "Kode kunjungan ini salah ketik. Periksa lagi delapan huruf dan angkanya, atau kosongkan lalu kirim tanpa kode.",
            "This visit code is mistyped. Check its eight letters and digits, or empty the field and send without a code."),
    }, IsOfVisitCode: true));

    /// <summary>The chosen value of a question: a score, <see cref="NotApplicable"/>, or "" for "no answer"; null when nothing was chosen.</summary>
    public string? ChoiceOf(int question) => choices[question];

    public int? ProfileOf(int field) => profile[field];

    public LocalText? ErrorOf(int? question) => errors.Find(error => error.Question == question && !error.IsOfVisitCode && error.Extra is null)?.Text;

    public LocalText? VisitCodeError => errors.Find(error => error.IsOfVisitCode)?.Text;

    /// <summary>More than a code is never shown again.</summary>
    private static string Short(string typed) => typed.Trim() is var code && code.Length > VisitCodeText.MaxTypedLength ? code[..VisitCodeText.MaxTypedLength] : code;

    private void ReadAnswers(IReadOnlyDictionary<string, StringValues> posted)
    {
        for (var index = 0; index < choices.Length; index++)
        {
            var question = Definition.Questions[index];
            var values = posted.GetValueOrDefault(FieldOf(question));
            if (values.Count > 0)
            {
                var offered = values.Count == 1 && Offers(question, values[0]!);
                IsForged |= !offered && values is not [""];
                choices[index] = offered ? values[0] : null;
            }

            if (choices[index] is null && question.Required)
            {
                errors.Add(new SurveyFormError(index, new LocalText("Pilih satu jawaban.", "Choose one answer.")));
            }
        }
    }

    private static bool Offers(Question question, string value) =>
        question.Options.Any(option => option.Score.ToString(CultureInfo.InvariantCulture) == value)
        || (question.NotApplicable && value == NotApplicable)
        || (!question.Required && value.Length == 0);

    private void ReadProfile(IReadOnlyDictionary<string, StringValues> posted)
    {
        for (var index = 0; index < profile.Length; index++)
        {
            var field = Definition.Profile[index];
            var values = posted.GetValueOrDefault(FieldOf(field));
            if (values.Count == 0 || values is [""])
            {
                continue;
            }

            var option = values.Count == 1 ? field.Options.Select(known => known.Code).ToList().IndexOf(values[0]!) : -1;
            IsForged |= option < 0;
            profile[index] = option < 0 ? null : option;
        }
    }
}
