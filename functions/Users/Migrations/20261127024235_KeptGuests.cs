using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Users.Migrations
{
    /// <inheritdoc />
    public partial class KeptGuests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "KeepsGuest",
                table: "User",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "KeptBy",
                table: "User",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_User_KeepsGuest",
                table: "User",
                column: "KeepsGuest");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_User_KeepsGuest",
                table: "User");

            migrationBuilder.DropColumn(
                name: "KeepsGuest",
                table: "User");

            migrationBuilder.DropColumn(
                name: "KeptBy",
                table: "User");
        }
    }
}
