using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class GuestRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "MadeUpName",
                table: "Player",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AccountsOnly",
                table: "KnownQuiz",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "MadeUpNames",
                table: "KnownQuiz",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MadeUpName",
                table: "Player");

            migrationBuilder.DropColumn(
                name: "AccountsOnly",
                table: "KnownQuiz");

            migrationBuilder.DropColumn(
                name: "MadeUpNames",
                table: "KnownQuiz");
        }
    }
}
