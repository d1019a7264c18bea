using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.Testing;

namespace QuizPlatform.Platform.Tests;

public sealed class LeftoversTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestClock _clock = new();
    private readonly Work _work;
    private readonly ServiceProvider _services;
    private readonly Leftovers _leftovers;

    public LeftoversTests()
    {
        _work = new Work(_clock);
        _services = new ServiceCollection().AddSingleton<ILeftover>(_work).BuildServiceProvider();
        _leftovers = new Leftovers(_services.GetRequiredService<IServiceScopeFactory>(), _clock, NullLogger<Leftovers>.Instance);
    }

    [Fact]
    public async Task What_a_predecessor_left_is_finished_a_little_after_the_start_and_then_there_is_peace()
    {
        await Start();

        await Until(() => _work.Tries.Count == 1);
        await Pass(TimeSpan.FromHours(1));

        Assert.True(Assert.Single(_work.Tries) > Leftovers.Grace);
    }

    [Fact]
    public async Task What_is_left_later_is_finished_when_it_is_old_enough()
    {
        await Start();
        await Until(() => _work.Tries.Count == 1);
        await Pass(TimeSpan.FromHours(1));
        var left = _clock.GetUtcNow() - _work.Began;

        _leftovers.Left();
        await Until(() => _work.Tries.Count == 2);
        await Pass(TimeSpan.FromHours(1));

        Assert.Equal(2, _work.Tries.Count);
        Assert.True(_work.Tries[1] - left > Leftovers.Grace);
    }

    [Fact]
    public async Task What_fails_is_tried_again_after_growing_pauses_until_it_succeeds()
    {
        _work.FailuresLeft = 8;
        await Start();

        await Until(() => _work.Tries.Count == 9);
        await Pass(TimeSpan.FromHours(1));

        Assert.Equal(9, _work.Tries.Count);
        var pauses = _work.Tries.Zip(_work.Tries.Skip(1), (a, b) => (b - a).TotalSeconds);
        Assert.All(pauses.Zip([12.0, 24, 48, 60, 60, 60, 60, 60]), pause => Assert.True(pause.First >= pause.Second, $"{pause}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _leftovers.StopAsync(default);
        await _services.DisposeAsync();
    }

    private Task Start() => _leftovers.StartAsync(default);

    // In small steps: the loop sets its next timer only after the last has run.
    private async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds())
        {
            _clock.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Delay(1, patience.Token);
        }
    }

    private async Task Pass(TimeSpan time)
    {
        for (var i = 0; i < 20; i++)
        {
            _clock.Advance(time / 20);
            await Task.Delay(1);
        }
    }

    private sealed class Work(TimeProvider clock) : ILeftover
    {
        public DateTimeOffset Began { get; } = clock.GetUtcNow();

        /// <summary>When it was tried, from the beginning.</summary>
        public List<TimeSpan> Tries { get; } = [];
        public int FailuresLeft { get; set; }

        public Task Finish(CancellationToken cancellation)
        {
            Tries.Add(clock.GetUtcNow() - Began);
            return FailuresLeft-- > 0 ? throw new IOException("The bus is away.") : Task.CompletedTask;
        }
    }
}
