using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Quizzes.Tests;

/// <summary>That quizzes are found which an older version has saved, that knew of no terms.</summary>
public sealed class IndexQuizzesTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task Quizzes_of_an_older_version_are_found_once_they_are_indexed()
    {
        var id = await _app.Publish();
        await Forget();
        Assert.Equal(0, await Found());
        var before = await _app.Stored(id);

        await _app.IndexQuizzes();

        Assert.Equal(1, await Found());
        var after = await _app.Stored(id);
        Assert.Equal((before.Revision, before.UpdatedAt), (after.Revision, after.UpdatedAt));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public async Task However_many_there_are(int atOneTime)
    {
        await Publish(120, atOneTime);

        await _app.IndexQuizzes();

        Assert.Equal(120, await Found());
    }

    [Fact]
    public async Task What_was_broken_off_goes_on_from_there()
    {
        await Publish(120);
        _app.Store.Steps.Before(5, () => throw new IOException("The store is gone."));
        await Assert.ThrowsAsync<IOException>(_app.IndexQuizzes);
        Assert.InRange(await Found(), 1, 119);

        var cost = await _app.Store.Bill.Of(_app.IndexQuizzes);

        Assert.Equal(120, await Found());
        Assert.InRange(cost.Rows, 1, 80);
    }

    [Fact]
    public async Task Several_instances_may_do_it_at_once()
    {
        await Publish(120);
        await using var another = new QuizzesApp(_app.Store);

        await Task.WhenAll(_app.IndexQuizzes(), another.IndexQuizzes());

        Assert.Equal(120, await Found());
    }

    [Fact]
    public async Task What_an_instance_of_the_older_version_changes_afterwards_is_found_next_time()
    {
        await _app.Publish();
        await _app.IndexQuizzes();
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        await _app.Store.With(db => db.Database.ExecuteSqlAsync($"UPDATE Quiz SET Title = 'Rivers', UpdatedAt = UpdatedAt + 1"));

        await _app.IndexQuizzes();

        Assert.Equal((0, 1), (await Found(), await Found("rivers")));
    }

    [Fact]
    public async Task Where_nothing_has_changed_little_is_read()
    {
        await Publish(120);
        await _app.IndexQuizzes();

        var cost = await _app.Store.Bill.Of(_app.IndexQuizzes);

        Assert.Equal((1, 1, 0), (cost.Reads, cost.Queries, cost.Inserts + cost.Replaces));
        Assert.InRange(cost.Rows, 1, 2); // the one where it ended
    }

    private async Task Publish(int quizzes, int atOneTime = 1)
    {
        for (var i = 0; i < quizzes; i++)
        {
            await _app.Publish();
            if (i % atOneTime == atOneTime - 1)
                _app.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Forget();
    }

    // As they were saved.
    private Task Forget() => _app.Store.With(async db =>
    {
        await db.Database.ExecuteSqlAsync($"UPDATE Quiz SET Terms = '[]'");
        await db.Database.ExecuteSqlAsync($"DELETE FROM IndexedQuizzes");
    });

    private async Task<int> Found(string word = "sums")
    {
        var answer = await _app.List($"?search={word}&limit=100");
        while ((string?)answer.Json!["nextCursor"] is { } next)
            answer = await _app.List($"?search={word}&limit=100&cursor={next}");
        return answer.Value<int>("total");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
