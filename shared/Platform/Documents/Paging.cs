using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Platform;

/// <summary>
/// Pages of a list in which rows may share their place in the order. A store finds where a page begins by a time or a number alone (EF Core
/// cannot compare strings on Cosmos), so of the rows at that very place some were given out before.
/// </summary>
public static class Paging
{
    /// <summary>The first rows that were not given out before.</summary>
    /// <param name="ordered">From the place on where the page before ended, all that share it included.</param>
    /// <param name="wasGiven">Tells what was given out; false for all beyond that place.</param>
    public static async Task<List<T>> TakeBeyond<T>(
        this IQueryable<T> ordered, Func<T, bool> wasGiven, int count, CancellationToken cancellation)
    {
        // Those given out are dropped here and made up for.
        for (var take = count + 1; ; take *= 2)
        {
            var rows = await ordered.Take(take).ToListAsync(cancellation);
            var beyond = rows.Where(row => !wasGiven(row)).Take(count).ToList();
            if (beyond.Count == count || rows.Count < take)
                return beyond;
        }
    }
}
