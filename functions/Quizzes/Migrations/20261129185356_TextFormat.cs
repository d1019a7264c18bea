using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Quizzes.Migrations
{
    /// <inheritdoc />
    public partial class TextFormat : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TextFormat",
                table: "QuizVersion",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TextFormat",
                table: "Quiz",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Not DropColumn, which makes the table anew and loses the triggers of Quiz_Terms.
            migrationBuilder.Sql("""
                ALTER TABLE "QuizVersion" DROP COLUMN "TextFormat";
                ALTER TABLE "Quiz" DROP COLUMN "TextFormat";
                """);
        }
    }
}
