using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Testing;

namespace QuizPlatform.Results.Tests;

public sealed class AnswerKeysTests
{
    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task What_is_remembered_of_a_quiz_is_forgotten_in_time_although_the_clock_is_set(int minutes)
    {
        var clock = new TestClock();
        var builder = new LocalHostOptions { FunctionClasses = [], Environment = new Dictionary<string, string?> { ["Services__QuizzesKey"] = "key" } }.CreateBuilder();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddAnswerKeys();
        await using var app = builder.Services.BuildServiceProvider();
        var cache = app.GetRequiredService<IMemoryCache>();
        cache.Set("a quiz", "its version", new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(1), Size = 1 });

        clock.Set(TimeSpan.FromMinutes(minutes));
        Assert.NotNull(cache.Get("a quiz"));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(cache.Get("a quiz"));
    }
}
