using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Users.Migrations
{
    /// <inheritdoc />
    public partial class Letters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Letters",
                table: "User",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql("UPDATE \"User\" SET Letters = '[]'");

            migrationBuilder.AddColumn<long>(
                name: "LettersSince",
                table: "User",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ForgottenPassword",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Partition = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Language = table.Column<string>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    PendingEvents = table.Column<string>(type: "TEXT", nullable: false),
                    PendingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    EventCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ForgottenPassword", x => new { x.Partition, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_User_LettersSince",
                table: "User",
                column: "LettersSince");

            migrationBuilder.CreateIndex(
                name: "IX_ForgottenPassword_AskedAt",
                table: "ForgottenPassword",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ForgottenPassword_PendingSince",
                table: "ForgottenPassword",
                column: "PendingSince",
                filter: "PendingSince IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ForgottenPassword");

            migrationBuilder.DropIndex(
                name: "IX_User_LettersSince",
                table: "User");

            migrationBuilder.DropColumn(
                name: "Letters",
                table: "User");

            migrationBuilder.DropColumn(
                name: "LettersSince",
                table: "User");
        }
    }
}
