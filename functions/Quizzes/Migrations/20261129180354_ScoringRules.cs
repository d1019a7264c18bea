using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Quizzes.Migrations
{
    /// <inheritdoc />
    public partial class ScoringRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "PartialCredit",
                table: "Quiz",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "WrongPenalty",
                table: "Quiz",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Not DropColumn, which makes the table anew and loses the triggers of Quiz_Terms.
            migrationBuilder.Sql("""
                ALTER TABLE "Quiz" DROP COLUMN "PartialCredit";
                ALTER TABLE "Quiz" DROP COLUMN "WrongPenalty";
                """);
        }
    }
}
