using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class UnitMapping : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> builder)
    {
        builder.ToTable("units");
        builder.Property(unit => unit.Code).HasMaxLength(Unit.CodeMaxLength);
        builder.Property(unit => unit.Type).HasMaxLength(Unit.TypeMaxLength);
        builder.Property(unit => unit.Name).HasMaxLength(Unit.NameMaxLength);
        builder.Property(unit => unit.Path).HasMaxLength(Unit.PathMaxLength);
        builder.Property(unit => unit.OfficeNetworks).HasMaxLength(Unit.OfficeNetworksMaxLength);
        builder.HasIndex(unit => unit.Code).IsUnique();
        builder.HasIndex(unit => unit.Path).IsUnique();
        builder.HasIndex(unit => new { unit.ParentId, unit.Type, unit.Name }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(unit => unit.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Questionnaire>().WithMany().HasForeignKey(unit => unit.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ServiceMapping : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> builder)
    {
        builder.ToTable("services");
        builder.Property(service => service.Code).HasMaxLength(Service.CodeMaxLength);
        builder.Property(service => service.Name).HasMaxLength(Service.NameMaxLength);
        builder.HasIndex(service => service.Code).IsUnique();
        builder.HasIndex(service => service.UnitId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(service => service.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class FormerPlacementMapping : IEntityTypeConfiguration<FormerPlacement>
{
    public void Configure(EntityTypeBuilder<FormerPlacement> builder)
    {
        builder.ToTable("former_placements");
        builder.HasKey(place => new { place.UnitId, place.Until });
        builder.Property(place => place.Path).HasMaxLength(Unit.PathMaxLength);
        builder.Property(place => place.Name).HasMaxLength(Unit.NameMaxLength);
        builder.HasIndex(place => place.GovernmentId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(place => place.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(place => place.GovernmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class FormerServiceMapping : IEntityTypeConfiguration<FormerService>
{
    public void Configure(EntityTypeBuilder<FormerService> builder)
    {
        builder.ToTable("former_services");
        builder.HasKey(service => new { service.ServiceId, service.Until });
        builder.Property(service => service.Name).HasMaxLength(Service.NameMaxLength);
        builder.HasIndex(service => service.GovernmentId);
        builder.HasOne<Service>().WithMany().HasForeignKey(service => service.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(service => service.GovernmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class UnitSuccessionMapping : IEntityTypeConfiguration<UnitSuccession>
{
    public void Configure(EntityTypeBuilder<UnitSuccession> builder)
    {
        builder.ToTable("unit_successions");
        builder.HasKey(row => new { row.UnitId, row.SuccessorId });
        builder.HasIndex(row => row.GovernmentId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(row => row.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(row => row.SuccessorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(row => row.GovernmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ServiceSuccessionMapping : IEntityTypeConfiguration<ServiceSuccession>
{
    public void Configure(EntityTypeBuilder<ServiceSuccession> builder)
    {
        builder.ToTable("service_successions");
        builder.HasKey(row => new { row.ServiceId, row.SuccessorId });
        builder.HasOne<Service>().WithMany().HasForeignKey(row => row.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Service>().WithMany().HasForeignKey(row => row.SuccessorId).OnDelete(DeleteBehavior.Restrict);
    }
}
