using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class KeptTests
{
    private readonly TestClock _clock = new();
    private Func<string, Task<string?>> _read;
    private int _reads;

    public KeptTests() => _read = key => Task.FromResult<string?>($"{key} {_reads}");

    [Fact]
    public async Task A_crowd_costs_one_read()
    {
        var slow = new TaskCompletionSource<string?>();
        _read = _ => slow.Task;
        var kept = Keep();

        var answers = Enumerable.Range(0, 100).Select(_ => Task.Run(() => kept.Get("a", default))).ToList();
        slow.SetResult("read");

        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal("read", answer));
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task What_is_kept_is_given_out_until_it_is_old()
    {
        var kept = Keep();

        Assert.Equal("a 1", await kept.Get("a", default));
        _clock.Advance(TimeSpan.FromSeconds(0.999));
        Assert.Equal("a 1", await kept.Get("a", default));
        _clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal("a 2", await kept.Get("a", default));
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task It_gets_old_in_time_although_the_clock_is_set(int minutes)
    {
        var kept = Keep();
        await kept.Get("a", default);

        _clock.Set(TimeSpan.FromMinutes(minutes));
        Assert.Equal("a 1", await kept.Get("a", default));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("a 2", await kept.Get("a", default));
    }

    [Fact]
    public async Task A_read_that_failed_is_told_and_made_again()
    {
        _read = _ => Task.FromException<string?>(new IOException("The disk is gone."));
        var kept = Keep();

        await Assert.ThrowsAsync<IOException>(() => kept.Get("a", default));
        Assert.Equal(0, kept.Count);
        _read = _ => Task.FromResult<string?>("there again");

        Assert.Equal("there again", await kept.Get("a", default));
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_read_to_the_others()
    {
        var slow = new TaskCompletionSource<string?>();
        _read = _ => slow.Task;
        var kept = Keep();
        using var impatient = new CancellationTokenSource();
        var (first, second) = (kept.Get("a", impatient.Token), kept.Get("a", default));

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        slow.SetResult("read");

        Assert.Equal("read", await second);
        Assert.Equal(1, _reads);
    }

    [Fact]
    public async Task What_was_dropped_while_it_was_read_is_read_again()
    {
        var before = new TaskCompletionSource<string?>();
        _read = _ => before.Task;
        var kept = Keep();
        var old = kept.Get("a", default);

        kept.Drop("a"); // what is being read may be from before the change
        _read = _ => Task.FromResult<string?>("changed");
        var fresh = await kept.Get("a", default);
        before.SetResult("as it was");

        Assert.Equal("as it was", await old);
        Assert.Equal("changed", fresh);
        Assert.Equal("changed", await kept.Get("a", default));
    }

    [Fact]
    public async Task What_is_not_worth_keeping_is_read_each_time()
    {
        _read = _ => Task.FromResult<string?>(null);
        var kept = Keep();

        Assert.Null(await kept.Get("a", default));
        Assert.Null(await kept.Get("a", default));

        Assert.Equal(2, _reads);
        Assert.Equal(0, kept.Count);
    }

    [Fact]
    public async Task No_more_are_kept_than_there_is_room_for()
    {
        var kept = Keep();
        for (var i = 0; i < 100; i++)
        {
            await kept.Get($"key {i}", default);
            Assert.InRange(kept.Count, 1, 10);
        }
    }

    [Fact]
    public async Task Old_ones_make_room_first()
    {
        var kept = Keep();
        for (var i = 0; i < 5; i++)
            await kept.Get($"old {i}", default);
        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 5; i++)
            await kept.Get($"young {i}", default);

        await kept.Get("one more", default);

        Assert.Equal(6, kept.Count);
    }

    private Kept<string, string?> Keep() => new(
        key =>
        {
            Interlocked.Increment(ref _reads);
            return _read(key);
        },
        TimeSpan.FromSeconds(1), 10, _clock, isWorthKeeping: value => value is not null);
}
