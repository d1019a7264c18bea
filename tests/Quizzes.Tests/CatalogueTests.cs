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

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
