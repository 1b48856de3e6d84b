using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PaperExtraQuestions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "extras",
                table: "paper_sheets",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "second_extras",
                table: "paper_sheets",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "extra_versions",
                table: "paper_batches",
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "extras",
                table: "paper_sheets");

            migrationBuilder.DropColumn(
                name: "second_extras",
                table: "paper_sheets");

            migrationBuilder.DropColumn(
                name: "extra_versions",
                table: "paper_batches");
        }
    }
}
