using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace QuizPlatform.Quizzes.Migrations
{
    /// <summary>What lists find quizzes by, and the table that finds them.</summary>
    public partial class Terms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Quiz_AuthorId",
                table: "Quiz");

            migrationBuilder.AddColumn<string>(
                name: "Terms",
                table: "Quiz",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "IndexedQuizzes",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Partition = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    QuizId = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IndexedQuizzes", x => new { x.Partition, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Quiz_Partition_AuthorId_UpdatedAt_Id",
                table: "Quiz",
                columns: new[] { "Partition", "AuthorId", "UpdatedAt", "Id" },
                descending: new[] { false, false, true, false });

            // As QuizTerms makes them.
            migrationBuilder.Sql("""
                WITH RECURSIVE ends("at") AS (SELECT 2 UNION ALL SELECT "at" + 1 FROM ends WHERE "at" < 36)
                UPDATE "Quiz" SET "Terms" = (
                    SELECT json_group_array(CASE "State" WHEN 'Published' THEN "term" ELSE '-' || "term" END) FROM (
                        SELECT "value" AS "term" FROM json_each(text_words("Title" || char(10) || "Description" || char(10) || "Category" || char(10)
                            || coalesce((SELECT group_concat("value", char(10)) FROM json_each("Tags")), '')))
                        UNION ALL SELECT 'category:' || "CategoryKey"
                        UNION ALL SELECT 'tag:' || "value" FROM json_each("TagKeys")
                        UNION ALL SELECT 'language:' || substr("Language", 1, "at" - 1) FROM ends WHERE substr("Language" || '-', "at", 1) = '-'
                        UNION ALL SELECT 'difficulty:' || "Difficulty"
                        UNION ALL SELECT 'author:' || "AuthorId"
                        UNION ALL SELECT CASE WHEN "Featured" THEN 'featured:true' ELSE 'featured:false' END));
                """);

            // A later migration that makes the table Quiz anew takes the triggers along, and has to make them again.
            migrationBuilder.Sql("""
                CREATE TABLE "Quiz_Terms" (
                    "Value" TEXT NOT NULL, "Time" INTEGER NOT NULL, "Number" INTEGER NOT NULL, "Id" TEXT NOT NULL,
                    PRIMARY KEY ("Value", "Time" DESC, "Id")) WITHOUT ROWID;
                INSERT INTO "Quiz_Terms" SELECT t."value", q."CreatedAt", q."QuestionCount", q."Id" FROM "Quiz" q, json_each(q."Terms") t ORDER BY 1, 2 DESC, 4;
                CREATE INDEX "IX_Quiz_Terms_Number" ON "Quiz_Terms" ("Value", "Number", "Time" DESC, "Id");
                CREATE TRIGGER "Quiz_Terms_Insert" AFTER INSERT ON "Quiz" BEGIN
                    INSERT INTO "Quiz_Terms" SELECT "value", NEW."CreatedAt", NEW."QuestionCount", NEW."Id" FROM json_each(NEW."Terms");
                END;
                CREATE TRIGGER "Quiz_Terms_Update" AFTER UPDATE OF "Terms", "QuestionCount" ON "Quiz" BEGIN
                    DELETE FROM "Quiz_Terms" WHERE "Value" IN (SELECT "value" FROM json_each(OLD."Terms")) AND "Time" = OLD."CreatedAt" AND "Id" = OLD."Id";
                    INSERT INTO "Quiz_Terms" SELECT "value", NEW."CreatedAt", NEW."QuestionCount", NEW."Id" FROM json_each(NEW."Terms");
                END;
                CREATE TRIGGER "Quiz_Terms_Delete" AFTER DELETE ON "Quiz" BEGIN
                    DELETE FROM "Quiz_Terms" WHERE "Value" IN (SELECT "value" FROM json_each(OLD."Terms")) AND "Time" = OLD."CreatedAt" AND "Id" = OLD."Id";
                END;
                """);

            // They need not be looked at again.
            migrationBuilder.Sql("""
                INSERT INTO "IndexedQuizzes" ("Partition", "Id", "ChangedAt", "QuizId", "Version")
                    SELECT 'indexed-1', 'indexed-1', coalesce(max("UpdatedAt"), 0), '~', 1 FROM "Quiz";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER "Quiz_Terms_Insert";
                DROP TRIGGER "Quiz_Terms_Update";
                DROP TRIGGER "Quiz_Terms_Delete";
                DROP TABLE "Quiz_Terms";
                """);

            migrationBuilder.DropTable(
                name: "IndexedQuizzes");

            migrationBuilder.DropIndex(
                name: "IX_Quiz_Partition_AuthorId_UpdatedAt_Id",
                table: "Quiz");

            migrationBuilder.DropColumn(
                name: "Terms",
                table: "Quiz");

            migrationBuilder.CreateIndex(
                name: "IX_Quiz_AuthorId",
                table: "Quiz",
                column: "AuthorId");
        }
    }
}
