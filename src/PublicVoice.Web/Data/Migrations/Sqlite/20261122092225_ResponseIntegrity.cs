using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ResponseIntegrity : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "position",
                table: "visit_codes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "last_used_position",
                table: "visit_code_batches",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "office_networks",
                table: "units",
                type: "TEXT",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "opening_hours",
                table: "units",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "exclusion_id",
                table: "survey_responses",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "last_used_on",
                table: "api_keys",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "made_by",
                table: "api_keys",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "exclusions",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    made_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    made_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_exclusions", x => x.id);
                    table.ForeignKey(
                        name: "FK_exclusions_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "visit_code_orders",
                columns: table => new
                {
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    batch_id = table.Column<int>(type: "INTEGER", nullable: false),
                    made_on = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_visit_code_orders", x => x.hash);
                    table.ForeignKey(
                        name: "FK_visit_code_orders_visit_code_batches_batch_id",
                        column: x => x.batch_id,
                        principalTable: "visit_code_batches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_exclusions_unit_id",
                table: "exclusions",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "IX_visit_code_orders_made_on",
                table: "visit_code_orders",
                column: "made_on");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "exclusions");

            migrationBuilder.DropTable(
                name: "visit_code_orders");

            migrationBuilder.DropColumn(
                name: "position",
                table: "visit_codes");

            migrationBuilder.DropColumn(
                name: "last_used_position",
                table: "visit_code_batches");

            migrationBuilder.DropColumn(
                name: "office_networks",
                table: "units");

            migrationBuilder.DropColumn(
                name: "opening_hours",
                table: "units");

            migrationBuilder.DropColumn(
                name: "exclusion_id",
                table: "survey_responses");

            migrationBuilder.DropColumn(
                name: "last_used_on",
                table: "api_keys");

            migrationBuilder.DropColumn(
                name: "made_by",
                table: "api_keys");
        }
    }
}
