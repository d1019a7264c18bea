using System.Net;
using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class StoreBudgetTests
{
    private readonly TestClock _clock = new();
    private int _asked;

    [Fact]
    public async Task What_passes_is_asked_again_until_it_has_passed()
    {
        var answer = Ask(token => _asked < 3 ? throw new Answered(503) : Task.FromResult("kept"));

        await Pass(answer);

        Assert.Equal("kept", await answer);
        Assert.Equal(3, _asked);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(412)]
    [InlineData(413)]
    public async Task What_would_be_the_same_a_moment_later_is_told_at_once(int status)
    {
        await Assert.ThrowsAsync<Answered>(() => Ask(_ => throw new Answered(status)));

        Assert.Equal(1, _asked);
    }

    [Fact]
    public async Task A_person_waits_five_seconds_for_a_store_that_hangs()
    {
        StoreBudget.BeginRequest();
        var answer = Ask(Hang);

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(answer.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
    }

    [Fact]
    public async Task Nobody_waits_for_a_layer_that_does_not_see_the_token()
    {
        StoreBudget.BeginRequest();
        var answer = Ask(_ => Hang(CancellationToken.None));

        _clock.Advance(StoreBudget.OfPeople);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_person_waits_five_seconds_for_a_store_that_refuses()
    {
        StoreBudget.BeginRequest();
        var since = _clock.GetTimestamp();
        var answer = Ask(_ => throw new Answered(503));

        await Pass(answer);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.InRange(_clock.GetElapsedTime(since).TotalSeconds, 2.5, 5);
        Assert.InRange(_asked, 4, 9);
    }

    [Fact]
    public async Task All_that_one_request_asks_shares_its_five_seconds()
    {
        StoreBudget.BeginRequest();
        for (var i = 0; i < 4; i++)
            await Ask(Slowly);

        var answer = Ask(Hang);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Ask(Hang));
    }

    [Fact]
    public async Task What_is_asked_at_the_same_time_costs_it_once()
    {
        StoreBudget.BeginRequest();
        for (var i = 0; i < 4; i++)
        {
            var go = new TaskCompletionSource<string>();
            var asked = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ask(go.Task.WaitAsync)));
            _clock.Advance(TimeSpan.FromSeconds(1));
            go.SetResult("kept");
            await asked;
        }

        var answer = Ask(Hang);
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(answer.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
    }

    [Fact]
    public async Task What_a_request_does_beside_asking_costs_nothing()
    {
        StoreBudget.BeginRequest();
        _clock.Advance(TimeSpan.FromMinutes(1));

        await Ask(Slowly);
    }

    [Fact]
    public async Task A_message_waits_longer_and_anew_for_each_thing_it_asks()
    {
        for (var i = 0; i < 40; i++)
            await Ask(Slowly);

        var answer = Ask(Hang);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(answer.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
    }

    [Fact]
    public async Task It_is_asked_again_no_sooner_than_the_store_says()
    {
        StoreBudget.BeginRequest();
        var answer = Ask(_ => _asked == 1 ? throw new Answered(429, seconds: 4) : Task.FromResult("kept"));

        _clock.Advance(TimeSpan.FromSeconds(3.9));
        Assert.Equal(1, _asked);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("kept", await answer);
    }

    [Fact]
    public async Task Who_would_wait_longer_than_there_is_time_is_told_at_once_and_until_when()
    {
        StoreBudget.BeginRequest();

        var told = await Assert.ThrowsAsync<StoreUnavailableException>(() => Ask(_ => throw new Answered(429, seconds: 17)));

        Assert.Equal(TimeSpan.FromSeconds(17), told.RetryAfter);
        var answer = await TestHttp.Request("GET").Answer(() => throw told);
        Assert.Equal((503, "17"), (answer.Status, answer.Headers.RetryAfter.ToString()));
    }

    [Fact]
    public async Task A_client_that_hangs_up_ends_the_waiting_and_it_is_no_failure_of_the_store()
    {
        using var client = new CancellationTokenSource();
        var answer = Ask(Hang, client.Token);

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    private Task<string> Ask(Func<CancellationToken, Task<string>> store, CancellationToken cancellation = default) =>
        StoreBudget.Ask(
            async token =>
            {
                _asked++;
                return await store(token);
            },
            e => e is Answered answer ? PassingFailure.Of(answer.Status, answer.RetryAfter) : null, _clock, cancellation);

    private static async Task<string> Hang(CancellationToken token)
    {
        await Task.Delay(Timeout.Infinite, token);
        return "";
    }

    private Task<string> Slowly(CancellationToken token)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return Task.FromResult("kept");
    }

    private async Task Pass(Task answer)
    {
        for (var i = 0; i < 1000 && !answer.IsCompleted; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.05));
            await Task.WhenAny(answer, Task.Delay(1));
        }
    }

    private sealed class Answered(int status, int? seconds = null) : Exception
    {
        public HttpStatusCode Status => (HttpStatusCode)status;
        public TimeSpan? RetryAfter => seconds is { } s ? TimeSpan.FromSeconds(s) : null;
    }
}
