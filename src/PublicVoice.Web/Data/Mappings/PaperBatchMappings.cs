using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.PaperBatches;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class PaperBatchMapping : IEntityTypeConfiguration<PaperBatch>
{
    public void Configure(EntityTypeBuilder<PaperBatch> builder)
    {
        builder.ToTable("paper_batches");
        builder.Ignore(batch => batch.IsClosed);
        builder.Property(batch => batch.MadeBy).HasMaxLength(PaperBatch.NameMaxLength);
        builder.Property(batch => batch.ClosedBy).HasMaxLength(PaperBatch.NameMaxLength);
        builder.Property(batch => batch.ExtraVersions).HasMaxLength(PaperBatch.ExtrasMaxLength).HasDefaultValue("");
        builder.HasIndex(batch => batch.Key).IsUnique();
        builder.HasIndex(batch => batch.UnitId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(batch => batch.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Service>().WithMany().HasForeignKey(batch => batch.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<QuestionnaireVersion>().WithMany().HasForeignKey(batch => batch.QuestionnaireVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class PaperSheetMapping : IEntityTypeConfiguration<PaperSheet>
{
    public void Configure(EntityTypeBuilder<PaperSheet> builder)
    {
        builder.ToTable("paper_sheets");
        builder.Ignore(sheet => sheet.Total);
        builder.Property(sheet => sheet.Answers).HasMaxLength(200);
        builder.Property(sheet => sheet.Profile).HasMaxLength(50);
        builder.Property(sheet => sheet.SecondAnswers).HasMaxLength(200);
        builder.Property(sheet => sheet.SecondProfile).HasMaxLength(50);
        builder.Property(sheet => sheet.Extras).HasMaxLength(PaperBatch.ExtrasMaxLength).HasDefaultValue("");
        builder.Property(sheet => sheet.SecondExtras).HasMaxLength(PaperBatch.ExtrasMaxLength);
        builder.Property(sheet => sheet.Comment).HasMaxLength(SurveyComment.TextMaxLength);
        builder.HasIndex(sheet => new { sheet.BatchId, sheet.Position }).IsUnique();
        builder.HasIndex(sheet => new { sheet.BatchId, sheet.EntryKey }).IsUnique();
        builder.HasOne<PaperBatch>().WithMany().HasForeignKey(sheet => sheet.BatchId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Service>().WithMany().HasForeignKey(sheet => sheet.ServiceId).OnDelete(DeleteBehavior.Restrict);
    }
}
