using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class Recounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Recount",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Partition = table.Column<string>(type: "TEXT", nullable: false),
                    QuizId = table.Column<string>(type: "TEXT", nullable: true),
                    Cause = table.Column<string>(type: "TEXT", nullable: false),
                    UpTo = table.Column<long>(type: "INTEGER", nullable: false),
                    Done = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recount", x => new { x.Partition, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Result_SubmittedAt",
                table: "Result",
                column: "SubmittedAt");

            migrationBuilder.CreateIndex(
                name: "IX_KnownQuiz_Featured",
                table: "KnownQuiz",
                column: "Featured");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Recount");

            migrationBuilder.DropIndex(
                name: "IX_Result_SubmittedAt",
                table: "Result");

            migrationBuilder.DropIndex(
                name: "IX_KnownQuiz_Featured",
                table: "KnownQuiz");
        }
    }
}
