using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class ResultsByQuiz : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Result_Partition_QuizId_Passed_SubmittedAt",
                table: "Result",
                columns: new[] { "Partition", "QuizId", "Passed", "SubmittedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Result_Partition_QuizId_Passed_SubmittedAt",
                table: "Result");
        }
    }
}
