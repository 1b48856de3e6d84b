using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Sqlite
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
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    service_id = table.Column<int>(type: "INTEGER", nullable: true),
                    questionnaire_version_id = table.Column<int>(type: "INTEGER", nullable: false),
                    first_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    last_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    declared_sheets = table.Column<int>(type: "INTEGER", nullable: false),
                    declared_total = table.Column<int>(type: "INTEGER", nullable: false),
                    made_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    made_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    rounds = table.Column<int>(type: "INTEGER", nullable: false),
                    posted_sheets = table.Column<int>(type: "INTEGER", nullable: true),
                    checked_sheets = table.Column<int>(type: "INTEGER", nullable: true),
                    different_sheets = table.Column<int>(type: "INTEGER", nullable: true),
                    closed_on = table.Column<DateTime>(type: "TEXT", nullable: true),
                    closed_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_paper_batches", x => x.id);
                    table.ForeignKey(
                        name: "FK_paper_batches_questionnaire_versions_questionnaire_version_id",
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
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    batch_id = table.Column<int>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    entry_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    answers = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    profile = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    service_id = table.Column<int>(type: "INTEGER", nullable: true),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    comment = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    entered_by_id = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_by_id = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    second_answers = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    second_profile = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true),
                    second_service_id = table.Column<int>(type: "INTEGER", nullable: true),
                    second_day = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    second_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    agrees = table.Column<bool>(type: "INTEGER", nullable: false),
                    decided_by_id = table.Column<int>(type: "INTEGER", nullable: true)
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
