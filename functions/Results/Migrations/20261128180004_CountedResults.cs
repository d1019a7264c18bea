using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class CountedResults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Forgetting",
                table: "QuizAnalytics",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "KeptAfter",
                table: "QuizAnalytics",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "KeptUpTo",
                table: "QuizAnalytics",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Percentages",
                table: "QuizAnalytics",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CountedResults",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Partition = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Marks = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CountedResults", x => new { x.Partition, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_CountedResults_Partition_From",
                table: "CountedResults",
                columns: new[] { "Partition", "From" },
                descending: new[] { false, true });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CountedResults");

            migrationBuilder.DropColumn(
                name: "Forgetting",
                table: "QuizAnalytics");

            migrationBuilder.DropColumn(
                name: "KeptAfter",
                table: "QuizAnalytics");

            migrationBuilder.DropColumn(
                name: "KeptUpTo",
                table: "QuizAnalytics");

            migrationBuilder.DropColumn(
                name: "Percentages",
                table: "QuizAnalytics");
        }
    }
}
