using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Quizzes.Migrations
{
    /// <inheritdoc />
    public partial class QuizzesByLength : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Quiz_Partition_QuestionCount_CreatedAt_Id",
                table: "Quiz",
                columns: new[] { "Partition", "QuestionCount", "CreatedAt", "Id" },
                descending: new[] { false, false, true, false });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Quiz_Partition_QuestionCount_CreatedAt_Id",
                table: "Quiz");
        }
    }
}
