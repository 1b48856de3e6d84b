using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ForumStaff : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "appealed_on",
                table: "posts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "evidence",
                table: "official_answers",
                type: "character varying(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "evidence_link",
                table: "official_answers",
                type: "character varying(400)",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "bureau_days",
                table: "forum_settings",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "head_days",
                table: "forum_settings",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_without_digest",
                table: "accounts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "moderator_digests",
                columns: table => new
                {
                    account_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    made_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_moderator_digests", x => new { x.account_id, x.day });
                    table.ForeignKey(
                        name: "FK_moderator_digests_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "overdue_notices",
                columns: table => new
                {
                    post_id = table.Column<int>(type: "integer", nullable: false),
                    answer_by = table.Column<DateOnly>(type: "date", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    told_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_overdue_notices", x => new { x.post_id, x.answer_by, x.step });
                    table.ForeignKey(
                        name: "FK_overdue_notices_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "post_transfers",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    post_id = table.Column<int>(type: "integer", nullable: false),
                    from_unit_id = table.Column<int>(type: "integer", nullable: false),
                    to_unit_id = table.Column<int>(type: "integer", nullable: false),
                    passed_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    passed_by_id = table.Column<int>(type: "integer", nullable: false),
                    passed_by = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_transfers", x => x.id);
                    table.ForeignKey(
                        name: "FK_post_transfers_accounts_passed_by_id",
                        column: x => x.passed_by_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_post_transfers_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_post_transfers_units_from_unit_id",
                        column: x => x.from_unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_post_transfers_units_to_unit_id",
                        column: x => x.to_unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reply_templates",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: true),
                    text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reply_templates", x => x.id);
                    table.ForeignKey(
                        name: "FK_reply_templates_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_posts_status_answer_by_id",
                table: "posts",
                columns: new[] { "status", "answer_by", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_posts_appeals",
                table: "posts",
                column: "review_by",
                filter: "appealed_on IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_post_transfers_post_id",
                table: "post_transfers",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "IX_reply_templates_unit_id_name",
                table: "reply_templates",
                columns: new[] { "unit_id", "name" },
                unique: true);

            // What waits under appeal since before there was a column for it.
            migrationBuilder.Sql("UPDATE posts SET appealed_on = (SELECT MAX(written_on) FROM post_messages WHERE post_id = posts.id AND kind = 3) WHERE status IN (1, 2)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "moderator_digests");

            migrationBuilder.DropTable(
                name: "overdue_notices");

            migrationBuilder.DropTable(
                name: "post_transfers");

            migrationBuilder.DropTable(
                name: "reply_templates");

            migrationBuilder.DropIndex(
                name: "IX_posts_status_answer_by_id",
                table: "posts");

            migrationBuilder.DropIndex(
                name: "ix_posts_appeals",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "appealed_on",
                table: "posts");

            migrationBuilder.DropColumn(
                name: "evidence",
                table: "official_answers");

            migrationBuilder.DropColumn(
                name: "evidence_link",
                table: "official_answers");

            migrationBuilder.DropColumn(
                name: "bureau_days",
                table: "forum_settings");

            migrationBuilder.DropColumn(
                name: "head_days",
                table: "forum_settings");

            migrationBuilder.DropColumn(
                name: "is_without_digest",
                table: "accounts");
        }
    }
}
