using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class RecountedByAll : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AnalyticsUpTo",
                table: "Recount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "DoneIn",
                table: "Recount",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AnalyticsUpTo",
                table: "Recount");

            migrationBuilder.DropColumn(
                name: "DoneIn",
                table: "Recount");
        }
    }
}
