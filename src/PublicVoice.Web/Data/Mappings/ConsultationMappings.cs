using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Consultations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class ConsultationMapping : IEntityTypeConfiguration<Consultation>
{
    public void Configure(EntityTypeBuilder<Consultation> builder)
    {
        builder.ToTable("consultations");
        builder.Ignore(consultation => consultation.IsPublic);
        builder.Ignore(consultation => consultation.IsOpen);
        builder.Ignore(consultation => consultation.MayBeChanged);
        builder.Ignore(consultation => consultation.HasMinutes);
        builder.Ignore(consultation => consultation.TakesMessages);
        builder.Property(consultation => consultation.Theme).HasMaxLength(Consultation.ThemeMaxLength);
        builder.Property(consultation => consultation.Material).HasMaxLength(Consultation.MaterialMaxLength);
        builder.Property(consultation => consultation.MaterialLink).HasMaxLength(Consultation.LinkMaxLength);
        builder.Property(consultation => consultation.MeetingLink).HasMaxLength(Consultation.LinkMaxLength);
        builder.Property(consultation => consultation.Place).HasMaxLength(Consultation.PlaceMaxLength);
        builder.Property(consultation => consultation.CancelReason).HasMaxLength(Consultation.ReasonMaxLength);
        builder.Property(consultation => consultation.Summary).HasMaxLength(Consultation.SummaryMaxLength);
        builder.Property(consultation => consultation.UnitCommitment).HasMaxLength(Consultation.CommitmentMaxLength);
        builder.Property(consultation => consultation.PublicCommitment).HasMaxLength(Consultation.CommitmentMaxLength);
        builder.Property(consultation => consultation.SignedAt).HasMaxLength(Consultation.SignedAtMaxLength);
        builder.Property(consultation => consultation.Version).IsConcurrencyToken();
        builder.HasIndex(consultation => consultation.Number).IsUnique().HasFilter("number IS NOT NULL");
        builder.HasIndex(consultation => new { consultation.UnitId, consultation.Status });
        builder.HasIndex(consultation => new { consultation.Status, consultation.FirstDay });
        builder.HasOne<Unit>().WithMany().HasForeignKey(consultation => consultation.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ConsultationInviteeMapping : IEntityTypeConfiguration<ConsultationInvitee>
{
    public void Configure(EntityTypeBuilder<ConsultationInvitee> builder)
    {
        builder.ToTable("consultation_invitees");
        builder.HasKey(invitee => new { invitee.ConsultationId, invitee.Group, invitee.Name });
        builder.Property(invitee => invitee.Name).HasMaxLength(ConsultationInvitee.NameMaxLength);
        builder.HasOne<Consultation>().WithMany().HasForeignKey(invitee => invitee.ConsultationId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ConsultationParticipantMapping : IEntityTypeConfiguration<ConsultationParticipant>
{
    public void Configure(EntityTypeBuilder<ConsultationParticipant> builder)
    {
        builder.ToTable("consultation_participants");
        builder.Ignore(participant => participant.IsWalkIn);
        builder.Property(participant => participant.Name).HasMaxLength(ConsultationParticipant.NameMaxLength);
        builder.Property(participant => participant.Organisation).HasMaxLength(ConsultationParticipant.OrganisationMaxLength);
        builder.Property(participant => participant.Phone).HasMaxLength(ConsultationParticipant.PhoneMaxLength);
        builder.Property(participant => participant.Sex).HasMaxLength(1);
        builder.HasIndex(participant => participant.SubmissionKey).IsUnique();
        builder.HasIndex(participant => participant.ReceiptHash).IsUnique();
        builder.HasIndex(participant => new { participant.ConsultationId, participant.PersonHash }).IsUnique(); // a person registers once
        builder.HasOne<Consultation>().WithMany().HasForeignKey(participant => participant.ConsultationId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ConsultationSignerMapping : IEntityTypeConfiguration<ConsultationSigner>
{
    public void Configure(EntityTypeBuilder<ConsultationSigner> builder)
    {
        builder.ToTable("consultation_signers");
        builder.Property(signer => signer.Name).HasMaxLength(ConsultationParticipant.NameMaxLength);
        builder.Property(signer => signer.Phone).HasMaxLength(ConsultationParticipant.PhoneMaxLength);
        builder.Property(signer => signer.Sex).HasMaxLength(1);
        builder.Property(signer => signer.Position).HasMaxLength(ConsultationSigner.PositionMaxLength);
        builder.HasIndex(signer => signer.ConsultationId);
        builder.HasOne<Consultation>().WithMany().HasForeignKey(signer => signer.ConsultationId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class RoomMessageMapping : IEntityTypeConfiguration<RoomMessage>
{
    public void Configure(EntityTypeBuilder<RoomMessage> builder)
    {
        builder.ToTable("room_messages");
        builder.Property(message => message.Text).HasMaxLength(RoomMessage.TextMaxLength);
        builder.Property(message => message.PublicText).HasMaxLength(RoomMessage.PublicTextMaxLength);
        builder.Property(message => message.Name).HasMaxLength(RoomMessage.NameMaxLength);
        builder.Property(message => message.Answer).HasMaxLength(RoomMessage.AnswerMaxLength);
        builder.Property(message => message.Version).IsConcurrencyToken();
        builder.HasIndex(message => message.SubmissionKey).IsUnique();
        builder.HasIndex(message => message.ConsultationId);
        builder.HasOne<Consultation>().WithMany().HasForeignKey(message => message.ConsultationId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class AgreedPointMapping : IEntityTypeConfiguration<AgreedPoint>
{
    public void Configure(EntityTypeBuilder<AgreedPoint> builder)
    {
        builder.ToTable("agreed_points");
        builder.Property(point => point.Problem).HasMaxLength(AgreedPoint.TextMaxLength);
        builder.Property(point => point.Recommendation).HasMaxLength(AgreedPoint.TextMaxLength);
        builder.Property(point => point.Owner).HasMaxLength(AgreedPoint.OwnerMaxLength);
        builder.HasIndex(point => point.ConsultationId);
        builder.HasOne<Consultation>().WithMany().HasForeignKey(point => point.ConsultationId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class PublishedMinutesMapping : IEntityTypeConfiguration<PublishedMinutes>
{
    public void Configure(EntityTypeBuilder<PublishedMinutes> builder)
    {
        builder.ToTable("published_minutes");
        builder.Property(minutes => minutes.Correction).HasMaxLength(PublishedMinutes.CorrectionMaxLength);
        builder.Property(minutes => minutes.Content).HasMaxLength(-1);
        builder.HasIndex(minutes => new { minutes.ConsultationId, minutes.Revision }).IsUnique();
        builder.HasOne<Consultation>().WithMany().HasForeignKey(minutes => minutes.ConsultationId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class FollowUpItemMapping : IEntityTypeConfiguration<FollowUpItem>
{
    public void Configure(EntityTypeBuilder<FollowUpItem> builder)
    {
        builder.ToTable("follow_up_items");
        builder.Ignore(item => item.IsUnfinished);
        builder.Property(item => item.Problem).HasMaxLength(AgreedPoint.TextMaxLength);
        builder.Property(item => item.Recommendation).HasMaxLength(AgreedPoint.TextMaxLength);
        builder.Property(item => item.Owner).HasMaxLength(AgreedPoint.OwnerMaxLength);
        builder.Property(item => item.Version).IsConcurrencyToken();
        builder.HasIndex(item => item.PointId).IsUnique();
        builder.HasIndex(item => item.ConsultationId);
        builder.HasOne<AgreedPoint>().WithMany().HasForeignKey(item => item.PointId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Consultation>().WithMany().HasForeignKey(item => item.ConsultationId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class FollowUpProgressMapping : IEntityTypeConfiguration<FollowUpProgress>
{
    public void Configure(EntityTypeBuilder<FollowUpProgress> builder)
    {
        builder.ToTable("follow_up_progress");
        builder.Property(progress => progress.Note).HasMaxLength(FollowUpProgress.NoteMaxLength);
        builder.HasIndex(progress => progress.ItemId);
        builder.HasOne<FollowUpItem>().WithMany().HasForeignKey(progress => progress.ItemId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ConsultationDocumentMapping : IEntityTypeConfiguration<ConsultationDocument>
{
    public void Configure(EntityTypeBuilder<ConsultationDocument> builder)
    {
        builder.ToTable("consultation_documents");
        builder.HasKey(document => document.ConsultationId);
        builder.Property(document => document.ConsultationId).ValueGeneratedNever();
        builder.Property(document => document.Name).HasMaxLength(ConsultationDocument.NameMaxLength);
        builder.HasOne<Consultation>().WithOne().HasForeignKey<ConsultationDocument>(document => document.ConsultationId).OnDelete(DeleteBehavior.Restrict);
    }
}
