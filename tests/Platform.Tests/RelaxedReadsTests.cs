using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Platform.Tests;

public sealed class RelaxedReadsTests
{
    [Fact]
    public async Task Only_what_is_read_within_is_relaxed()
    {
        Assert.True(await RelaxedReads.Of(async () =>
        {
            await Task.Yield();
            return RelaxedReads.AreAllowed;
        }));
        await Assert.ThrowsAsync<TimeoutException>(() => RelaxedReads.Of<int>(() => throw new TimeoutException()));

        Assert.False(RelaxedReads.AreAllowed);
    }

    [Fact]
    public async Task Within_nothing_is_saved()
    {
        await using var db = new SomeDb();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RelaxedReads.Of(() => db.SaveChangesAsync()));

        Assert.Contains("relaxed", failure.Message, StringComparison.Ordinal);
    }

    private sealed class SomeDb() : DocumentDb(new DbContextOptionsBuilder<SomeDb>().Options);
}
