using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Platform;

public static class LostRaces
{
    private const int MaxTries = 20;
    private const int LongestPause = 50; // milliseconds

    /// <summary>
    /// Does the work with a context of its own; when somebody else was quicker to save what it saves, again from the start, on what they
    /// saved. So the work reads everything it decides by.
    /// </summary>
    /// <exception cref="DbUpdateException">The race was lost too often in a row, or the save failed for another reason.</exception>
    public static async Task<T> Repeat<TDb, T>(this IDbContextFactory<TDb> databases, Func<TDb, Task<T>> work, CancellationToken cancellation)
        where TDb : DocumentDb
    {
        for (var tries = 1; ; tries++)
        {
            await using var db = await databases.CreateDbContextAsync(cancellation);
            try
            {
                return await work(db);
            }
            catch (DbUpdateException e) when (tries < MaxTries && db.IsLostRace(e))
            {
                // A few who pull at one document get in each other's way less when they do not come back in step.
                if (tries > 1)
                    await Task.Delay(Random.Shared.Next(LongestPause), cancellation);
            }
        }
    }

    /// <inheritdoc cref="Repeat{TDb,T}"/>
    public static Task Repeat<TDb>(this IDbContextFactory<TDb> databases, Func<TDb, Task> work, CancellationToken cancellation)
        where TDb : DocumentDb =>
        databases.Repeat(async db =>
        {
            await work(db);
            return true;
        }, cancellation);
}
