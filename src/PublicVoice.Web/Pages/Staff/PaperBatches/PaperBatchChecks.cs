using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Reports.Questionnaires;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Infrastructure;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Surveys;

namespace PublicVoice.Web.Pages.Staff.PaperBatches;

/// <summary>Checks what is declared about a batch.</summary>
public sealed class PaperBatchChecks(ModelStateDictionary state, Wording w)
{
    public DateOnly? Day(string field, string? typed, DateOnly today)
    {
        if (DateOnly.TryParseExact((typed ?? "").Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day >= SubmissionTime.Earliest && day <= today)
        {
            return day;
        }

        state.AddModelError(field, w["Isi tanggal yang sudah lewat atau hari ini", "Enter a date that is past, or today"]);
        return null;
    }

    public void Period(string field, DateOnly? first, DateOnly? last)
    {
        if (first is { } from && last is { } to && (to < from || to.DayNumber - from.DayNumber >= PaperBatch.MaxDays))
        {
            state.AddModelError(field, w["Hari terakhir harus sama dengan atau sesudah hari pertama, paling lama satu tahun", "The last day must be the first or later, within one year"]);
        }
    }

    public int Sheets(string field, string? typed) => Number(field, typed, 1, PaperBatch.MaxSheets);

    /// <param name="field">Name of the form field.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="definition">Null where the version is not known; then only the form of the number is checked.</param>
    public int Total(string field, string? typed, QuestionnaireDefinition? definition) =>
        Number(field, typed, 0, PaperBatch.MaxSheets * (definition?.Questions.Sum(question => question.Options.Max(option => option.Score)) ?? 9));

    /// <param name="field">Name of the form fields.</param>
    /// <param name="chosen">Versions of extra questions that were said to stand on the sheets.</param>
    public IReadOnlyList<AskedQuestion> Extras(string field, IReadOnlyList<AskedQuestion> chosen)
    {
        if (chosen.Count > PaperBatch.MostExtras || chosen.DistinctBy(extra => extra.QuestionId).Count() < chosen.Count)
        {
            state.AddModelError(field, w[$"Pilih satu versi dari setiap pertanyaan tambahan, paling banyak {PaperBatch.MostExtras}", $"Choose one version of each extra question, at most {PaperBatch.MostExtras}"]);
        }

        return chosen;
    }

    private int Number(string field, string? typed, int least, int most)
    {
        var digits = string.Concat((typed ?? "").Where(letter => !char.IsWhiteSpace(letter) && letter is not ('.' or ',')));
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            state.AddModelError(field, w[$"Isi bilangan {least} sampai {most}", $"Enter a number from {least} to {most}"]);
        }

        return number;
    }
}
