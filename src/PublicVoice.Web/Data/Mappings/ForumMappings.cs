using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Delivery;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class PostMapping : IEntityTypeConfiguration<Post>
{
    public void Configure(EntityTypeBuilder<Post> builder)
    {
        builder.ToTable("posts");
        builder.Ignore(post => post.IsPublic);
        builder.Ignore(post => post.IsWaiting);
        builder.Ignore(post => post.IsUnderway);
        builder.Ignore(post => post.MayBeAppealed);
        builder.Property(post => post.Title).HasMaxLength(Post.TitleMaxLength);
        builder.Property(post => post.Text).HasMaxLength(Post.TextMaxLength);
        builder.Property(post => post.PublicTitle).HasMaxLength(Post.TitleMaxLength);
        builder.Property(post => post.PublicText).HasMaxLength(Post.TextMaxLength);
        builder.Property(post => post.Name).HasMaxLength(Post.NameMaxLength);
        builder.Property(post => post.Element).HasMaxLength(Post.ElementMaxLength);
        builder.Property(post => post.TrackingNumber).HasMaxLength(Post.TrackingNumberMaxLength);
        builder.Property(post => post.Language).HasMaxLength(2);
        builder.Property(post => post.Version).IsConcurrencyToken();
        builder.HasIndex(post => post.SubmissionKey).IsUnique();
        builder.HasIndex(post => post.ReceiptHash).IsUnique();
        builder.HasIndex(post => post.PublicationNumber).IsUnique().HasFilter("publication_number IS NOT NULL");
        // Lists of public posts are read from these alone: all that can be asked for is in them (PublicPosts).
        builder.HasIndex(post => new { post.PublicationNumber, post.UnitId, post.Status, post.IsUnreviewed, post.IsConfidential, post.Kind, post.Element, post.ServiceId, post.Supports })
            .HasDatabaseName("ix_posts_listing").HasFilter("publication_number IS NOT NULL");
        builder.HasIndex(post => new { post.UnitId, post.PublicationNumber, post.Status, post.IsUnreviewed, post.IsConfidential, post.Kind, post.Element, post.ServiceId, post.Supports })
            .HasDatabaseName("ix_posts_listing_of_unit");
        builder.HasIndex(post => new { post.Supports, post.PublicationNumber }).HasFilter("publication_number IS NOT NULL"); // most supported first
        builder.HasIndex(post => new { post.UnitId, post.Supports, post.PublicationNumber }).HasDatabaseName("ix_posts_supported_of_unit").HasFilter("publication_number IS NOT NULL");
        builder.HasIndex(post => new { post.Status, post.ReviewBy, post.Id });

        // The moderators' queue in its order, and its counts (WaitingPosts).
        builder.HasIndex(post => new { post.ReviewBy, post.Id, post.UnitId, post.ClaimedById, post.Signals, post.AppealedOn }).HasDatabaseName("ix_posts_queue").HasFilter("status IN (1, 2)");
        builder.HasIndex(post => new { post.UnitId, post.WrittenOn }); // the reports
        builder.HasIndex(post => post.WordsHash); // the same words sent before
        builder.HasIndex(post => new { post.Status, post.AnswerBy, post.Id });
        builder.HasIndex(post => post.ReviewBy, "ix_posts_appeals").HasFilter("appealed_on IS NOT NULL");
        builder.HasOne<Unit>().WithMany().HasForeignKey(post => post.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Service>().WithMany().HasForeignKey(post => post.ServiceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(post => post.ClaimedById).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Post>().WithMany().HasForeignKey(post => post.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class PostMessageMapping : IEntityTypeConfiguration<PostMessage>
{
    public void Configure(EntityTypeBuilder<PostMessage> builder)
    {
        builder.ToTable("post_messages");
        builder.Property(message => message.Text).HasMaxLength(Post.TextMaxLength);
        builder.Property(message => message.PublicText).HasMaxLength(Post.TextMaxLength);
        builder.HasIndex(message => message.SubmissionKey).IsUnique();
        builder.HasIndex(message => message.PostId);
        builder.HasIndex(message => message.WrittenOn).HasFilter("decided_on IS NULL"); // the moderators' queue
        builder.HasOne<Post>().WithMany().HasForeignKey(message => message.PostId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class OfficialAnswerMapping : IEntityTypeConfiguration<OfficialAnswer>
{
    public void Configure(EntityTypeBuilder<OfficialAnswer> builder)
    {
        builder.ToTable("official_answers");
        builder.Property(answer => answer.Text).HasMaxLength(OfficialAnswer.TextMaxLength);
        builder.Property(answer => answer.Evidence).HasMaxLength(OfficialAnswer.EvidenceMaxLength);
        builder.Property(answer => answer.EvidenceLink).HasMaxLength(OfficialAnswer.LinkMaxLength);
        builder.Property(answer => answer.Version).IsConcurrencyToken();
        builder.HasIndex(answer => answer.PostId);
        builder.HasIndex(answer => answer.PostId, "ix_official_answers_draft").IsUnique().HasFilter("published_on IS NULL");
        builder.HasOne<Post>().WithMany().HasForeignKey(answer => answer.PostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(answer => answer.DraftedById).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(answer => answer.ApprovedById).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class PostPictureMapping : IEntityTypeConfiguration<PostPicture>
{
    public void Configure(EntityTypeBuilder<PostPicture> builder)
    {
        builder.ToTable("post_pictures");
        builder.Property(picture => picture.SourceHash).HasMaxLength(32);
        builder.Property(picture => picture.Alt).HasMaxLength(PostPicture.AltMaxLength);
        builder.Property(picture => picture.PublicAlt).HasMaxLength(PostPicture.AltMaxLength);
        builder.HasIndex(picture => picture.Key).IsUnique();
        builder.HasIndex(picture => new { picture.FormKey, picture.Position }).IsUnique();
        builder.HasIndex(picture => new { picture.FormKey, picture.SourceHash }).IsUnique();
        builder.HasIndex(picture => picture.PostId);
        builder.HasIndex(picture => picture.SentOn).HasFilter("post_id IS NULL"); // deleted after some hours
        builder.HasOne<Post>().WithMany().HasForeignKey(picture => picture.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class PostPictureContentMapping : IEntityTypeConfiguration<PostPictureContent>
{
    public void Configure(EntityTypeBuilder<PostPictureContent> builder)
    {
        builder.ToTable("post_picture_contents");
        builder.HasKey(content => content.PostPictureId);
        builder.Property(content => content.PostPictureId).ValueGeneratedNever();
        builder.HasOne<PostPicture>().WithOne().HasForeignKey<PostPictureContent>(content => content.PostPictureId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class PostFollowerMapping : IEntityTypeConfiguration<PostFollower>
{
    public void Configure(EntityTypeBuilder<PostFollower> builder)
    {
        builder.ToTable("post_followers");
        builder.Property(follower => follower.Email).HasMaxLength(OutgoingMail.AddressMaxLength);
        builder.Property(follower => follower.Language).HasMaxLength(2);
        builder.HasIndex(follower => new { follower.PostId, follower.Email }).IsUnique();
        builder.HasIndex(follower => follower.Email); // how often it was asked, and what else it wrote
        builder.HasOne<Post>().WithMany().HasForeignKey(follower => follower.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class PostSupportMapping : IEntityTypeConfiguration<PostSupport>
{
    public void Configure(EntityTypeBuilder<PostSupport> builder)
    {
        builder.ToTable("post_supports");
        builder.HasKey(support => new { support.PostId, support.Supporter });
        builder.HasOne<Post>().WithMany().HasForeignKey(support => support.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class PostFlagMapping : IEntityTypeConfiguration<PostFlag>
{
    public void Configure(EntityTypeBuilder<PostFlag> builder)
    {
        builder.ToTable("post_flags");
        builder.Property(flag => flag.Words).HasMaxLength(PostFlag.WordsMaxLength);
        builder.HasIndex(flag => new { flag.PostId, flag.Reader }).IsUnique();
        builder.HasIndex(flag => flag.GivenOn).HasFilter("decided_on IS NULL"); // the moderators' queue
        builder.HasOne<Post>().WithMany().HasForeignKey(flag => flag.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class ModerationDecisionMapping : IEntityTypeConfiguration<ModerationDecision>
{
    public void Configure(EntityTypeBuilder<ModerationDecision> builder)
    {
        builder.ToTable("moderation_decisions");
        builder.Property(decision => decision.Moderator).HasMaxLength(ModerationDecision.ModeratorMaxLength);
        builder.Property(decision => decision.Words).HasMaxLength(ModerationDecision.WordsMaxLength);
        builder.Property(decision => decision.Before).HasMaxLength(-1);
        builder.HasIndex(decision => decision.PostId);
        builder.HasIndex(decision => new { decision.UnitId, decision.DecidedOn }); // the public ledger
        builder.HasOne<Post>().WithMany().HasForeignKey(decision => decision.PostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(decision => decision.UnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(decision => decision.ModeratorId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ForumSettingsMapping : IEntityTypeConfiguration<ForumSettings>
{
    public void Configure(EntityTypeBuilder<ForumSettings> builder)
    {
        builder.ToTable("forum_settings");
        builder.HasKey(settings => settings.UnitId);
        builder.Property(settings => settings.UnitId).ValueGeneratedNever();
        builder.HasOne<Unit>().WithOne().HasForeignKey<ForumSettings>(settings => settings.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class HolidayMapping : IEntityTypeConfiguration<Holiday>
{
    public void Configure(EntityTypeBuilder<Holiday> builder)
    {
        builder.ToTable("holidays");
        builder.HasKey(holiday => new { holiday.UnitId, holiday.Day });
        builder.Property(holiday => holiday.Name).HasMaxLength(Holiday.NameMaxLength);
        builder.HasOne<Unit>().WithMany().HasForeignKey(holiday => holiday.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
