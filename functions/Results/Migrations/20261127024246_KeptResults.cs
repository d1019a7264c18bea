using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class KeptResults : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "KeptFrom",
                table: "Result",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "KeptBy",
                table: "Player",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Result_KeptFrom",
                table: "Result",
                column: "KeptFrom");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Result_KeptFrom",
                table: "Result");

            migrationBuilder.DropColumn(
                name: "KeptFrom",
                table: "Result");

            migrationBuilder.DropColumn(
                name: "KeptBy",
                table: "Player");
        }
    }
}
