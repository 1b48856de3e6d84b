using Microsoft.AspNetCore.Mvc.RazorPages;
using PublicVoice.Reports.Consultations;
using PublicVoice.Web.Consultations;

namespace PublicVoice.Web.Pages.Consultations;

[OfPublicConsultation]
public sealed class ConsultationModel(PublicConsultations consultations, ConsultationAdministration administration, FollowUps followUps) : PageModel, IConsultationPage
{
    public ConsultationPlace Place { get; set; } = null!;

    public string? DocumentName { get; private set; }

    public ILookup<ParticipantGroup, ConsultationInvitee> Invitees { get; private set; } = null!;

    public IReadOnlyList<RoomMessage> Room { get; private set; } = [];

    /// <summary>Newest revision first.</summary>
    public IReadOnlyList<PublishedMinutes> Minutes { get; private set; } = [];

    /// <summary>What the newest revision says; null before there is one.</summary>
    public MinutesFacts? Facts { get; private set; }

    public IReadOnlyList<FollowedItem> FollowedUp { get; private set; } = [];

    /// <summary>Something was just written in the room, and shown at once or left to staff.</summary>
    public bool IsWritten => Request.Query.ContainsKey("ditulis");

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var consultation = Place.Consultation;
        DocumentName = await consultations.DocumentNameAsync(consultation, cancellationToken);
        Invitees = (await administration.InviteesAsync(consultation.Id, cancellationToken)).ToLookup(invitee => invitee.Group);
        Room = await consultations.RoomAsync(consultation, cancellationToken);
        if (consultation.Status == ConsultationStatus.Concluded)
        {
            Minutes = await consultations.MinutesAsync(consultation, cancellationToken);
            Facts = MinutesKeeping.Read(Minutes[0]);
            FollowedUp = await followUps.OfAsync(consultation.Id, cancellationToken);
        }
    }
}
