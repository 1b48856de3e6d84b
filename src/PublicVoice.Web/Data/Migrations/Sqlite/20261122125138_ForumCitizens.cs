using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ForumCitizens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "signals",
                table: "posts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "stop_address",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_posts_supports_publication_number",
                table: "posts",
                columns: new[] { "supports", "publication_number" },
                filter: "publication_number IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_posts_supports_publication_number",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "signals",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "stop_address",
                table: "outgoing_mails");
        }
    }
}
