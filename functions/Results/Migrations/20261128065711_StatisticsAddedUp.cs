using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class StatisticsAddedUp : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TotalScore",
                table: "PlayerStatistics");

            migrationBuilder.AddColumn<long>(
                name: "ForgottenUpTo",
                table: "PlayerStatistics",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PercentageSum",
                table: "PlayerStatistics",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ForgottenUpTo",
                table: "PlayerStatistics");

            migrationBuilder.DropColumn(
                name: "PercentageSum",
                table: "PlayerStatistics");

            migrationBuilder.AddColumn<int>(
                name: "TotalScore",
                table: "PlayerStatistics",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }
    }
}
