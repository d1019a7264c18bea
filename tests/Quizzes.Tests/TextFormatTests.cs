using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>How a quiz's texts are to be read.</summary>
public sealed class TextFormatTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Theory]
    [InlineData(null, "plain")]
    [InlineData("plain", "plain")]
    [InlineData("markdown", "markdown")]
    public async Task Players_author_and_Results_are_told_it(string? sent, string told)
    {
        var id = await _app.Publish(A.Request() with { TextFormat = sent });

        Assert.Equal(told, (await _app.Get(id)).Value<string>("textFormat"));
        Assert.Equal(told, (await _app.Get(id, "?view=author", "ann")).Value<string>("textFormat"));
        Assert.Equal(told, (await _app.AnswerKey(id)).Value<string>("textFormat"));
        Assert.Equal(told, (await _app.List()).Json!["quizzes"]![0]!["textFormat"]!.GetValue<string>());
        Assert.Equal(told, (await _app.List("?author=me", "ann")).Json!["quizzes"]![0]!["textFormat"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("html")]
    [InlineData("Markdown")]
    [InlineData("")]
    public async Task Another_one_is_refused(string format)
    {
        var answer = await _app.Create(A.Request() with { TextFormat = format });

        Assert.Equal(400, answer.Status);
        Assert.NotNull(answer.Json!["errors"]!["textFormat"]);
    }

    [Fact]
    public async Task A_change_that_leaves_it_out_leaves_it_as_it_is()
    {
        var id = await _app.Publish(A.Request() with { TextFormat = "markdown" });

        await _app.Update(id, A.Request("Changed"), "*");

        Assert.Equal("markdown", (await _app.Get(id)).Value<string>("textFormat"));
    }

    [Fact]
    public async Task Each_version_keeps_its_own()
    {
        var id = await _app.Publish(A.Request() with { TextFormat = "markdown" });
        await _app.Update(id, A.Request() with { TextFormat = "plain" }, "*");

        Assert.Equal("markdown", (await _app.AnswerKey(id, "?version=1")).Value<string>("textFormat"));
        Assert.Equal("plain", (await _app.AnswerKey(id)).Value<string>("textFormat"));
    }

    [Fact]
    public async Task Texts_are_kept_and_told_as_they_were_written()
    {
        const string Written = "A `List<int>`, **not** <b>bold</b>\n\n* [x](javascript:alert(1))";
        var id = await _app.Publish(A.Request() with { TextFormat = "markdown", Description = Written });

        Assert.Equal(Written, (await _app.Get(id)).Value<string>("description"));
    }

    [Fact]
    public async Task Quizzes_and_versions_of_an_older_version_are_plain()
    {
        var id = await _app.Publish();
        await _app.Update(id, A.Request(), "*");
        await _app.Store.With(db => db.Database.ExecuteSqlAsync($"UPDATE Quiz SET TextFormat = NULL; UPDATE QuizVersion SET TextFormat = NULL"));

        await using var restarted = new QuizzesApp(_app.Store);

        Assert.Equal("plain", (await restarted.Get(id)).Value<string>("textFormat"));
        Assert.Equal("plain", (await restarted.AnswerKey(id, "?version=1")).Value<string>("textFormat"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
