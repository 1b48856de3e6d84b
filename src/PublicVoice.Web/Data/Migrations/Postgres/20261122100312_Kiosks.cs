using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Kiosks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "device_id",
                table: "survey_responses",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "received_on",
                table: "survey_responses",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "kiosk_devices",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    service_id = table.Column<int>(type: "integer", nullable: true),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    made_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    made_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    pairing_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    pairing_ends_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    private_key = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    paired_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    revoked_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_seen_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    waiting = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kiosk_devices", x => x.id);
                    table.ForeignKey(
                        name: "FK_kiosk_devices_services_service_id",
                        column: x => x.service_id,
                        principalTable: "services",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_kiosk_devices_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "kiosk_versions",
                columns: table => new
                {
                    kiosk_device_id = table.Column<int>(type: "integer", nullable: false),
                    questionnaire_version_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_kiosk_versions", x => new { x.questionnaire_version_id, x.kiosk_device_id });
                    table.ForeignKey(
                        name: "FK_kiosk_versions_kiosk_devices_kiosk_device_id",
                        column: x => x.kiosk_device_id,
                        principalTable: "kiosk_devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_kiosk_versions_questionnaire_versions_questionnaire_version~",
                        column: x => x.questionnaire_version_id,
                        principalTable: "questionnaire_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_survey_responses_device_id",
                table: "survey_responses",
                column: "device_id",
                filter: "device_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_kiosk_devices_pairing_hash",
                table: "kiosk_devices",
                column: "pairing_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kiosk_devices_token_hash",
                table: "kiosk_devices",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_kiosk_devices_unit_id",
                table: "kiosk_devices",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "kiosk_versions");

            migrationBuilder.DropTable(
                name: "kiosk_devices");

            migrationBuilder.DropIndex(
                name: "IX_survey_responses_device_id",
                table: "survey_responses");

            migrationBuilder.DropColumn(
                name: "device_id",
                table: "survey_responses");

            migrationBuilder.DropColumn(
                name: "received_on",
                table: "survey_responses");
        }
    }
}
