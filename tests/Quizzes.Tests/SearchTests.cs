using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>Which words find which quizzes.</summary>
public sealed class SearchTests : IAsyncDisposable
{
    private const string BeforeTerms = "20261127103957_StaysArchived";

    private readonly QuizzesApp _app = new();

    [Theory]
    [InlineData("capitals", "Capitals of Europe")]
    [InlineData("CAPITALS", "Capitals of Europe")]
    [InlineData("europe capitals", "Capitals of Europe")]
    [InlineData("capitals capitals", "Capitals of Europe")]
    [InlineData("capital", "")] // whole words, neither stemmed
    [InlineData("of", "Capitals of Europe")] // nor left out for being frequent
    [InlineData("capitals coffee", "")] // all of them
    [InlineData("rivers", "Capitals of Europe")] // in the description
    [InlineData("geography", "Capitals of Europe")] // the category
    [InlineData("map", "Capitals of Europe")] // a tag
    [InlineData("geography capitals map rivers", "Capitals of Europe")]
    [InlineData("cafe", "Café, Straße & Smørrebrød")]
    [InlineData("CAFÉ", "Café, Straße & Smørrebrød")]
    [InlineData("cafe\u0301", "Café, Straße & Smørrebrød")]
    [InlineData("ｃａｆé", "Café, Straße & Smørrebrød")]
    [InlineData("strasse", "Café, Straße & Smørrebrød")]
    [InlineData("STRASSE straße", "Café, Straße & Smørrebrød")]
    [InlineData("smorrebrod", "Café, Straße & Smørrebrød")]
    [InlineData("c++", "C++ and C#")]
    [InlineData("c#", "C++ and C#")]
    [InlineData("c", "")]
    [InlineData("東京", "東京の駅 🚉")]
    [InlineData("京東", "東京の駅 🚉")] // each by itself, for nothing says where a word ends
    [InlineData("駅", "東京の駅 🚉")]
    [InlineData("駅前", "")]
    [InlineData("🚉", "東京の駅 🚉")]
    [InlineData("🎉", "")]
    [InlineData("\"capitals\"", "Capitals of Europe")]
    [InlineData("capitals*", "Capitals of Europe")]
    [InlineData("capitals OR coffee", "")] // or is a word like any
    [InlineData("title:capitals", "")]
    [InlineData("category:geography", "")]
    [InlineData("author:ann", "")]
    [InlineData("-capitals", "Capitals of Europe")] // no operators
    [InlineData("'; DROP TABLE Quiz; --", "")]
    [InlineData("?!", "")]
    [InlineData("%", "")]
    [InlineData("\uFFFE", "")]
    [InlineData("one two three four five six seven eight nine ten 11 12 13 14 15 16 17 18 19 20 twentyone", "Twenty")]
    public async Task A_search_finds(string search, string title)
    {
        await _app.Publish(A.Request("Capitals of Europe") with { Description = "Cities and their rivers.", Category = "Geography", Tags = ["Map", "World"] });
        await _app.Publish(A.Request("Café, Straße & Smørrebrød") with { Tags = ["coffee"] });
        await _app.Publish(A.Request("C++ and C#"));
        await _app.Publish(A.Request("東京の駅 🚉"));
        await _app.Publish(A.Request("Twenty") with { Description = "One two three four five six seven eight nine ten 11 12 13 14 15 16 17 18 19 20" });

        var query = $"?search={Uri.EscapeDataString(search)}";

        Assert.Equal(title.Length == 0 ? [] : [title], Titles(await _app.List(query)));
        Assert.Equal(Titles(await _app.List(query)), await FoundOnCosmos(query));
    }

    [Fact]
    public async Task A_search_of_nothing_finds_all()
    {
        await _app.Publish();

        Assert.Single(Titles(await _app.List("?search=%20")));
    }

    [Fact]
    public async Task A_word_as_long_as_a_description_is_found_by_what_a_search_may_have_of_it()
    {
        var (word, shorter) = (new string('a', 200), new string('a', 199));
        await _app.Publish(A.Request() with { Description = word });

        Assert.Single(Titles(await _app.List($"?search={word}")));
        Assert.Empty(Titles(await _app.List($"?search={shorter}")));
    }

    [Fact]
    public async Task A_quiz_is_found_as_it_is_now()
    {
        var id = await _app.Draft(A.Request("Old") with { Category = "Before" });
        Assert.Empty(Titles(await _app.List("?search=old")));
        Assert.Single(Titles(await _app.List("?author=me&search=old&category=before", "ann")));

        await _app.PublishDraft(id);
        Assert.Single(Titles(await _app.List("?search=old&category=before&author=ann&featured=false")));

        await _app.Update(id, A.Request("New", questions: 3) with { Category = "After" }, "*");
        Assert.Empty(Titles(await _app.List("?search=old")));
        Assert.Single(Titles(await _app.List("?search=new&category=after&sort=shortest")));

        await _app.Feature(id, new { featured = true });
        Assert.Single(Titles(await _app.List("?search=new&featured=true")));

        await _app.Hide(id, new { hidden = true });
        Assert.Empty(Titles(await _app.List("?search=new")));
        Assert.Single(Titles(await _app.List("?author=me&search=new&featured=true", "ann")));

        await _app.Hide(id, new { hidden = false });
        Assert.Single(Titles(await _app.List("?search=new&author=ann")));

        await _app.Tell(Contracts.UserDeleted.Type, new Contracts.UserDeleted("ann", A.Sunday, A.Sunday));
        Assert.Empty(Titles(await _app.List("?author=ann")));
        Assert.Single(Titles(await _app.List($"?search=new&author={Quiz.NoAuthor}")));

        await _app.Archive(id, "eve:admin");
        Assert.Empty(Titles(await _app.List("?search=new")));
        Assert.Equal(0, await TableDiffers());
    }

    [Fact]
    public async Task A_draft_that_is_deleted_leaves_nothing_in_the_index()
    {
        await _app.Archive(await _app.Draft());

        Assert.Equal(0, await _app.Store.With(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM Quiz_Terms").SingleAsync()));
    }

    [Fact]
    public async Task Quizzes_of_an_older_version_are_found_after_its_update()
    {
        await _app.Publish(A.Request("Café C++ 東京 🚉") with { Description = "Line\none", Tags = ["Système", "web"], Language = "zh-Hant-TW" });
        await _app.Publish(A.Request("Plain") with { Tags = null });
        await _app.Feature(await _app.Publish(A.Request("Marked") with { Language = "de" }), new { featured = true });
        await _app.Draft(A.Request("Draft"));
        await _app.Archive(await _app.Publish(A.Request("Archived")));

        await _app.Store.MigrateAnewFrom(BeforeTerms);

        Assert.Equal(["Café C++ 東京 🚉"], Titles(await _app.List("?search=cafe+line+systeme&language=zh-Hant&tag=web&category=maths")));
        Assert.Equal(["Marked"], Titles(await _app.List("?featured=true&language=de")));
        Assert.All(await _app.Store.With(db => db.Quizzes.ToListAsync()), quiz => Assert.False(quiz.Index(), quiz.Title));
        Assert.Equal(0, await TableDiffers());
    }

    // On Cosmos a query is asked of each document: ARRAY_CONTAINS(c["Terms"], @term), for each term.
    private async Task<IEnumerable<string>> FoundOnCosmos(string query)
    {
        var asked = QuizTerms.Asked(new DefaultHttpContext { Request = { QueryString = new(query) } }.Request.Query);
        var quizzes = await _app.Store.With(db => db.Published.ToListAsync());
        return asked is null ? [] : quizzes.Where(quiz => asked.All(quiz.Terms.Contains)).Select(quiz => quiz.Title);
    }

    // How many rows of the index are missing or too many.
    private Task<int> TableDiffers() => _app.Store.With(db => db.Database.SqlQuery<int>($"""
        WITH terms AS (SELECT t.value, q.CreatedAt, q.QuestionCount, q.Id FROM Quiz q, json_each(q.Terms) t)
        SELECT (SELECT count(*) FROM (SELECT * FROM terms EXCEPT SELECT * FROM Quiz_Terms))
            + (SELECT count(*) FROM (SELECT * FROM Quiz_Terms EXCEPT SELECT * FROM terms)) AS Value
        """).SingleAsync());

    private static List<string> Titles(Answer answer) => [.. answer.Json!["quizzes"]!.AsArray().Select(q => q!["title"]!.GetValue<string>())];

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
