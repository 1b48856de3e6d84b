using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Reorganisations;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class ReorganisationMapping : IEntityTypeConfiguration<Reorganisation>
{
    public void Configure(EntityTypeBuilder<Reorganisation> builder)
    {
        builder.ToTable("reorganisations");
        builder.Property(reorganisation => reorganisation.LegalBasis).HasMaxLength(Reorganisation.LegalBasisMaxLength);
        builder.Property(reorganisation => reorganisation.PlannedBy).HasMaxLength(Reorganisation.PlannerMaxLength);
        builder.HasIndex(reorganisation => new { reorganisation.State, reorganisation.EffectiveDay });
        builder.HasOne<Unit>().WithMany().HasForeignKey(reorganisation => reorganisation.GovernmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ReorganisationChangeMapping : IEntityTypeConfiguration<ReorganisationChange>
{
    public void Configure(EntityTypeBuilder<ReorganisationChange> builder)
    {
        builder.ToTable("reorganisation_changes");
        builder.HasIndex(change => new { change.ReorganisationId, change.Position }).IsUnique();
        builder.HasOne<Reorganisation>().WithMany().HasForeignKey(change => change.ReorganisationId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ReorganisedUnitMapping : IEntityTypeConfiguration<ReorganisedUnit>
{
    public void Configure(EntityTypeBuilder<ReorganisedUnit> builder)
    {
        builder.ToTable("reorganised_units");
        builder.Property(unit => unit.Code).HasMaxLength(Unit.CodeMaxLength);
        builder.Property(unit => unit.Type).HasMaxLength(Unit.TypeMaxLength);
        builder.Property(unit => unit.Name).HasMaxLength(Unit.NameMaxLength);
        builder.PrimitiveCollection(unit => unit.ServiceIds);
        builder.HasIndex(unit => unit.ChangeId);
        builder.HasIndex(unit => unit.UnitId);
        builder.HasOne<ReorganisationChange>().WithMany().HasForeignKey(unit => unit.ChangeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(unit => unit.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(unit => unit.ParentId).OnDelete(DeleteBehavior.Restrict);
    }
}
