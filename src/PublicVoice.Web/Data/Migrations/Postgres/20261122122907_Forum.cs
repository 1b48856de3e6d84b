using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Forum : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "forum_settings",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    is_open = table.Column<bool>(type: "boolean", nullable: true),
                    review_days = table.Column<int>(type: "integer", nullable: true),
                    information_days = table.Column<int>(type: "integer", nullable: true),
                    complaint_days = table.Column<int>(type: "integer", nullable: true),
                    needs_approval = table.Column<bool>(type: "boolean", nullable: true),
                    publishes_first = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_forum_settings", x => x.unit_id);
                    table.ForeignKey(
                        name: "FK_forum_settings_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "holidays",
                columns: table => new
                {
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_holidays", x => new { x.unit_id, x.day });
                    table.ForeignKey(
                        name: "FK_holidays_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "posts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    submission_key = table.Column<Guid>(type: "uuid", nullable: false),
                    receipt_hash = table.Column<long>(type: "bigint", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    service_id = table.Column<int>(type: "integer", nullable: true),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    name_shown = table.Column<int>(type: "integer", nullable: false),
                    is_confidential = table.Column<bool>(type: "boolean", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    written_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    review_by = table.Column<DateOnly>(type: "date", nullable: false),
                    answer_by = table.Column<DateOnly>(type: "date", nullable: true),
                    status = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    claimed_by_id = table.Column<int>(type: "integer", nullable: true),
                    claimed_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    public_title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    public_text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    published_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    publication_number = table.Column<int>(type: "integer", nullable: true),
                    element = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    tracking_number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    merged_into_id = table.Column<int>(type: "integer", nullable: true),
                    answered_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    supports = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_posts", x => x.id);
                    table.ForeignKey(
                        name: "FK_posts_accounts_claimed_by_id",
                        column: x => x.claimed_by_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_posts_posts_merged_into_id",
                        column: x => x.merged_into_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_posts_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_posts_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "moderation_decisions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    post_id = table.Column<int>(type: "integer", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    decided_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    moderator_id = table.Column<int>(type: "integer", nullable: false),
                    moderator = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<int>(type: "integer", nullable: true),
                    words = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    before = table.Column<string>(type: "text", maxLength: -1, nullable: false),
                    post_version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_moderation_decisions", x => x.id);
                    table.ForeignKey(
                        name: "FK_moderation_decisions_accounts_moderator_id",
                        column: x => x.moderator_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_moderation_decisions_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_moderation_decisions_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "official_answers",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    post_id = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false),
                    done_by = table.Column<DateOnly>(type: "date", nullable: true),
                    drafted_by_id = table.Column<int>(type: "integer", nullable: false),
                    drafted_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    approved_by_id = table.Column<int>(type: "integer", nullable: true),
                    published_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_official_answers", x => x.id);
                    table.ForeignKey(
                        name: "FK_official_answers_accounts_approved_by_id",
                        column: x => x.approved_by_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_official_answers_accounts_drafted_by_id",
                        column: x => x.drafted_by_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_official_answers_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "post_flags",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    post_id = table.Column<int>(type: "integer", nullable: false),
                    reader = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<int>(type: "integer", nullable: false),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    given_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    decided_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_flags", x => x.id);
                    table.ForeignKey(
                        name: "FK_post_flags_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "post_followers",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    post_id = table.Column<int>(type: "integer", nullable: false),
                    email = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    is_writer = table.Column<bool>(type: "boolean", nullable: false),
                    language = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    asked_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    confirmed_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_followers", x => x.id);
                    table.ForeignKey(
                        name: "FK_post_followers_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "post_messages",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    post_id = table.Column<int>(type: "integer", nullable: false),
                    submission_key = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: false),
                    written_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    public_text = table.Column<string>(type: "character varying(5000)", maxLength: 5000, nullable: true),
                    decided_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_messages", x => x.id);
                    table.ForeignKey(
                        name: "FK_post_messages_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "post_supports",
                columns: table => new
                {
                    post_id = table.Column<int>(type: "integer", nullable: false),
                    supporter = table.Column<long>(type: "bigint", nullable: false),
                    given_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_post_supports", x => new { x.post_id, x.supporter });
                    table.ForeignKey(
                        name: "FK_post_supports_posts_post_id",
                        column: x => x.post_id,
                        principalTable: "posts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_moderation_decisions_post_id",
                table: "moderation_decisions",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "IX_moderation_decisions_unit_id_decided_on",
                table: "moderation_decisions",
                columns: new[] { "unit_id", "decided_on" });

            migrationBuilder.CreateIndex(
                name: "IX_official_answers_post_id",
                table: "official_answers",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "ix_official_answers_draft",
                table: "official_answers",
                column: "post_id",
                unique: true,
                filter: "published_on IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_post_flags_given_on",
                table: "post_flags",
                column: "given_on",
                filter: "decided_on IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_post_flags_post_id_reader",
                table: "post_flags",
                columns: new[] { "post_id", "reader" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_post_followers_post_id_email",
                table: "post_followers",
                columns: new[] { "post_id", "email" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_post_messages_post_id",
                table: "post_messages",
                column: "post_id");

            migrationBuilder.CreateIndex(
                name: "IX_post_messages_submission_key",
                table: "post_messages",
                column: "submission_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_post_messages_written_on",
                table: "post_messages",
                column: "written_on",
                filter: "decided_on IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_posts_publication_number",
                table: "posts",
                column: "publication_number",
                unique: true,
                filter: "publication_number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_posts_receipt_hash",
                table: "posts",
                column: "receipt_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_posts_status_review_by_id",
                table: "posts",
                columns: new[] { "status", "review_by", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_posts_submission_key",
                table: "posts",
                column: "submission_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_posts_unit_id_publication_number",
                table: "posts",
                columns: new[] { "unit_id", "publication_number" });
            migrationBuilder.Sql("CREATE TABLE post_search (publication_number integer PRIMARY KEY, document tsvector NOT NULL)");
            migrationBuilder.Sql("CREATE INDEX ix_post_search_document ON post_search USING gin (document)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE post_search");
            migrationBuilder.DropTable(
                name: "forum_settings");

            migrationBuilder.DropTable(
                name: "holidays");

            migrationBuilder.DropTable(
                name: "moderation_decisions");

            migrationBuilder.DropTable(
                name: "official_answers");

            migrationBuilder.DropTable(
                name: "post_flags");

            migrationBuilder.DropTable(
                name: "post_followers");

            migrationBuilder.DropTable(
                name: "post_messages");

            migrationBuilder.DropTable(
                name: "post_supports");

            migrationBuilder.DropTable(
                name: "posts");
        }
    }
}
