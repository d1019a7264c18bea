using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Users.Migrations
{
    /// <inheritdoc />
    public partial class RefreshSalt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RefreshSalt",
                table: "Session",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RefreshSalt",
                table: "Session");
        }
    }
}
