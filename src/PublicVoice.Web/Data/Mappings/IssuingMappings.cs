using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Issuing;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class ReportSubscriptionMapping : IEntityTypeConfiguration<ReportSubscription>
{
    public void Configure(EntityTypeBuilder<ReportSubscription> builder)
    {
        builder.ToTable("report_subscriptions");
        builder.HasIndex(subscription => subscription.UnitId).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(subscription => subscription.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class IssuedReportMapping : IEntityTypeConfiguration<IssuedReport>
{
    public void Configure(EntityTypeBuilder<IssuedReport> builder)
    {
        builder.ToTable("issued_reports");
        builder.Property(report => report.Code).HasMaxLength(IssuedReport.CodeMaxLength);
        builder.Property(report => report.DocumentNumber).HasMaxLength(IssuedReport.DocumentNumberMaxLength);
        builder.Property(report => report.Index).HasPrecision(5, 2);
        builder.Property(report => report.Numbers).HasMaxLength(-1);
        builder.HasIndex(report => new { report.UnitId, report.Month }).IsUnique();
        builder.HasIndex(report => new { report.GovernmentId, report.Year, report.Number }).IsUnique();
        builder.HasIndex(report => report.Code).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(report => report.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class IssuedReportFileMapping : IEntityTypeConfiguration<IssuedReportFile>
{
    public void Configure(EntityTypeBuilder<IssuedReportFile> builder)
    {
        builder.ToTable("issued_report_files");
        builder.HasKey(file => file.ReportId);
        builder.Property(file => file.ReportId).ValueGeneratedNever();
        builder.HasOne<IssuedReport>().WithOne().HasForeignKey<IssuedReportFile>(file => file.ReportId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ReportClaimMapping : IEntityTypeConfiguration<ReportClaim>
{
    public void Configure(EntityTypeBuilder<ReportClaim> builder)
    {
        builder.ToTable("report_claims");
        builder.HasIndex(claim => new { claim.UnitId, claim.Month }).IsUnique();
        builder.HasIndex(claim => new { claim.GovernmentId, claim.Year, claim.Number }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(claim => claim.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ReportDeliveryMapping : IEntityTypeConfiguration<ReportDelivery>
{
    public void Configure(EntityTypeBuilder<ReportDelivery> builder)
    {
        builder.ToTable("report_deliveries");
        builder.HasIndex(delivery => new { delivery.ReportId, delivery.AccountId }).IsUnique();
        builder.HasIndex(delivery => delivery.MailId).IsUnique();
        builder.HasOne<IssuedReport>().WithMany().HasForeignKey(delivery => delivery.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(delivery => delivery.AccountId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<OutgoingMail>().WithMany().HasForeignKey(delivery => delivery.MailId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ReportAcknowledgementMapping : IEntityTypeConfiguration<ReportAcknowledgement>
{
    public void Configure(EntityTypeBuilder<ReportAcknowledgement> builder)
    {
        builder.ToTable("report_acknowledgements");
        builder.Property(acknowledgement => acknowledgement.Note).HasMaxLength(ReportAcknowledgement.NoteMaxLength);
        builder.HasIndex(acknowledgement => new { acknowledgement.ReportId, acknowledgement.AccountId }).IsUnique();
        builder.HasOne<IssuedReport>().WithMany().HasForeignKey(acknowledgement => acknowledgement.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(acknowledgement => acknowledgement.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
