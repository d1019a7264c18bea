using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Quizzes.Tests;

public sealed class CatalogueTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task An_empty_catalogue_has_zeros()
    {
        var overview = await _app.Overview();

        Assert.Equal(
            """{"totalQuizzes":0,"totalQuestions":0,"byDifficulty":"""
                + """{"beginner":0,"intermediate":0,"advanced":0},"averageQuestionsPerQuiz":0,"averageTimeLimit":0}""",
            overview.Json!.ToJsonString());
        Assert.Equal("""{"categories":[]}""", (await _app.Categories()).Json!.ToJsonString());
    }

    [Fact]
    public async Task Published_quizzes_are_counted()
    {
        await _app.Publish(A.Request(questions: 1) with { TimeLimit = 100 });
        await _app.Publish(A.Request(questions: 2) with { TimeLimit = 200, Difficulty = "advanced" });
        await _app.Publish(A.Request(questions: 2) with { TimeLimit = 200, Difficulty = "advanced" });
        await _app.Draft();
        await _app.Publish(A.Request(questions: 1) with { TimeLimit = null });

        var overview = await _app.Overview();

        Assert.Equal(
            """{"totalQuizzes":4,"totalQuestions":6,"byDifficulty":"""
                + """{"beginner":2,"intermediate":0,"advanced":2},"averageQuestionsPerQuiz":1.5,"averageTimeLimit":166.67}""",
            overview.Json!.ToJsonString());
    }

    [Fact]
    public async Task Categories_that_differ_in_case_are_one()
    {
        foreach (var category in new[] { "art", "Maths", "maths", "Maths" })
            await _app.Publish(A.Request() with { Category = category });

        Assert.Equal("""{"categories":[{"category":"Maths","count":3},{"category":"art","count":1}]}""", (await _app.Categories()).Json!.ToJsonString());
    }

    [Fact]
    public async Task A_change_in_this_process_is_counted_at_once()
    {
        var id = await _app.Publish();
        Assert.Equal(1, (await _app.Overview()).Value<int>("totalQuizzes"));

        await _app.Archive(id);

        Assert.Equal(0, (await _app.Overview()).Value<int>("totalQuizzes"));
    }

    [Fact]
    public async Task A_change_by_another_instance_is_counted_within_seconds()
    {
        await using var another = new QuizzesApp(_app.Store);
        Assert.Equal(0, (await another.Overview()).Value<int>("totalQuizzes"));
        await _app.Publish();

        Assert.Equal(0, (await another.Overview()).Value<int>("totalQuizzes"));
        _app.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await another.Overview()).Value<int>("totalQuizzes"));
    }

    [Fact]
    public async Task What_another_instance_changes_is_counted_anew_and_once()
    {
        await using var another = new QuizzesApp(_app.Store);
        var (kept, gone) = (await _app.Publish(A.Request() with { Category = "maths" }), await _app.Publish(A.Request() with { Category = "Maths" }));
        Assert.Equal("""[{"category":"Maths","count":2}]""", await Categories());

        await _app.Archive(gone);
        await _app.Update(kept, A.Request(questions: 3) with { Category = "Art", TimeLimit = null, Difficulty = "advanced" }, "*");

        Assert.Equal("""[{"category":"Art","count":1}]""", await Categories());
        Assert.Equal(
            """{"totalQuizzes":1,"totalQuestions":3,"byDifficulty":"""
                + """{"beginner":0,"intermediate":0,"advanced":1},"averageQuestionsPerQuiz":3,"averageTimeLimit":0}""",
            (await another.Overview()).Json!.ToJsonString());

        async Task<string> Categories()
        {
            _app.Clock.Advance(TimeSpan.FromSeconds(5));
            return (await another.Categories()).Json!["categories"]!.ToJsonString();
        }
    }

    [Fact]
    public async Task A_change_that_was_saved_late_is_counted()
    {
        await using var another = new QuizzesApp(_app.Store);
        var id = await _app.Publish();
        Assert.Equal(1, (await another.Overview()).Value<int>("totalQuizzes"));
        _app.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(1, (await another.Overview()).Value<int>("totalQuizzes"));

        await _app.Store.With(async db =>
        {
            (await db.Find(id, default))!.Archive(_app.Clock.GetUtcNow().AddSeconds(-50));
            await db.SaveChangesAsync();
        });
        _app.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(0, (await another.Overview()).Value<int>("totalQuizzes"));
    }

    [Fact]
    public async Task After_a_day_all_are_counted_anew()
    {
        var id = await _app.Publish();
        await _app.Overview();
        _app.Clock.Advance(TimeSpan.FromHours(1));
        await _app.Store.With(db => db.Quizzes.ExecuteDeleteAsync()); // as nobody does it
        Assert.Equal(1, (await _app.Overview()).Value<int>("totalQuizzes"));

        _app.Clock.Advance(TimeSpan.FromHours(23));

        Assert.Equal(0, (await _app.Overview()).Value<int>("totalQuizzes"));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
