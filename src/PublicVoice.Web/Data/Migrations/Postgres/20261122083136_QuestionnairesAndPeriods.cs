using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace PublicVoice.Web.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class QuestionnairesAndPeriods : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "opening",
                table: "units",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "retired_on",
                table: "questionnaires",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "unit_id",
                table: "questionnaires",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "extra_questions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    with_units_below = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    retired_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_extra_questions", x => x.id);
                    table.ForeignKey(
                        name: "FK_extra_questions_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "questionnaire_drafts",
                columns: table => new
                {
                    questionnaire_id = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "character varying(1000000)", maxLength: 1000000, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    changed_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_questionnaire_drafts", x => x.questionnaire_id);
                    table.ForeignKey(
                        name: "FK_questionnaire_drafts_questionnaires_questionnaire_id",
                        column: x => x.questionnaire_id,
                        principalTable: "questionnaires",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "survey_periods",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    unit_id = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    population = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_survey_periods", x => x.id);
                    table.ForeignKey(
                        name: "FK_survey_periods_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "extra_question_versions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    extra_question_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    created_on = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_extra_question_versions", x => x.id);
                    table.ForeignKey(
                        name: "FK_extra_question_versions_extra_questions_extra_question_id",
                        column: x => x.extra_question_id,
                        principalTable: "extra_questions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "extra_answers",
                columns: table => new
                {
                    survey_response_id = table.Column<long>(type: "bigint", nullable: false),
                    extra_question_version_id = table.Column<int>(type: "integer", nullable: false),
                    chosen = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_extra_answers", x => new { x.survey_response_id, x.extra_question_version_id });
                    table.ForeignKey(
                        name: "FK_extra_answers_extra_question_versions_extra_question_versio~",
                        column: x => x.extra_question_version_id,
                        principalTable: "extra_question_versions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_extra_answers_survey_responses_survey_response_id",
                        column: x => x.survey_response_id,
                        principalTable: "survey_responses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_extra_question_versions_extra_question_id_number",
                table: "extra_question_versions",
                columns: new[] { "extra_question_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_extra_questions_code",
                table: "extra_questions",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_extra_questions_unit_id",
                table: "extra_questions",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "IX_survey_periods_unit_id_from",
                table: "survey_periods",
                columns: new[] { "unit_id", "from" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "extra_answers");

            migrationBuilder.DropTable(
                name: "questionnaire_drafts");

            migrationBuilder.DropTable(
                name: "survey_periods");

            migrationBuilder.DropTable(
                name: "extra_question_versions");

            migrationBuilder.DropTable(
                name: "extra_questions");

            migrationBuilder.DropColumn(
                name: "opening",
                table: "units");

            migrationBuilder.DropColumn(
                name: "retired_on",
                table: "questionnaires");

            migrationBuilder.DropColumn(
                name: "unit_id",
                table: "questionnaires");
        }
    }
}
