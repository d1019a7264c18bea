using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <inheritdoc />
    public partial class TimeLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "PublishedAt",
                table: "AnswerKey",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "TimeLimit",
                table: "AnswerKey",
                type: "INTEGER",
                nullable: true);

            // When older keys were published is not known here; taken for now (in ticks), nobody loses a version they are in the middle of.
            migrationBuilder.Sql("""UPDATE "AnswerKey" SET "PublishedAt" = unixepoch() * 10000000 + 621355968000000000""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "PublishedAt",
                table: "AnswerKey");

            migrationBuilder.DropColumn(
                name: "TimeLimit",
                table: "AnswerKey");
        }
    }
}
