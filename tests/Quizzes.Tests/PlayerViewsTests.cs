using Microsoft.EntityFrameworkCore;
using QuizPlatform.Testing;

namespace QuizPlatform.Quizzes.Tests;

public sealed class PlayerViewsTests : IAsyncDisposable
{
    private readonly QuizzesApp _app = new();

    [Fact]
    public async Task A_crowd_costs_one_read()
    {
        var id = await _app.Publish();
        var stores = new CountedStores(_app.Store);
        var views = new PlayerViews(stores, _app.Store.Clock);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => views.Get(id, default))));

        Assert.Single(answers.Distinct());
        Assert.Equal(1, stores.Opened);
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
        var another = new PlayerViews(_app.Store, _app.Store.Clock);
        var before = await another.Get(id, default);
        await _app.Update(id, A.Request("Harder sums"), "*");

        Assert.Same(before, await another.Get(id, default));
        _app.Store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotEqual(before!.ETag, (await another.Get(id, default))!.ETag);
    }

    [Fact]
    public async Task A_read_that_failed_is_not_remembered()
    {
        var id = await _app.Publish();
        var stores = new CountedStores(_app.Store) { Broken = true };
        var views = new PlayerViews(stores, _app.Store.Clock);

        await Assert.ThrowsAsync<IOException>(() => views.Get(id, default));
        stores.Broken = false;

        Assert.NotNull(await views.Get(id, default));
    }

    [Fact]
    public async Task Asking_for_what_is_not_there_fills_no_memory()
    {
        for (var i = 0; i < 1000; i++)
            Assert.Null(await _app.Views.Get(A.Id(), default));

        Assert.Equal(0, _app.Views.Count);
    }

    private sealed class CountedStores(TestStore<QuizzesDb> store) : IDbContextFactory<QuizzesDb>
    {
        private int _opened;

        public int Opened => _opened;
        public bool Broken { get; set; }

        public QuizzesDb CreateDbContext()
        {
            Interlocked.Increment(ref _opened);
            return Broken ? throw new IOException("The disk is gone.") : store.CreateDbContext();
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
