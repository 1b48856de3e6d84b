using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
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
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    account_id = table.Column<int>(type: "integer", nullable: false),
                    sent_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    received_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sheet = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: true),
                    batch = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    header_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    scan = table.Column<string>(type: "character varying(4000000)", maxLength: 4000000, nullable: true),
                    mapping = table.Column<string>(type: "character varying(4000000)", maxLength: 4000000, nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    skip_invalid = table.Column<bool>(type: "boolean", nullable: false),
                    outcome = table.Column<byte[]>(type: "bytea", nullable: true),
                    started_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    imported_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    new_rows = table.Column<int>(type: "integer", nullable: true),
                    known_rows = table.Column<int>(type: "integer", nullable: true),
                    bad_rows = table.Column<int>(type: "integer", nullable: true)
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
                    response_upload_id = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
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
