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

    [Fact]
    public async Task While_all_are_counted_anew_the_figures_of_before_are_told()
    {
        await Copy(await _app.Publish(), 2_499);
        Assert.Equal(2_500, (await _app.Overview()).Value<int>("totalQuizzes"));
        await _app.Store.With(db => db.Quizzes.Where(q => q.State == QuizState.Published).Take(100).ExecuteDeleteAsync()); // as nobody does it
        _app.Clock.Advance(TimeSpan.FromDays(1));

        List<int> totals = [];
        for (var i = 0; i < 3; i++)
        {
            totals.Add((await _app.Overview()).Value<int>("totalQuizzes"));
            _app.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal([2_500, 2_500, 2_400], totals);
    }

    [Fact]
    public async Task Quizzes_that_were_changed_at_one_moment_are_counted_each()
    {
        await using var another = new QuizzesApp(_app.Store);
        var id = await _app.Publish();
        Assert.Equal(1, (await another.Overview()).Value<int>("totalQuizzes"));
        await Copy(id, 2_499);

        _app.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(2_500, (await another.Overview()).Value<int>("totalQuizzes"));
    }

    [Fact]
    public async Task A_quiz_that_is_hidden_by_another_instance_is_not_counted_until_it_is_shown_again()
    {
        await using var another = new QuizzesApp(_app.Store);
        var id = await _app.Publish();
        Assert.Equal((1, 0, 1), (await Total(), await Total(hidden: true), await Total(hidden: false)));

        async Task<int> Total(bool? hidden = null)
        {
            if (hidden is not null)
                await _app.Hide(id, new { hidden });
            _app.Clock.Advance(TimeSpan.FromSeconds(5));
            return (await another.Overview()).Value<int>("totalQuizzes");
        }
    }

    [Fact]
    public async Task The_time_of_a_change_does_not_go_back()
    {
        var id = await _app.Publish();
        var before = (await _app.Stored(id)).UpdatedAt;

        await _app.Store.With(async db =>
        {
            var quiz = await db.Find(id, default);
            quiz!.ForgetAuthor(before.AddMinutes(-2));
            await db.SaveChangesAsync();
        });

        Assert.Equal(before, (await _app.Stored(id)).UpdatedAt);
    }

    // As they are, all times included.
    private Task Copy(string id, int times) => _app.Store.Copy(
        $"WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times})",
        $"numbers JOIN Quiz ON Id = '{Quiz.DocumentId(id)}'",
        column => column == "Id" ? "'quiz-' || printf('%032x', n)" : null);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
