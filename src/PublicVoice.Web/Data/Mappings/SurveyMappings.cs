using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Integrity;
using PublicVoice.Web.Questionnaires;
using PublicVoice.Web.Reporting;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class SurveyResponseMapping : IEntityTypeConfiguration<SurveyResponse>
{
    public void Configure(EntityTypeBuilder<SurveyResponse> builder)
    {
        builder.ToTable("survey_responses");
        builder.Ignore(response => response.Class);
        builder.Ignore(response => response.Counted);
        builder.Property(response => response.Answers).HasMaxLength(200);
        builder.Property(response => response.Profile).HasMaxLength(50);
        builder.HasIndex(response => response.SubmissionKey).IsUnique();
        builder.HasIndex(response => response.ReceiptHash);
        builder.HasIndex(response => response.DeviceId).HasFilter("device_id IS NOT NULL"); // costs only what tablets deliver
        builder.HasIndex(response => new { response.UnitId, response.LocalDay });
        builder.HasOne<Unit>().WithMany().HasForeignKey(response => response.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Service>().WithMany().HasForeignKey(response => response.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<QuestionnaireVersion>().WithMany().HasForeignKey(response => response.QuestionnaireVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ExclusionMapping : IEntityTypeConfiguration<Exclusion>
{
    public void Configure(EntityTypeBuilder<Exclusion> builder)
    {
        builder.ToTable("exclusions");
        builder.Property(exclusion => exclusion.MadeBy).HasMaxLength(Exclusion.MakerMaxLength);
        builder.Property(exclusion => exclusion.Reason).HasMaxLength(Exclusion.ReasonMaxLength);
        builder.HasIndex(exclusion => exclusion.UnitId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(exclusion => exclusion.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class SurveyCommentMapping : IEntityTypeConfiguration<SurveyComment>
{
    public void Configure(EntityTypeBuilder<SurveyComment> builder)
    {
        builder.ToTable("survey_comments");
        builder.HasKey(comment => comment.SurveyResponseId);
        builder.Property(comment => comment.SurveyResponseId).ValueGeneratedNever();
        builder.Property(comment => comment.Text).HasMaxLength(SurveyComment.TextMaxLength);
        builder.HasOne<SurveyResponse>().WithOne().HasForeignKey<SurveyComment>(comment => comment.SurveyResponseId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class TallyMapping : IEntityTypeConfiguration<Tally>
{
    public void Configure(EntityTypeBuilder<Tally> builder)
    {
        builder.ToTable("tallies");
        builder.HasKey(tally => new { tally.UnitId, tally.Month, tally.ServiceId, tally.QuestionnaireVersionId, tally.Class });
        builder.HasOne<Unit>().WithMany().HasForeignKey(tally => tally.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<QuestionnaireVersion>().WithMany().HasForeignKey(tally => tally.QuestionnaireVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class PublishedTallyMapping : IEntityTypeConfiguration<PublishedTally>
{
    public void Configure(EntityTypeBuilder<PublishedTally> builder)
    {
        builder.ToTable("published_tallies");
        builder.HasKey(tally => new { tally.UnitId, tally.Month, tally.ServiceId, tally.QuestionnaireVersionId, tally.Class });
        builder.HasOne<Unit>().WithMany().HasForeignKey(tally => tally.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<QuestionnaireVersion>().WithMany().HasForeignKey(tally => tally.QuestionnaireVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class SurveyPeriodMapping : IEntityTypeConfiguration<SurveyPeriod>
{
    public void Configure(EntityTypeBuilder<SurveyPeriod> builder)
    {
        builder.ToTable("survey_periods");
        builder.HasIndex(period => new { period.UnitId, period.From }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(period => period.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
