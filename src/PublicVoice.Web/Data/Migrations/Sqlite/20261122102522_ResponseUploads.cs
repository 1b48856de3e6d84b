using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ResponseUploads : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "response_uploads",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    sent_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    channel = table.Column<int>(type: "INTEGER", nullable: false),
                    received_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sheet = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    batch = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    header_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    scan = table.Column<string>(type: "TEXT", maxLength: 4000000, nullable: true),
                    mapping = table.Column<string>(type: "TEXT", maxLength: 4000000, nullable: true),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    skip_invalid = table.Column<bool>(type: "INTEGER", nullable: false),
                    outcome = table.Column<byte[]>(type: "BLOB", nullable: true),
                    started_on = table.Column<DateTime>(type: "TEXT", nullable: true),
                    imported_on = table.Column<DateTime>(type: "TEXT", nullable: true),
                    new_rows = table.Column<int>(type: "INTEGER", nullable: true),
                    known_rows = table.Column<int>(type: "INTEGER", nullable: true),
                    bad_rows = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_response_uploads", x => x.id);
                    table.ForeignKey(
                        name: "FK_response_uploads_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "response_upload_contents",
                columns: table => new
                {
                    response_upload_id = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_response_upload_contents", x => x.response_upload_id);
                    table.ForeignKey(
                        name: "FK_response_upload_contents_response_uploads_response_upload_id",
                        column: x => x.response_upload_id,
                        principalTable: "response_uploads",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_response_uploads_unit_id",
                table: "response_uploads",
                column: "unit_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "response_upload_contents");

            migrationBuilder.DropTable(
                name: "response_uploads");
        }
    }
}
