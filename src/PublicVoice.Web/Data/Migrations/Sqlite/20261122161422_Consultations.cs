using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Consultations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "consultations",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    unit_id = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    created_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    theme = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    material = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    material_link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    first_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    last_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    begins_at = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    ends_at = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    meeting_link = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    register_until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    cancel_reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    room = table.Column<int>(type: "INTEGER", nullable: false),
                    shows_at_once = table.Column<bool>(type: "INTEGER", nullable: false),
                    summary = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: true),
                    unit_commitment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    public_commitment = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    signed_at = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    signed_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consultations", x => x.id);
                    table.ForeignKey(
                        name: "FK_consultations_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agreed_points",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    consultation_id = table.Column<int>(type: "INTEGER", nullable: false),
                    problem = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    recommendation = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    is_removed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agreed_points", x => x.id);
                    table.ForeignKey(
                        name: "FK_agreed_points_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consultation_documents",
                columns: table => new
                {
                    consultation_id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consultation_documents", x => x.consultation_id);
                    table.ForeignKey(
                        name: "FK_consultation_documents_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consultation_invitees",
                columns: table => new
                {
                    consultation_id = table.Column<int>(type: "INTEGER", nullable: false),
                    group = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consultation_invitees", x => new { x.consultation_id, x.group, x.name });
                    table.ForeignKey(
                        name: "FK_consultation_invitees_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consultation_participants",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    consultation_id = table.Column<int>(type: "INTEGER", nullable: false),
                    submission_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    receipt_hash = table.Column<long>(type: "INTEGER", nullable: false),
                    person_hash = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    group = table.Column<int>(type: "INTEGER", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    phone = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    sex = table.Column<string>(type: "TEXT", maxLength: 1, nullable: true),
                    registered_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    consented_to = table.Column<int>(type: "INTEGER", nullable: true),
                    attended = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consultation_participants", x => x.id);
                    table.ForeignKey(
                        name: "FK_consultation_participants_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "consultation_signers",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    consultation_id = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    phone = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    sex = table.Column<string>(type: "TEXT", maxLength: 1, nullable: true),
                    position = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_consultation_signers", x => x.id);
                    table.ForeignKey(
                        name: "FK_consultation_signers_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "published_minutes",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    consultation_id = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    published_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    correction = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    content = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_published_minutes", x => x.id);
                    table.ForeignKey(
                        name: "FK_published_minutes_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "room_messages",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    consultation_id = table.Column<int>(type: "INTEGER", nullable: false),
                    submission_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    part = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    public_text = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    group = table.Column<int>(type: "INTEGER", nullable: true),
                    written_on = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_on = table.Column<DateTime>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: true),
                    answered_on = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_room_messages", x => x.id);
                    table.ForeignKey(
                        name: "FK_room_messages_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "follow_up_items",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    consultation_id = table.Column<int>(type: "INTEGER", nullable: false),
                    point_id = table.Column<int>(type: "INTEGER", nullable: false),
                    problem = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    recommendation = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follow_up_items", x => x.id);
                    table.ForeignKey(
                        name: "FK_follow_up_items_agreed_points_point_id",
                        column: x => x.point_id,
                        principalTable: "agreed_points",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_follow_up_items_consultations_consultation_id",
                        column: x => x.consultation_id,
                        principalTable: "consultations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "follow_up_progress",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    item_id = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    written_on = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_follow_up_progress", x => x.id);
                    table.ForeignKey(
                        name: "FK_follow_up_progress_follow_up_items_item_id",
                        column: x => x.item_id,
                        principalTable: "follow_up_items",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_agreed_points_consultation_id",
                table: "agreed_points",
                column: "consultation_id");

            migrationBuilder.CreateIndex(
                name: "IX_consultation_participants_consultation_id_person_hash",
                table: "consultation_participants",
                columns: new[] { "consultation_id", "person_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_consultation_participants_receipt_hash",
                table: "consultation_participants",
                column: "receipt_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_consultation_participants_submission_key",
                table: "consultation_participants",
                column: "submission_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_consultation_signers_consultation_id",
                table: "consultation_signers",
                column: "consultation_id");

            migrationBuilder.CreateIndex(
                name: "IX_consultations_number",
                table: "consultations",
                column: "number",
                unique: true,
                filter: "number IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_consultations_status_first_day",
                table: "consultations",
                columns: new[] { "status", "first_day" });

            migrationBuilder.CreateIndex(
                name: "IX_consultations_unit_id_status",
                table: "consultations",
                columns: new[] { "unit_id", "status" });

            migrationBuilder.CreateIndex(
                name: "IX_follow_up_items_consultation_id",
                table: "follow_up_items",
                column: "consultation_id");

            migrationBuilder.CreateIndex(
                name: "IX_follow_up_items_point_id",
                table: "follow_up_items",
                column: "point_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_follow_up_progress_item_id",
                table: "follow_up_progress",
                column: "item_id");

            migrationBuilder.CreateIndex(
                name: "IX_published_minutes_consultation_id_revision",
                table: "published_minutes",
                columns: new[] { "consultation_id", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_room_messages_consultation_id",
                table: "room_messages",
                column: "consultation_id");

            migrationBuilder.CreateIndex(
                name: "IX_room_messages_submission_key",
                table: "room_messages",
                column: "submission_key",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "consultation_documents");

            migrationBuilder.DropTable(
                name: "consultation_invitees");

            migrationBuilder.DropTable(
                name: "consultation_participants");

            migrationBuilder.DropTable(
                name: "consultation_signers");

            migrationBuilder.DropTable(
                name: "follow_up_progress");

            migrationBuilder.DropTable(
                name: "published_minutes");

            migrationBuilder.DropTable(
                name: "room_messages");

            migrationBuilder.DropTable(
                name: "follow_up_items");

            migrationBuilder.DropTable(
                name: "agreed_points");

            migrationBuilder.DropTable(
                name: "consultations");
        }
    }
}
