using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Platform;

/// <summary>
/// Does work again when somebody else was quicker to save what it saves: from the start, on what they saved. So the work reads everything it
/// decides by.
/// </summary>
public static class LostRaces
{
    private const int MaxTries = 50;
    private const int LongestPause = 50; // milliseconds
    private const int Parallelism = 8;

    /// <summary>With a context of its own.</summary>
    /// <exception cref="DbUpdateConcurrencyException">The race was lost too often in a row.</exception>
    public static async Task<T> Repeat<TDb, T>(this IDbContextFactory<TDb> databases, Func<TDb, Task<T>> work, CancellationToken cancellation)
        where TDb : DocumentDb
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Repeat(() => work(db), cancellation);
    }

    /// <inheritdoc cref="Repeat{TDb,T}"/>
    public static Task Repeat<TDb>(this IDbContextFactory<TDb> databases, Func<TDb, Task> work, CancellationToken cancellation)
        where TDb : DocumentDb =>
        databases.Repeat(async db =>
        {
            await work(db);
            return true;
        }, cancellation);

    /// <summary>For each of some, several at a time.</summary>
    /// <inheritdoc cref="Repeat{TDb,T}"/>
    public static Task RepeatEach<TDb, TItem>(
        this IDbContextFactory<TDb> databases, IEnumerable<TItem> all, Func<TDb, TItem, CancellationToken, Task> work, CancellationToken cancellation)
        where TDb : DocumentDb =>
        Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (item, token) => await databases.Repeat(db => work(db, item, token), token));

    /// <summary>With this context, which forgets what it knew before each try.</summary>
    /// <inheritdoc cref="Repeat{TDb,T}"/>
    public static async Task<T> Repeat<T>(this DocumentDb db, Func<Task<T>> work, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            db.ChangeTracker.Clear();
            try
            {
                return await work();
            }
            catch (DbUpdateConcurrencyException) when (tries < MaxTries)
            {
                // A few who pull at one document get in each other's way less when they do not come back in step.
                if (tries > 1)
                    await Task.Delay(Random.Shared.Next(LongestPause), cancellation);
            }
        }
    }
}
