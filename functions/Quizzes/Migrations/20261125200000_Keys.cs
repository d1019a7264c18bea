using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Quizzes.Migrations
{
    /// <summary>Folds the texts again that quizzes are found by. The model is as it was, so there is no Designer file.</summary>
    [DbContext(typeof(QuizzesDb))]
    [Migration("20261125200000_Keys")]
    public partial class Keys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                UPDATE "Quiz" SET
                    "SearchText" = text_key("Title" || char(10) || "Description"),
                    "CategoryKey" = text_key("Category"),
                    "TagKeys" = (SELECT json_group_array(text_key("value")) FROM json_each("Tags"));
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
