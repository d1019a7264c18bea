using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Results.Migrations
{
    /// <summary>
    /// There is nothing to do: SQLite keeps a number with decimals as it is in a column that was declared INTEGER, in the order of numbers, and copying tables
    /// of millions of rows would be a long start.
    /// </summary>
    public partial class ScoresWithDecimals : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
