using System.Text.Json;
using Microsoft.Extensions.Primitives;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Tests.Surveys;

public class SurveyFormTests
{
    private static readonly LoadedVersion Small = new(1, 1, QuestionnaireJson.Parse(TestData.SmallQuestionnaire));

    private static SurveyForm Read(LoadedVersion version, params IEnumerable<(string Name, StringValues Values)> posted) =>
        SurveyForm.Read(version, Guid.CreateVersion7(), posted.ToDictionary(field => field.Name, field => field.Values, StringComparer.Ordinal));

    [Fact]
    public void Read_Empty_MissesEveryRequiredQuestion()
    {
        var form = Read(Small);
        Assert.Equal([0, 2], form.Errors.Select(error => error.Question));
        Assert.Equal(("...", "."), (form.Answers, form.Profile));
        Assert.False(form.IsForged);
        Assert.Null(form.CommentToStore);
    }

    [Theory]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("a\0b", "ab")]
    [InlineData("\t tab ", "tab")]
    [InlineData(" \n ", null)]
    public void Read_Comment_IsPlainText(string typed, string? stored) => Assert.Equal(stored, Read(Small, ("comment", typed)).CommentToStore);

    [Fact]
    public void Read_HalfACharacter_IsReplaced() => Assert.Equal("a\ufffdb", Read(Small, ("comment", "a\ud800b")).CommentToStore);

    [Theory]
    [InlineData(SurveyComment.TextMaxLength, false)]
    [InlineData(SurveyComment.TextMaxLength + 1, true)]
    public void Read_CommentLength_IsCountedInUtf16Units(int length, bool tooLong) =>
        Assert.Equal(tooLong, Read(Small, ("comment", new string('x', length - 2) + "😀")).ErrorOf(null) is not null);

    [Fact]
    public void Read_SixtyQuestionsOfNineOptions_AreAllKept()
    {
        var json = JsonSerializer.Serialize(new
        {
            code = "BESAR",
            name = new { id = "Besar" },
            scale = new { min = 1, max = 9 },
            quality_table = new[] { new { grade = "A", from = 11, to = 100, id = "A" } },
            elements = Enumerable.Range(1, 40).Select(number => new { code = $"E{number}", number, name = new { id = "E" } }),
            questions = Enumerable.Range(0, 60).Select(at => new
            {
                position = at + 1,
                element = $"E{(at % 40) + 1}",
                text = new { id = "?" },
                options = Enumerable.Range(1, 9).Select(score => new { score, id = $"{score}" }),
            }),
            profile = new { big = Enumerable.Range(0, 36).Select(option => $"o{option}") },
        });
        var version = new LoadedVersion(1, 1, QuestionnaireJson.Parse(json));

        var form = Read(version, [.. version.Definition.Questions.Select((question, at) => (SurveyForm.FieldOf(question), new StringValues($"{(at % 9) + 1}"))), ("p.big", "o35")]);
        Assert.Empty(form.Errors);
        Assert.Equal(string.Concat(Enumerable.Range(0, 60).Select(at => (at % 9) + 1)), form.Answers);
        Assert.Equal("z", form.Profile);
    }
}
