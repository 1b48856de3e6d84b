using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Questionnaires;

namespace PublicVoice.Web.Data.Mappings;

public sealed class QuestionnaireMapping : IEntityTypeConfiguration<Questionnaire>
{
    public void Configure(EntityTypeBuilder<Questionnaire> builder)
    {
        builder.ToTable("questionnaires");
        builder.Property(questionnaire => questionnaire.Code).HasMaxLength(Questionnaire.CodeMaxLength);
        builder.HasIndex(questionnaire => questionnaire.Code).IsUnique();
        builder.Ignore(questionnaire => questionnaire.IsBuiltIn);
    }
}

public sealed class QuestionnaireVersionMapping : IEntityTypeConfiguration<QuestionnaireVersion>
{
    public void Configure(EntityTypeBuilder<QuestionnaireVersion> builder)
    {
        builder.ToTable("questionnaire_versions");
        builder.Property(version => version.Content).HasMaxLength(1_000_000);
        builder.HasIndex(version => new { version.QuestionnaireId, version.Number }).IsUnique();
        builder.HasOne<Questionnaire>().WithMany().HasForeignKey(version => version.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class QuestionnaireDraftMapping : IEntityTypeConfiguration<QuestionnaireDraft>
{
    public void Configure(EntityTypeBuilder<QuestionnaireDraft> builder)
    {
        builder.ToTable("questionnaire_drafts");
        builder.HasKey(draft => draft.QuestionnaireId);
        builder.Property(draft => draft.QuestionnaireId).ValueGeneratedNever();
        builder.Property(draft => draft.Content).HasMaxLength(QuestionnaireDraft.MaxLength);
        builder.Property(draft => draft.Revision).IsConcurrencyToken();
        builder.HasOne<Questionnaire>().WithMany().HasForeignKey(draft => draft.QuestionnaireId).OnDelete(DeleteBehavior.Restrict);
    }
}
