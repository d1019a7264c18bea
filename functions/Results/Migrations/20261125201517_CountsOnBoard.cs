using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class CountsOnBoard : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ByAuthor",
                table: "Standing",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "ByAuthor",
                table: "Result",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "CountsOnBoard",
                table: "Result",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "RequestId",
                table: "Result",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LeaderboardCounts",
                table: "KnownQuiz",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Result_RequestId",
                table: "Result",
                column: "RequestId");

            // Results from before are decided as new ones are: the first on a quiz counts, and an author's on the quiz's own board only.
            migrationBuilder.Sql("""
                UPDATE "Result" SET "CountsOnBoard" = 1
                FROM (SELECT "Partition" AS player, "Id" AS id, row_number() OVER (PARTITION BY "Partition", "QuizId" ORDER BY "SubmittedAt", "Id") AS number FROM "Result") AS taken
                WHERE taken.number = 1 AND "Result"."Partition" = taken.player AND "Result"."Id" = taken.id
                """);
            migrationBuilder.Sql("""
                UPDATE "Result" SET "ByAuthor" = 1
                WHERE EXISTS (SELECT 1 FROM "KnownQuiz" WHERE "KnownQuiz"."Partition" = "Result"."QuizId" AND "KnownQuiz"."AuthorId" = "Result"."Partition")
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Result_RequestId",
                table: "Result");

            migrationBuilder.DropColumn(
                name: "ByAuthor",
                table: "Standing");

            migrationBuilder.DropColumn(
                name: "ByAuthor",
                table: "Result");

            migrationBuilder.DropColumn(
                name: "CountsOnBoard",
                table: "Result");

            migrationBuilder.DropColumn(
                name: "RequestId",
                table: "Result");

            migrationBuilder.DropColumn(
                name: "LeaderboardCounts",
                table: "KnownQuiz");
        }
    }
}
