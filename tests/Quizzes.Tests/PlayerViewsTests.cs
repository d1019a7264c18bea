
namespace QuizPlatform.Quizzes.Tests;

public sealed class PlayerViewsTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_crowd_costs_one_read()
    {
        var id = await _app.Publish();
        await using var another = new QuizzesApp(_app.Store);
        _app.Store.Steps.Before(1, () => throw new InvalidOperationException("A second read."));

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => another.Views.Get(id, default))));

        Assert.Single(answers.Distinct());
        Assert.False(_app.Store.Steps.End());
    }

    [Fact]
    public async Task A_change_in_this_process_shows_at_once()
    {
        var id = await _app.Publish();
        await _app.Get(id);

        await _app.Update(id, A.Request("Harder sums"), "*");

        Assert.Equal("Harder sums", (await _app.Get(id)).Value<string>("title"));
    }

    [Fact]
    public async Task An_archived_quiz_is_gone_at_once()
    {
        var id = await _app.Publish();
        await _app.Get(id);

        await _app.Archive(id);

        Assert.Equal(404, (await _app.Get(id)).Status);
    }

    [Fact]
    public async Task A_change_by_another_instance_shows_after_a_second()
    {
        var id = await _app.Publish();
        await using var another = new QuizzesApp(_app.Store);
        await another.Get(id);
        await _app.Update(id, A.Request("Harder sums"), "*");

        Assert.Equal("Sums", (await another.Get(id)).Value<string>("title"));
        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Harder sums", (await another.Get(id)).Value<string>("title"));
    }

    [Fact]
    public async Task A_read_that_failed_is_not_remembered()
    {
        var id = await _app.Publish();
        _app.Store.Steps.Before(0, () => throw new IOException("The disk is gone."));

        Assert.Equal(500, (await _app.Get(id)).Status);

        Assert.Equal(200, (await _app.Get(id)).Status);
    }

    [Fact]
    public async Task Asking_for_what_is_not_there_fills_no_memory()
    {
        for (var i = 0; i < 1000; i++)
            Assert.Null(await _app.Views.Get(A.Id(), default));

        Assert.Equal(0, _app.Views.Count);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
