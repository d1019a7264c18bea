using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Users.Migrations
{
    /// <inheritdoc />
    public partial class HiddenNames : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "HideName",
                table: "User",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "HideName",
                table: "User");
        }
    }
}
