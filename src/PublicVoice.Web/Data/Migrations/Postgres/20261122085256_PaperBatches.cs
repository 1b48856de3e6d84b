using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PaperBatches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "paper_batches",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    service_id = table.Column<int>(type: "integer", nullable: true),
                    questionnaire_version_id = table.Column<int>(type: "integer", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    last_day = table.Column<DateOnly>(type: "date", nullable: false),
                    declared_sheets = table.Column<int>(type: "integer", nullable: false),
                    declared_total = table.Column<int>(type: "integer", nullable: false),
                    made_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    made_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    rounds = table.Column<int>(type: "integer", nullable: false),
                    posted_sheets = table.Column<int>(type: "integer", nullable: true),
                    checked_sheets = table.Column<int>(type: "integer", nullable: true),
                    different_sheets = table.Column<int>(type: "integer", nullable: true),
                    closed_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paper_batches", x => x.id);
                    table.ForeignKey(
                        name: "FK_paper_batches_questionnaire_versions_questionnaire_version_~",
                        column: x => x.questionnaire_version_id,
                        principalTable: "questionnaire_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_paper_batches_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_paper_batches_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "paper_sheets",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    batch_id = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    entry_key = table.Column<Guid>(type: "uuid", nullable: false),
                    answers = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    profile = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    service_id = table.Column<int>(type: "integer", nullable: true),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    comment = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    entered_by_id = table.Column<int>(type: "integer", nullable: false),
                    changed_by_id = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    second_answers = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    second_profile = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    second_service_id = table.Column<int>(type: "integer", nullable: true),
                    second_day = table.Column<DateOnly>(type: "date", nullable: true),
                    second_by_id = table.Column<int>(type: "integer", nullable: true),
                    agrees = table.Column<bool>(type: "boolean", nullable: false),
                    decided_by_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paper_sheets", x => x.id);
                    table.ForeignKey(
                        name: "FK_paper_sheets_paper_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "paper_batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_paper_sheets_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_paper_batches_key",
                table: "paper_batches",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paper_batches_unit_id",
                table: "paper_batches",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "IX_paper_sheets_batch_id_entry_key",
                table: "paper_sheets",
                columns: new[] { "batch_id", "entry_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_paper_sheets_batch_id_position",
                table: "paper_sheets",
                columns: new[] { "batch_id", "position" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "paper_sheets");

            migrationBuilder.DropTable(
                name: "paper_batches");
        }
    }
}
