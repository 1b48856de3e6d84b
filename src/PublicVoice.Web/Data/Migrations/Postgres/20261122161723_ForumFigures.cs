using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ForumFigures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_posts_unit_id_publication_number",
                table: "posts");

            migrationBuilder.CreateIndex(
                name: "ix_posts_queue",
                table: "posts",
                columns: new[] { "review_by", "id", "unit_id", "claimed_by_id", "signals", "appealed_on" },
                filter: "status IN (1, 2)");

            migrationBuilder.CreateIndex(
                name: "IX_posts_unit_id_written_on",
                table: "posts",
                columns: new[] { "unit_id", "written_on" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_listing",
                table: "posts",
                columns: new[] { "publication_number", "unit_id", "status", "is_unreviewed", "is_confidential", "kind", "element", "service_id", "supports" },
                filter: "publication_number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_posts_listing_of_unit",
                table: "posts",
                columns: new[] { "unit_id", "publication_number", "status", "is_unreviewed", "is_confidential", "kind", "element", "service_id", "supports" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_supported_of_unit",
                table: "posts",
                columns: new[] { "unit_id", "supports", "publication_number" },
                filter: "publication_number IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_posts_queue",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "IX_posts_unit_id_written_on",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "ix_posts_listing",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "ix_posts_listing_of_unit",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "ix_posts_supported_of_unit",
                table: "posts");

            migrationBuilder.CreateIndex(
                name: "IX_posts_unit_id_publication_number",
                table: "posts",
                columns: new[] { "unit_id", "publication_number" });
        }
    }
}
