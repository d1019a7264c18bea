using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class StandingsOfThreePeriods : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "StandingsCounted",
                table: "Recount",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Standings",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Partition = table.Column<string>(type: "TEXT", nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    LastActivity = table.Column<long>(type: "INTEGER", nullable: false),
                    ByAuthor = table.Column<bool>(type: "INTEGER", nullable: false),
                    ByGuest = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AllKey = table.Column<string>(type: "TEXT", nullable: true),
                    AllTotal = table.Column<int>(type: "INTEGER", nullable: false),
                    AllReachedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AllQuizzes = table.Column<int>(type: "INTEGER", nullable: false),
                    AllAttempts = table.Column<int>(type: "INTEGER", nullable: false),
                    AllPercentages = table.Column<long>(type: "INTEGER", nullable: false),
                    AllBest = table.Column<int>(type: "INTEGER", nullable: false),
                    MonthKey = table.Column<string>(type: "TEXT", nullable: true),
                    MonthTotal = table.Column<int>(type: "INTEGER", nullable: false),
                    MonthReachedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    MonthQuizzes = table.Column<int>(type: "INTEGER", nullable: false),
                    MonthAttempts = table.Column<int>(type: "INTEGER", nullable: false),
                    MonthPercentages = table.Column<long>(type: "INTEGER", nullable: false),
                    MonthBest = table.Column<int>(type: "INTEGER", nullable: false),
                    WeekKey = table.Column<string>(type: "TEXT", nullable: true),
                    WeekTotal = table.Column<int>(type: "INTEGER", nullable: false),
                    WeekReachedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    WeekQuizzes = table.Column<int>(type: "INTEGER", nullable: false),
                    WeekAttempts = table.Column<int>(type: "INTEGER", nullable: false),
                    WeekPercentages = table.Column<long>(type: "INTEGER", nullable: false),
                    WeekBest = table.Column<int>(type: "INTEGER", nullable: false),
                    Remembered = table.Column<string>(type: "TEXT", nullable: false),
                    ForgottenUpTo = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Standings", x => new { x.Partition, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Standings_Partition_AllKey_AllTotal_AllReachedAt_UserId",
                table: "Standings",
                columns: new[] { "Partition", "AllKey", "AllTotal", "AllReachedAt", "UserId" },
                descending: new[] { false, false, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_Standings_Partition_ChangedAt",
                table: "Standings",
                columns: new[] { "Partition", "ChangedAt" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "IX_Standings_Partition_LastActivity",
                table: "Standings",
                columns: new[] { "Partition", "LastActivity" },
                descending: new[] { false, true });

            migrationBuilder.CreateIndex(
                name: "IX_Standings_Partition_MonthKey_MonthTotal_MonthReachedAt_UserId",
                table: "Standings",
                columns: new[] { "Partition", "MonthKey", "MonthTotal", "MonthReachedAt", "UserId" },
                descending: new[] { false, false, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_Standings_Partition_WeekKey_WeekTotal_WeekReachedAt_UserId",
                table: "Standings",
                columns: new[] { "Partition", "WeekKey", "WeekTotal", "WeekReachedAt", "UserId" },
                descending: new[] { false, false, true, false, false });

            migrationBuilder.CreateIndex(
                name: "IX_Standings_UserId",
                table: "Standings",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Standings");

            migrationBuilder.DropColumn(
                name: "StandingsCounted",
                table: "Recount");
        }
    }
}
