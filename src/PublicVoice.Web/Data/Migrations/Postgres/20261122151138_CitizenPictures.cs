using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CitizenPictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_unreviewed",
                table: "posts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "words_hash",
                table: "posts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "is_supporter",
                table: "post_followers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "post_pictures",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    form_key = table.Column<Guid>(type: "uuid", nullable: false),
                    source_hash = table.Column<byte[]>(type: "bytea", maxLength: 32, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    sent_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    post_id = table.Column<int>(type: "integer", nullable: true),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    small_width = table.Column<int>(type: "integer", nullable: false),
                    small_height = table.Column<int>(type: "integer", nullable: false),
                    alt = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    public_alt = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    is_shown = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_pictures", x => x.id);
                    table.ForeignKey(
                        name: "FK_post_pictures_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "post_picture_contents",
                columns: table => new
                {
                    post_picture_id = table.Column<int>(type: "integer", nullable: false),
                    large = table.Column<byte[]>(type: "bytea", nullable: false),
                    small = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_picture_contents", x => x.post_picture_id);
                    table.ForeignKey(
                        name: "FK_post_picture_contents_post_pictures_post_picture_id",
                        column: x => x.post_picture_id,
                        principalTable: "post_pictures",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_posts_words_hash",
                table: "posts",
                column: "words_hash");

            migrationBuilder.CreateIndex(
                name: "IX_post_followers_email",
                table: "post_followers",
                column: "email");

            migrationBuilder.CreateIndex(
                name: "IX_post_pictures_form_key_position",
                table: "post_pictures",
                columns: new[] { "form_key", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_post_pictures_form_key_source_hash",
                table: "post_pictures",
                columns: new[] { "form_key", "source_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_post_pictures_key",
                table: "post_pictures",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_post_pictures_post_id",
                table: "post_pictures",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "IX_post_pictures_sent_on",
                table: "post_pictures",
                column: "sent_on",
                filter: "post_id IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "post_picture_contents");

            migrationBuilder.DropTable(
                name: "post_pictures");

            migrationBuilder.DropIndex(
                name: "IX_posts_words_hash",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "IX_post_followers_email",
                table: "post_followers");

            migrationBuilder.DropColumn(
                name: "is_unreviewed",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "words_hash",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "is_supporter",
                table: "post_followers");
        }
    }
}
