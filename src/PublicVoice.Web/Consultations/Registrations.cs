using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Data;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Consultations;

/// <summary>What somebody types to be on the list.</summary>
public sealed class RegistrationDraft
{
    public string? Name { get; set; }

    /// <summary><see cref="ParticipantGroup"/> as a number.</summary>
    public string? Group { get; set; }
    public string? Organisation { get; set; }
    public string? Phone { get; set; }
    public string? Sex { get; set; }

    public ParticipantGroup? ChosenGroup => ConsultationWords.Groups.Where(group => group.ToString("D") == Group).Select(group => (ParticipantGroup?)group).FirstOrDefault();

    public void Tidy() => (Name, Organisation, Phone, Sex) = (ForumText.OneLine(Name), ForumText.OneLine(Organisation), ForumText.OneLine(Phone), Sex is "L" or "P" ? Sex : null);

    /// <summary>What keeps it from being stored, by the name of the field.</summary>
    /// <param name="needsPhone">Who registers leaves a number; who is written down at the door need not.</param>
    public IEnumerable<(string Field, LocalText Message)> Errors(bool needsPhone)
    {
        if (string.IsNullOrEmpty(Name) || Name.Length > ConsultationParticipant.NameMaxLength || !Name.Any(char.IsLetter))
        {
            yield return (nameof(Name), new($"Tulis nama, paling banyak {ConsultationParticipant.NameMaxLength} karakter.", $"Write a name of at most {ConsultationParticipant.NameMaxLength} characters."));
        }

        if (ChosenGroup is null)
        {
            yield return (nameof(Group), new("Pilih satu kelompok.", "Choose one group."));
        }

        if (Organisation?.Length > ConsultationParticipant.OrganisationMaxLength)
        {
            yield return (nameof(Organisation), new($"Paling banyak {ConsultationParticipant.OrganisationMaxLength} karakter.", $"At most {ConsultationParticipant.OrganisationMaxLength} characters."));
        }

        if (string.IsNullOrEmpty(Phone) ? needsPhone : PhoneNumber.Digits(Phone) is null || Phone.Length > ConsultationParticipant.PhoneMaxLength)
        {
            yield return (nameof(Phone), new("Tulis nomor telepon, misalnya 0812-3456-7890.", "Write a phone number such as 0812-3456-7890."));
        }
    }
}

public static class PhoneNumber
{
    private const int Fewest = 8;
    private const int Most = 15;

    /// <summary>The number with its country code, so that 0812… and +62 812… are the same; null for what is none.</summary>
    public static string? Digits(string typed)
    {
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        return digits.Length is < Fewest or > Most || !typed.All(letter => char.IsAsciiDigit(letter) || letter is ' ' or '-' or '+' or '.' or '(' or ')') ? null
            : digits[0] == '0' ? "62" + digits[1..] : digits;
    }
}

/// <param name="Receipt">Null where it was refused.</param>
public sealed record RegistrationResult(string? Receipt, LocalText? Refusal);

/// <summary>A registration with what it is for.</summary>
public sealed record FoundRegistration(ConsultationParticipant Participant, Consultation Consultation, Unit Unit)
{
    /// <summary>Who came stands in the minutes.</summary>
    public bool MayWithdraw => Consultation.IsOpen && !Participant.Attended;
}

/// <summary>Who registers for consultations: each person once, however often the form is sent.</summary>
public sealed class Registrations(PublicVoiceDbContext context, ReceiptCodes receipts, TimeProvider clock)
{
    private static readonly LocalText Known = new(
        "Nomor telepon ini sudah terdaftar untuk konsultasi ini. Buka pendaftaran Anda dengan kode yang Anda terima.",
        "This phone number is registered for this consultation already. Open your registration with the code that you got.");

    private static readonly LocalText Full = new("Daftar peserta sudah penuh.", "The list of participants is full.");

    private readonly byte[] secret = receipts.Derive("consultation participant");

    /// <param name="draft">Tidied and without errors.</param>
    /// <param name="key">Of the form.</param>
    /// <param name="consentedTo">Version of the consent; null for people that staff write down.</param>
    public async Task<RegistrationResult> AddAsync(int consultationId, RegistrationDraft draft, Guid key, int? consentedTo, CancellationToken cancellationToken)
    {
        var receipt = receipts.For(key);
        if (await context.ConsultationParticipants.AnyAsync(row => row.SubmissionKey == key, cancellationToken))
        {
            return new(receipt, null);
        }

        if (await context.ConsultationParticipants.CountAsync(row => row.ConsultationId == consultationId, cancellationToken) >= ConsultationParticipant.Most)
        {
            return new(null, Full);
        }

        var person = PersonHash(consultationId, draft.Phone);
        try
        {
            context.Add(new ConsultationParticipant
            {
                ConsultationId = consultationId,
                SubmissionKey = key,
                ReceiptHash = receipts.Hash(receipt),
                PersonHash = person,
                Name = draft.Name!,
                Group = draft.ChosenGroup!.Value,
                Organisation = NullIfEmpty(draft.Organisation),
                Phone = NullIfEmpty(draft.Phone),
                Sex = draft.Sex,
                RegisteredOn = clock.GetUtcNow().UtcDateTime,
                ConsentedTo = consentedTo,
                Attended = consentedTo is null,
            });
            await context.SaveChangesAsync(cancellationToken);
            return new(receipt, null);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear();
            if (await context.ConsultationParticipants.AnyAsync(row => row.SubmissionKey == key, cancellationToken))
            {
                return new(receipt, null);
            }

            if (await context.ConsultationParticipants.AnyAsync(row => row.ConsultationId == consultationId && row.PersonHash == person, cancellationToken))
            {
                return new(null, Known);
            }

            throw;
        }
    }

    public async Task<FoundRegistration?> FindAsync(string receipt, CancellationToken cancellationToken)
    {
        if (receipt.Length > ReceiptCodes.MaxTypedLength)
        {
            return null;
        }

        var hash = receipts.Hash(receipt);
        var found = await context.ConsultationParticipants.AsNoTracking().Where(row => row.ReceiptHash == hash && row.ConsentedTo != null)
            .Join(context.Consultations.AsNoTracking(), row => row.ConsultationId, consultation => consultation.Id, (row, consultation) => new { Participant = row, Consultation = consultation })
            .Join(context.Units.AsNoTracking(), row => row.Consultation.UnitId, unit => unit.Id, (row, unit) => new { row.Participant, row.Consultation, Unit = unit })
            .SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new FoundRegistration(found.Participant, found.Consultation, found.Unit);
    }

    /// <summary>Deletes what was stored. One condition decides, so that somebody who was just ticked as present stays.</summary>
    /// <returns>False where it is too late.</returns>
    public async Task<bool> WithdrawAsync(FoundRegistration registration, CancellationToken cancellationToken) =>
        await context.ConsultationParticipants
            .Where(row => row.Id == registration.Participant.Id && !row.Attended
                && context.Consultations.Any(held => held.Id == row.ConsultationId && (held.Status == ConsultationStatus.Announced || held.Status == ConsultationStatus.UnderWay)))
            .ExecuteDeleteAsync(cancellationToken) == 1;

    private long PersonHash(int consultationId, string? phone) => PhoneNumber.Digits(phone ?? "") is { } digits
        ? BitConverter.ToInt64(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{consultationId}|{digits}")))
        : BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
