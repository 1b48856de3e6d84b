using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.ExtraQuestions;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class ExtraQuestionMapping : IEntityTypeConfiguration<ExtraQuestion>
{
    public void Configure(EntityTypeBuilder<ExtraQuestion> builder)
    {
        builder.ToTable("extra_questions");
        builder.Property(question => question.Code).HasMaxLength(ExtraQuestion.CodeMaxLength);
        builder.Property(question => question.Revision).IsConcurrencyToken();
        builder.HasIndex(question => question.Code).IsUnique();
        builder.HasIndex(question => question.UnitId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(question => question.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ExtraQuestionVersionMapping : IEntityTypeConfiguration<ExtraQuestionVersion>
{
    public void Configure(EntityTypeBuilder<ExtraQuestionVersion> builder)
    {
        builder.ToTable("extra_question_versions");
        builder.Property(version => version.Content).HasMaxLength(ExtraQuestionVersion.ContentMaxLength);
        builder.HasIndex(version => new { version.ExtraQuestionId, version.Number }).IsUnique();
        builder.HasOne<ExtraQuestion>().WithMany().HasForeignKey(version => version.ExtraQuestionId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ExtraAnswerMapping : IEntityTypeConfiguration<ExtraAnswer>
{
    public void Configure(EntityTypeBuilder<ExtraAnswer> builder)
    {
        builder.ToTable("extra_answers");
        builder.HasKey(answer => new { answer.SurveyResponseId, answer.ExtraQuestionVersionId });
        builder.Property(answer => answer.Text).HasMaxLength(ExtraAnswer.TextMaxLength);
        builder.HasOne<SurveyResponse>().WithMany().HasForeignKey(answer => answer.SurveyResponseId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ExtraQuestionVersion>().WithMany().HasForeignKey(answer => answer.ExtraQuestionVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}
