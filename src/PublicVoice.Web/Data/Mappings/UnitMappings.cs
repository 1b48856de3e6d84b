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
