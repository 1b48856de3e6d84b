using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReportDeliveries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "html",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: -1,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "report_deliveries",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    report_id = table.Column<int>(type: "INTEGER", nullable: false),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    mail_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_deliveries_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_report_deliveries_issued_reports_report_id",
                        column: x => x.report_id,
                        principalTable: "issued_reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_report_deliveries_outgoing_mails_mail_id",
                        column: x => x.mail_id,
                        principalTable: "outgoing_mails",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_report_deliveries_mail_id",
                table: "report_deliveries",
                column: "mail_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_report_deliveries_report_id_account_id",
                table: "report_deliveries",
                columns: new[] { "report_id", "account_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "report_deliveries");

            migrationBuilder.DropColumn(
                name: "html",
                table: "outgoing_mails");
        }
    }
}
