using Microsoft.EntityFrameworkCore;
using PublicVoice.Reports;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Audit;
using PublicVoice.Web.Data;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Consultations;

/// <summary>Something that somebody wants to say in the room.</summary>
/// <param name="IsTrapped">A program filled in the field that people do not see: staff look at it first, whatever the room says.</param>
public sealed record RoomWords(string Text, string? Name, ParticipantGroup? Group, Guid Key, bool IsTrapped);

/// <summary>The online room of a consultation: what citizens write, what staff show of it and say to it.</summary>
public sealed class ConsultationRoom(PublicVoiceDbContext context, AuditLog audit, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Keeps a message once, however often its form is sent. It is public only where the office opened the room for that.</summary>
    /// <returns>Why not; null where it is kept.</returns>
    public async Task<LocalText?> WriteAsync(Consultation consultation, RoomWords words, CancellationToken cancellationToken)
    {
        if (await IsKeptAsync(words.Key, cancellationToken))
        {
            return null;
        }

        if (!consultation.TakesMessages || await context.RoomMessages.CountAsync(row => row.ConsultationId == consultation.Id, cancellationToken) >= RoomMessage.Most)
        {
            return new("Ruang ini sudah ditutup dan tulisan Anda belum tersimpan.", "The room has been closed and yours has not been saved.");
        }

        var message = new RoomMessage
        {
            ConsultationId = consultation.Id,
            SubmissionKey = words.Key,
            Part = consultation.Status == ConsultationStatus.Announced ? RoomPart.Question : RoomPart.Discussion,
            Text = words.Text,
            Name = words.Name,
            Group = words.Group,
            WrittenOn = Now,
        };
        if (consultation.ShowsAtOnce && !words.IsTrapped)
        {
            message.ShowAtOnce(Masked(words.Text, []));
        }

        try
        {
            context.Add(message);
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            context.ChangeTracker.Clear();
            if (!await IsKeptAsync(words.Key, cancellationToken))
            {
                throw;
            }
        }

        return null;
    }

    /// <summary>Newest last; what waits for staff first where staff look.</summary>
    public Task<List<RoomMessage>> MessagesAsync(int consultationId, CancellationToken cancellationToken) =>
        context.RoomMessages.AsNoTracking().Where(row => row.ConsultationId == consultationId).OrderBy(row => row.Id).ToListAsync(cancellationToken);

    /// <summary>Shows a message, with the passages and everything found masked, or takes it from the public.</summary>
    /// <param name="seen">Version of the message that was seen.</param>
    /// <returns>False when somebody else was faster.</returns>
    public Task<bool> DecideAsync(Consultation consultation, Unit unit, int messageId, int seen, bool show, IReadOnlyList<string> passages, CancellationToken cancellationToken) =>
        ChangeAsync(
            consultation, messageId, seen,
            message =>
            {
                if (show)
                {
                    message.Show(Masked(message.Text, passages), Now);
                }
                else
                {
                    message.HoldBack(Now);
                }
            },
            new("consultation.message-decided", ConsultationAdministration.Named(consultation), unit.Path, StaffTask.RunConsultations, After: new { message = messageId, shown = show }), cancellationToken);

    /// <returns>False when somebody else was faster.</returns>
    public Task<bool> AnswerAsync(Consultation consultation, Unit unit, int messageId, int seen, string answer, CancellationToken cancellationToken) =>
        ChangeAsync(
            consultation, messageId, seen, message => message.Reply(answer, Now),
            new("consultation.message-answered", ConsultationAdministration.Named(consultation), unit.Path, StaffTask.RunConsultations, After: new { message = messageId, answer }), cancellationToken);

    public static string Masked(string text, IEnumerable<string> passages) => Masking.Apply(text, Masking.Found(text).Concat(passages));

    private async Task<bool> ChangeAsync(Consultation consultation, int messageId, int seen, Action<RoomMessage> change, AuditRecord record, CancellationToken cancellationToken)
    {
        var message = await context.RoomMessages.SingleOrDefaultAsync(row => row.Id == messageId && row.ConsultationId == consultation.Id, cancellationToken);
        if (message is null || message.Version != seen)
        {
            return false;
        }

        change(message);
        try
        {
            await audit.SaveAsync(record, cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            context.ChangeTracker.Clear();
            return false;
        }
    }

    private Task<bool> IsKeptAsync(Guid key, CancellationToken cancellationToken) => context.RoomMessages.AnyAsync(row => row.SubmissionKey == key, cancellationToken);
}
