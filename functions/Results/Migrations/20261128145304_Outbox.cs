using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class Outbox : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Segment",
                table: "Result",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "OutboxSegment",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Partition = table.Column<string>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<long>(type: "INTEGER", nullable: false),
                    SweptAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxSegment", x => new { x.Partition, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Result_Segment",
                table: "Result",
                column: "Segment");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OutboxSegment");

            migrationBuilder.DropIndex(
                name: "IX_Result_Segment",
                table: "Result");

            migrationBuilder.DropColumn(
                name: "Segment",
                table: "Result");
        }
    }
}
