using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PublicVoice.Web.Surveys;
using PublicVoice.Web.Units;

namespace PublicVoice.Web.Data.Mappings;

public sealed class ResponseUploadMapping : IEntityTypeConfiguration<ResponseUpload>
{
    public void Configure(EntityTypeBuilder<ResponseUpload> builder)
    {
        builder.ToTable("response_uploads");
        builder.Property(upload => upload.FileName).HasMaxLength(ResponseUpload.FileNameMaxLength);
        builder.Property(upload => upload.SentBy).HasMaxLength(ResponseUpload.PersonMaxLength);
        builder.Property(upload => upload.Scan).HasMaxLength(ResponseUpload.TextMaxLength);
        builder.Property(upload => upload.Mapping).HasMaxLength(ResponseUpload.TextMaxLength);
        builder.HasIndex(upload => upload.UnitId);
        builder.HasOne<Unit>().WithMany().HasForeignKey(upload => upload.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

public sealed class ResponseUploadContentMapping : IEntityTypeConfiguration<ResponseUploadContent>
{
    public void Configure(EntityTypeBuilder<ResponseUploadContent> builder)
    {
        builder.ToTable("response_upload_contents");
        builder.HasKey(content => content.ResponseUploadId);
        builder.Property(content => content.ResponseUploadId).ValueGeneratedNever();
        builder.HasOne<ResponseUpload>().WithOne().HasForeignKey<ResponseUploadContent>(content => content.ResponseUploadId).OnDelete(DeleteBehavior.Cascade);
    }
}
