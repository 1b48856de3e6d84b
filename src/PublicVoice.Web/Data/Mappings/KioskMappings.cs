using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Kiosks;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class KioskDeviceMapping : IEntityTypeConfiguration<KioskDevice>
{
    public void Configure(EntityTypeBuilder<KioskDevice> builder)
    {
        builder.ToTable("kiosk_devices");
        builder.Property(device => device.Name).HasMaxLength(KioskDevice.NameMaxLength);
        builder.Property(device => device.MadeBy).HasMaxLength(KioskDevice.MakerMaxLength);
        builder.Property(device => device.PrivateKey).HasMaxLength(2000);
        builder.HasIndex(device => device.PairingHash).IsUnique();
        builder.HasIndex(device => device.TokenHash).IsUnique();
        builder.HasIndex(device => device.UnitId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(device => device.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Service>().WithMany().HasForeignKey(device => device.ServiceId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class KioskVersionMapping : IEntityTypeConfiguration<KioskVersion>
{
    public void Configure(EntityTypeBuilder<KioskVersion> builder)
    {
        builder.ToTable("kiosk_versions");
        builder.HasKey(given => new { given.QuestionnaireVersionId, given.KioskDeviceId });
        builder.HasOne<KioskDevice>().WithMany().HasForeignKey(given => given.KioskDeviceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<QuestionnaireVersion>().WithMany().HasForeignKey(given => given.QuestionnaireVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
