using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Accounts;
using PublicVoice.Web.Forum;
using PublicVoice.Web.Moderation;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class PostTransferMapping : IEntityTypeConfiguration<PostTransfer>
{
    public void Configure(EntityTypeBuilder<PostTransfer> builder)
    {
        builder.ToTable("post_transfers");
        builder.Property(transfer => transfer.PassedBy).HasMaxLength(Account.NameMaxLength);
        builder.Property(transfer => transfer.Note).HasMaxLength(PostTransfer.NoteMaxLength);
        builder.HasIndex(transfer => transfer.PostId);
        builder.HasOne<Post>().WithMany().HasForeignKey(transfer => transfer.PostId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(transfer => transfer.FromUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Unit>().WithMany().HasForeignKey(transfer => transfer.ToUnitId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Account>().WithMany().HasForeignKey(transfer => transfer.PassedById).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ReplyTemplateMapping : IEntityTypeConfiguration<ReplyTemplate>
{
    public void Configure(EntityTypeBuilder<ReplyTemplate> builder)
    {
        builder.ToTable("reply_templates");
        builder.Property(template => template.Name).HasMaxLength(ReplyTemplate.NameMaxLength);
        builder.Property(template => template.Text).HasMaxLength(OfficialAnswer.TextMaxLength);
        builder.Property(template => template.Version).IsConcurrencyToken();
        builder.HasIndex(template => new { template.UnitId, template.Name }).IsUnique();
        builder.HasOne<Unit>().WithMany().HasForeignKey(template => template.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class OverdueNoticeMapping : IEntityTypeConfiguration<OverdueNotice>
{
    public void Configure(EntityTypeBuilder<OverdueNotice> builder)
    {
        builder.ToTable("overdue_notices");
        builder.HasKey(notice => new { notice.PostId, notice.AnswerBy, notice.Step });
        builder.HasOne<Post>().WithMany().HasForeignKey(notice => notice.PostId).OnDelete(DeleteBehavior.Cascade);
    }
}

public sealed class ModeratorDigestMapping : IEntityTypeConfiguration<ModeratorDigest>
{
    public void Configure(EntityTypeBuilder<ModeratorDigest> builder)
    {
        builder.ToTable("moderator_digests");
        builder.HasKey(digest => new { digest.AccountId, digest.Day });
        builder.HasOne<Account>().WithMany().HasForeignKey(digest => digest.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
