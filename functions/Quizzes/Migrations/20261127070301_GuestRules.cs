using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Quizzes.Migrations
{
    /// <inheritdoc />
    public partial class GuestRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "AccountsOnly",
                table: "Quiz",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "MadeUpNames",
                table: "Quiz",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AccountsOnly",
                table: "Quiz");

            migrationBuilder.DropColumn(
                name: "MadeUpNames",
                table: "Quiz");
        }
    }
}
