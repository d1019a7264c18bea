using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>All results, or those of a quiz, in the order they came in.</summary>
internal static class ResultsInOrder
{
    private const int Length = 200;

    /// <summary>Each once, read while they are asked for.</summary>
    public static async IAsyncEnumerable<Result> All(
        ResultsDb db, DateTimeOffset from, string quizId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        for (DateTimeOffset? next = from; next is { } at;)
        {
            (var results, next) = await From(db, at, quizId, cancellation);
            foreach (var result in results.Where(result => !told.Contains(result.Id)))
                yield return result;
            told = [.. results.Where(result => result.SubmittedAt == next).Select(result => result.Id)];
        }
    }

    /// <param name="from">Those of that very moment come again.</param>
    /// <param name="quizId">Null for any.</param>
    /// <returns>The next ones, and when the last of these came in, for the call after this one; null when there are no more.</returns>
    public static async Task<(List<Result> Results, DateTimeOffset? UpTo)> From(
        ResultsDb db, DateTimeOffset from, string? quizId, CancellationToken cancellation)
    {
        var results = db.Results.AsNoTracking().Where(r => r.SubmittedAt >= from);
        if (quizId is not null)
            results = results.Where(r => r.QuizId == quizId);

        // More of them, where so many came in at one moment that nothing would be reached.
        for (var take = Length; ; take *= 2)
        {
            var some = await results.OrderBy(r => r.SubmittedAt).Take(take).ToListAsync(cancellation);
            if (some.Count < take)
                return (some, null);
            if (some[^1].SubmittedAt > from)
                return (some, some[^1].SubmittedAt);
        }
    }
}
