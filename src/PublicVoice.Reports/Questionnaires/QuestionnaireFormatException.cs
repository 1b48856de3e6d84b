namespace PublicVoice.Reports.Questionnaires;

/// <summary>A questionnaire file that cannot be used, with every reason found.</summary>
public sealed class QuestionnaireFormatException(IReadOnlyList<LocalText> errors)
    : Exception(string.Join(Environment.NewLine, errors.Select(error => error.English)))
{
    public IReadOnlyList<LocalText> Errors { get; } = errors;
}
