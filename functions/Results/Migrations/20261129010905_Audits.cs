using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class Audits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Result_QuizId",
                table: "Result");

            migrationBuilder.AddColumn<bool>(
                name: "AuditBegun",
                table: "Recount",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Audit",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Partition = table.Column<string>(type: "TEXT", nullable: false),
                    Percent = table.Column<int>(type: "INTEGER", nullable: false),
                    BegunAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    PlayersUpTo = table.Column<long>(type: "INTEGER", nullable: true),
                    QuizzesUpTo = table.Column<string>(type: "TEXT", nullable: false),
                    AllLookedAt = table.Column<bool>(type: "INTEGER", nullable: false),
                    Sum = table.Column<string>(type: "TEXT", nullable: true),
                    Players = table.Column<int>(type: "INTEGER", nullable: false),
                    Quizzes = table.Column<int>(type: "INTEGER", nullable: false),
                    PlacesSkipped = table.Column<int>(type: "INTEGER", nullable: false),
                    DifferenceCount = table.Column<int>(type: "INTEGER", nullable: false),
                    Suspects = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Differences = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Audit", x => new { x.Partition, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Result_QuizId_SubmittedAt",
                table: "Result",
                columns: new[] { "QuizId", "SubmittedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Result_QuizId_SubmittedAt",
                table: "Result");

            migrationBuilder.DropColumn(
                name: "AuditBegun",
                table: "Recount");

            migrationBuilder.CreateIndex(
                name: "IX_Result_QuizId",
                table: "Result",
                column: "QuizId");
        }
    }
}
