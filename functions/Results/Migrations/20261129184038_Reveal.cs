using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class Reveal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Reveal",
                table: "KnownQuiz",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "RevealAt",
                table: "KnownQuiz",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SettingsRevision",
                table: "KnownQuiz",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "ShownToPassersUntil",
                table: "KnownQuiz",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ShownUntil",
                table: "KnownQuiz",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Reveal",
                table: "KnownQuiz");

            migrationBuilder.DropColumn(
                name: "RevealAt",
                table: "KnownQuiz");

            migrationBuilder.DropColumn(
                name: "SettingsRevision",
                table: "KnownQuiz");

            migrationBuilder.DropColumn(
                name: "ShownToPassersUntil",
                table: "KnownQuiz");

            migrationBuilder.DropColumn(
                name: "ShownUntil",
                table: "KnownQuiz");
        }
    }
}
