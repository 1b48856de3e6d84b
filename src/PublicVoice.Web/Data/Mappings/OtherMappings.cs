using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class PublishedReferenceMapping : IEntityTypeConfiguration<PublishedReference>
{
    public void Configure(EntityTypeBuilder<PublishedReference> builder)
    {
        builder.ToTable("published_references");
        builder.Property(reference => reference.Index).HasPrecision(5, 2);
        builder.Property(reference => reference.ElementMeans).HasMaxLength(4000);
        builder.HasIndex(reference => new { reference.UnitId, reference.From, reference.To }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(reference => reference.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class StoredKeyMapping : IEntityTypeConfiguration<StoredKey>
{
    public void Configure(EntityTypeBuilder<StoredKey> builder)
    {
        builder.ToTable("stored_keys");
        builder.Property(key => key.Xml).HasMaxLength(20_000);
    }
}
