using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Quizzes.Migrations
{
    /// <inheritdoc />
    public partial class Reveal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Reveal",
                table: "Quiz",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RevealAt",
                table: "Quiz",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // Not DropColumn, which makes the table anew and loses the triggers of Quiz_Terms.
            migrationBuilder.Sql("""
                ALTER TABLE "Quiz" DROP COLUMN "Reveal";
                ALTER TABLE "Quiz" DROP COLUMN "RevealAt";
                """);
        }
    }
}
