using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Staff.ResponseFiles;

/// <summary>What a person may choose for a column, a text and the dates, in words.</summary>
public sealed class ColumnChoices(QuestionnaireDefinition definition, IReadOnlyList<AskedQuestion> extras, Wording w)
{
    /// <summary>Value of a column that is left out on purpose.</summary>
    public const string Ignored = "-";

    /// <summary>Score of a text that counts as no answer.</summary>
    public const string LeftOut = "0";

    public IReadOnlyList<SelectListItem> Meanings { get; } =
    [
        new(w["— pilih artinya —", "— choose its meaning —"], ""), new(w["jangan diimpor", "do not import"], Ignored),
        .. ColumnGuess.Meanings(definition, extras).Select(meaning => new SelectListItem(MeaningOf(meaning, definition, extras, w), meaning)),
    ];

    public IEnumerable<SelectListItem> Orders => [new(w["hari/bulan/tahun", "day/month/year"], "False"), new(w["bulan/hari/tahun", "month/day/year"], "True")];

    public IEnumerable<SelectListItem> Scores(Question question) =>
    [
        new(w["— pilih nilainya —", "— choose its score —"], ""),
        .. question.Options.OrderBy(option => option.Score).Select(option => new SelectListItem($"{option.Score} {w[option.Label]}", option.Score.ToString(CultureInfo.InvariantCulture))),
        new(w["tidak berlaku", "not applicable"], ResponseColumns.NotApplicable), new(w["kosong (tidak dijawab)", "left out"], LeftOut),
    ];

    public IEnumerable<SelectListItem> Choices(AskedQuestion asked) =>
    [
        new(w["— pilih jawabannya —", "— choose the answer —"], ""),
        .. asked.Content.Choices.Select((choice, at) => new SelectListItem(w[choice], (at + 1).ToString(CultureInfo.InvariantCulture))),
        new(w["kosong (tidak dijawab)", "left out"], LeftOut),
    ];

    private static string MeaningOf(string meaning, QuestionnaireDefinition definition, IReadOnlyList<AskedQuestion> extras, Wording w) => meaning switch
    {
        ResponseColumns.SubmittedOn => w["Tanggal atau waktu pengisian", "Date or time of filling in"],
        ResponseColumns.Service => w["Layanan", "Service"],
        ResponseColumns.Unit => w["Kode unit di bawah ini", "Code of a unit below"],
        ResponseColumns.Comment => w["Saran", "Comment"],
        ResponseColumns.Row => w["Nomor baris (tidak disimpan)", "Row number (not stored)"],
        ResponseColumns.Key => w["Kunci dari ekspor PublicVoice", "Key of a PublicVoice export"],
        _ when definition.QuestionKeys.ToList().IndexOf(meaning) is >= 0 and var at => $"{at + 1}. {w[definition.Questions[at].Text]}",
        _ when extras.FirstOrDefault(asked => ExtraCells.ColumnOf(asked) == meaning) is { } extra => $"{w["Tambahan", "Extra"]}: {w[extra.Content.Text]}",
        _ => w[definition.Profile.First(field => field.Code == meaning).Label],
    };
}
