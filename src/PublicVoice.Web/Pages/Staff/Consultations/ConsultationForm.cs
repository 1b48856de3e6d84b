using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Infrastructure;

namespace PublicVoice.Web.Pages.Staff.Consultations;

/// <summary>The fields of a plan as they are typed.</summary>
public sealed class ConsultationForm
{
    public string? Theme { get; set; }
    public string? Material { get; set; }
    public string? MaterialLink { get; set; }
    public string? FirstDay { get; set; }
    public string? LastDay { get; set; }
    public string? BeginsAt { get; set; }
    public string? EndsAt { get; set; }
    public string? Place { get; set; }
    public string? MeetingLink { get; set; }
    public string? RegisterUntil { get; set; }

    public static ConsultationForm Of(Consultation held) => new()
    {
        Theme = held.Theme,
        Material = held.Material,
        MaterialLink = held.MaterialLink,
        FirstDay = Iso(held.FirstDay),
        LastDay = held.LastDay == held.FirstDay ? null : Iso(held.LastDay),
        BeginsAt = held.BeginsAt.ToString("HH:mm", CultureInfo.InvariantCulture),
        EndsAt = held.EndsAt.ToString("HH:mm", CultureInfo.InvariantCulture),
        Place = held.Place,
        MeetingLink = held.MeetingLink,
        RegisterUntil = held.RegisterUntil == held.FirstDay ? null : Iso(held.RegisterUntil),
    };

    /// <returns>Null where something is wrong; the form says what.</returns>
    public ConsultationPlan? Read(ModelStateDictionary state, Wording w)
    {
        var checks = new ConsultationChecks(state, w, "Form.");
        var theme = checks.Line(nameof(Theme), Theme, Consultation.ThemeMaxLength, needed: true);
        var material = checks.Text(nameof(Material), Material, Consultation.MaterialMaxLength, needed: true);
        var firstDay = checks.Day(nameof(FirstDay), FirstDay);
        var lastDay = string.IsNullOrWhiteSpace(LastDay) ? firstDay : checks.Day(nameof(LastDay), LastDay);
        var beginsAt = checks.Time(nameof(BeginsAt), BeginsAt);
        var endsAt = checks.Time(nameof(EndsAt), EndsAt);
        var registerUntil = string.IsNullOrWhiteSpace(RegisterUntil) ? firstDay : checks.Day(nameof(RegisterUntil), RegisterUntil);
        var (place, meetingLink, materialLink) = (
            checks.Line(nameof(Place), Place, Consultation.PlaceMaxLength), checks.Link(nameof(MeetingLink), MeetingLink), checks.Link(nameof(MaterialLink), MaterialLink));
        checks.Unless(lastDay is null || firstDay is null || (lastDay >= firstDay && lastDay.Value.DayNumber - firstDay.Value.DayNumber < 60), nameof(LastDay),
            w["Hari terakhir harus pada atau sesudah hari pertama, paling lama 60 hari", "The last day must be on or after the first, at most 60 days"]);
        checks.Unless(beginsAt is null || endsAt is null || endsAt > beginsAt, nameof(EndsAt), w["Waktu selesai harus sesudah waktu mulai", "The end must be after the beginning"]);
        checks.Unless(registerUntil is null || lastDay is null || registerUntil <= lastDay, nameof(RegisterUntil), w["Pendaftaran ditutup paling lambat pada hari terakhir", "Registration ends on the last day at the latest"]);
        checks.Unless(place is not null || meetingLink is not null || !string.IsNullOrWhiteSpace(MeetingLink), nameof(Place), w["Isi tempat, atau tautan pertemuan daring", "Enter a place, or the link of an online meeting"]);
        return !state.IsValid ? null : new ConsultationPlan
        {
            Theme = theme!,
            Material = material!,
            MaterialLink = materialLink,
            FirstDay = firstDay!.Value,
            LastDay = lastDay!.Value,
            BeginsAt = beginsAt!.Value,
            EndsAt = endsAt!.Value,
            Place = place,
            MeetingLink = meetingLink,
            RegisterUntil = registerUntil!.Value,
        };
    }

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Checks what staff type, in words for the person at the form.</summary>
/// <param name="prefix">Of the names of fields.</param>
public sealed class ConsultationChecks(ModelStateDictionary state, Wording w, string prefix = "")
{
    /// <returns>Null for nothing, or where it is wrong.</returns>
    public string? Line(string field, string? typed, int most, bool needed = false) => Checked(field, ForumText.OneLine(typed), most, needed);

    /// <inheritdoc cref="Line"/>
    public string? Text(string field, string? typed, int most, bool needed = false) => Checked(field, ForumText.Plain(typed), most, needed);

    public string? Link(string field, string? typed)
    {
        var link = Line(field, typed, Consultation.LinkMaxLength);
        Unless(link is null || ConsultationLinks.IsWebAddress(link), field, w["Tulis alamat web lengkap, misalnya https://contoh.go.id/bahan", "Write a complete web address such as https://example.org/material"]);
        return link;
    }

    public DateOnly? Day(string field, string? typed)
    {
        if (DateOnly.TryParseExact(typed?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100)
        {
            return day;
        }

        state.AddModelError(prefix + field, w["Isi tanggal, misalnya 2026-11-30", "Enter a date such as 2026-11-30"]);
        return null;
    }

    public TimeOnly? Time(string field, string? typed)
    {
        if (TimeOnly.TryParseExact(typed?.Trim().Replace('.', ':'), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        state.AddModelError(prefix + field, w["Isi jam, misalnya 09.00", "Enter a time such as 09:00"]);
        return null;
    }

    public void Unless(bool isRight, string field, string message)
    {
        if (!isRight)
        {
            state.AddModelError(prefix + field, message);
        }
    }

    private string? Checked(string field, string text, int most, bool needed)
    {
        if ((text.Length == 0 && needed) || text.Length > most)
        {
            state.AddModelError(prefix + field, text.Length == 0 ? w["Isi dahulu bagian ini", "Fill this in"] : w[$"Paling banyak {most} karakter", $"At most {most} characters"]);
            return null;
        }

        return text.Length == 0 ? null : text;
    }
}
