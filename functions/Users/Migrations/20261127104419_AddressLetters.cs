using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Users.Migrations
{
    /// <inheritdoc />
    public partial class AddressLetters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AddressLetters",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Partition = table.Column<string>(type: "TEXT", nullable: false),
                    ForgetAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Letters = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AddressLetters", x => new { x.Partition, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_AddressLetters_ForgetAt",
                table: "AddressLetters",
                column: "ForgetAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AddressLetters");
        }
    }
}
