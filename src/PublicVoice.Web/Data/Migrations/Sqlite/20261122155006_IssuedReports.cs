using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class IssuedReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "issued_reports",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    government_id = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    document_number = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    issued_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    unit_name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    questionnaire_code = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    questionnaire_version = table.Column<int>(type: "INTEGER", nullable: false),
                    formula = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    n = table.Column<long>(type: "INTEGER", nullable: false),
                    index = table.Column<decimal>(type: "TEXT", precision: 5, scale: 2, nullable: true),
                    grade = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    headline = table.Column<bool>(type: "INTEGER", nullable: false),
                    sha256 = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    numbers = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_issued_reports", x => x.id);
                    table.ForeignKey(
                        name: "FK_issued_reports_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    government_id = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    claimed_on = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_claims", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_claims_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_subscriptions",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    with_units_below = table.Column<bool>(type: "INTEGER", nullable: false),
                    working_days_waited = table.Column<int>(type: "INTEGER", nullable: false),
                    first_month = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_subscriptions", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_subscriptions_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "issued_report_files",
                columns: table => new
                {
                    report_id = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_issued_report_files", x => x.report_id);
                    table.ForeignKey(
                        name: "FK_issued_report_files_issued_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "issued_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_acknowledgements",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    report_id = table.Column<int>(type: "INTEGER", nullable: false),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    acknowledged_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_acknowledgements", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_acknowledgements_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_report_acknowledgements_issued_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "issued_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_issued_reports_code",
                table: "issued_reports",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_issued_reports_government_id_year_number",
                table: "issued_reports",
                columns: new[] { "government_id", "year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_issued_reports_unit_id_month",
                table: "issued_reports",
                columns: new[] { "unit_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_report_acknowledgements_report_id_account_id",
                table: "report_acknowledgements",
                columns: new[] { "report_id", "account_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_report_claims_government_id_year_number",
                table: "report_claims",
                columns: new[] { "government_id", "year", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_report_claims_unit_id_month",
                table: "report_claims",
                columns: new[] { "unit_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_report_subscriptions_unit_id",
                table: "report_subscriptions",
                column: "unit_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "issued_report_files");

            migrationBuilder.DropTable(
                name: "report_acknowledgements");

            migrationBuilder.DropTable(
                name: "report_claims");

            migrationBuilder.DropTable(
                name: "report_subscriptions");

            migrationBuilder.DropTable(
                name: "issued_reports");
        }
    }
}
