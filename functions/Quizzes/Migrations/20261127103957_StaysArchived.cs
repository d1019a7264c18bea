using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Quizzes.Migrations
{
    /// <inheritdoc />
    public partial class StaysArchived : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "StaysArchived",
                table: "Quiz",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "StaysArchived",
                table: "Quiz");
        }
    }
}
