using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Units;
using PublicVoice.Web.VisitCodes;

namespace PublicVoice.Web.Data.Mappings;

public sealed class VisitCodeBatchMapping : IEntityTypeConfiguration<VisitCodeBatch>
{
    public void Configure(EntityTypeBuilder<VisitCodeBatch> builder)
    {
        builder.ToTable("visit_code_batches");
        builder.Property(batch => batch.MadeBy).HasMaxLength(VisitCodeBatch.MakerMaxLength);
        builder.HasIndex(batch => batch.UnitId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(batch => batch.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Service>().WithMany().HasForeignKey(batch => batch.ServiceId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class VisitCodeMapping : IEntityTypeConfiguration<VisitCode>
{
    public void Configure(EntityTypeBuilder<VisitCode> builder)
    {
        builder.ToTable("visit_codes");
        builder.HasKey(code => code.Hash); // in no order that tells when or to whom a code was given
        builder.Property(code => code.Hash).ValueGeneratedNever();
        builder.HasIndex(code => code.BatchId);
        builder.HasOne<VisitCodeBatch>().WithMany().HasForeignKey(code => code.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class VisitCodeOrderMarkMapping : IEntityTypeConfiguration<VisitCodeOrderMark>
{
    public void Configure(EntityTypeBuilder<VisitCodeOrderMark> builder)
    {
        builder.ToTable("visit_code_orders");
        builder.HasKey(mark => mark.Hash);
        builder.HasIndex(mark => mark.MadeOn);
        builder.HasOne<VisitCodeBatch>().WithMany().HasForeignKey(mark => mark.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.Property(key => key.MadeBy).HasMaxLength(VisitCodeBatch.MakerMaxLength);
        builder.Property(key => key.Name).HasMaxLength(ApiKey.NameMaxLength);
        builder.HasIndex(key => key.Hash).IsUnique();
        builder.HasIndex(key => key.UnitId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(key => key.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
