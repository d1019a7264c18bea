using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class RecountedAnalytics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "RecountedIn",
                table: "Standings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Generation",
                table: "QuizAnalytics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "IsNext",
                table: "QuizAnalytics",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "Generation",
                table: "CountedResults",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RecountedIn",
                table: "Standings");

            migrationBuilder.DropColumn(
                name: "Generation",
                table: "QuizAnalytics");

            migrationBuilder.DropColumn(
                name: "IsNext",
                table: "QuizAnalytics");

            migrationBuilder.DropColumn(
                name: "Generation",
                table: "CountedResults");
        }
    }
}
