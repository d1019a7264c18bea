using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Counts players' standings, of which each has a document for each quiz and one over all quizzes. A document is all that a save keeps whole, so the one of
/// the quiz comes first, and remembers what the attempt gained; a kill between the two is made good when the result is told again.
/// </summary>
public sealed class CountedStandings(IDbContextFactory<ResultsDb> databases, RankedQuizzes ranked, BoardsInUse boards, TimeProvider clock)
{
    private const int Parallelism = 8;

    /// <summary>Counts results that are not counted yet.</summary>
    /// <param name="told">In any order; all count on boards.</param>
    /// <returns>The players for whom only <see cref="CountAnew"/> will do.</returns>
    public async Task<IReadOnlyCollection<string>> Count(IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        var (isRanked, areCounted, layouts) = await databases.Repeat(
            async db => (
                await ranked.Read(db, told.Select(t => t.QuizId), cancellation), await boards.AreCounted(db, cancellation), await Counting(db, cancellation)),
            cancellation);
        var untold = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layout in layouts)
            untold.UnionWith(await Count(layout, told, isRanked, areCounted && layout == layouts[0], cancellation));
        return untold;
    }

    /// <summary>Counts all standings of some players from the results, and takes away those that nothing counts for any more.</summary>
    /// <param name="told">What must be among the results.</param>
    public async Task CountAnew(IReadOnlyCollection<string> userIds, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        foreach (var layout in await databases.Repeat(db => Counting(db, cancellation), cancellation))
            await CountAnewIn(layout, userIds, told, null, cancellation);
    }

    // Those of whom only counting anew tells, where not all are counted for whom nothing is there.
    private async Task<ICollection<string>> Count(
        BoardLayout layout, IReadOnlyCollection<ResultSubmitted> told, Func<string, bool> isRanked, bool areCounted, CancellationToken cancellation)
    {
        var untold = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var counted = new ConcurrentBag<(string UserId, Attempt Attempt, CountedAttempt OnQuiz)>();
        await Each(told.GroupBy(t => t.QuizId), async (quiz, token) =>
        {
            var now = clock.GetUtcNow();
            var attempts = quiz.GroupBy(t => t.UserId).ToDictionary(t => t.Key, t => t.Select(Attempt.Of).InOrder().ToList());
            var onQuiz = new ConcurrentDictionary<string, List<CountedAttempt>>();
            await Placed(layout, quiz.Key).Change(attempts.Keys, TryCount, token);
            foreach (var (userId, all) in onQuiz)
            {
                foreach (var (attempt, how) in attempts[userId].Zip(all))
                    counted.Add((userId, attempt, how));
            }

            Outcome TryCount(Standings standings)
            {
                var all = attempts[standings.UserId].ConvertAll(attempt => standings.TryCount(attempt, null, now)!);
                if (all.Contains(null!))
                    return Untold(standings);
                onQuiz[standings.UserId] = all;
                return Outcome.Save;
            }
        }, cancellation);

        var overAll = counted.Where(c => !untold.ContainsKey(c.UserId) && IsOverAll(c.Attempt, isRanked))
            .GroupBy(c => c.UserId).ToDictionary(c => c.Key, c => c.OrderBy(of => of.Attempt.SubmittedAt).ToList());
        if (overAll.Count > 0)
            await Placed(layout, null).Change(overAll.Keys, TryCountOverAll, cancellation);
        return untold.Keys;

        Outcome TryCountOverAll(Standings standings)
        {
            // Of whom there are none, what they did before this version may not be counted yet.
            var isKnown = standings.AllKey is not null || areCounted;
            return isKnown && overAll[standings.UserId].All(c => standings.TryCount(c.Attempt, c.OnQuiz, clock.GetUtcNow()) is not null)
                ? Outcome.Save
                : Untold(standings);
        }

        Outcome Untold(Standings standings)
        {
            untold[standings.UserId] = true;
            return Outcome.Discard;
        }
    }

    /// <summary>Counts all standings of some players in one layout from the results.</summary>
    /// <param name="told">What must be among the results.</param>
    /// <param name="generation">Of the recount that this is for; null for none.</param>
    internal async Task CountAnewIn(
        BoardLayout layout, IReadOnlyCollection<string> userIds, IReadOnlyCollection<ResultSubmitted> told, long? generation, CancellationToken cancellation)
    {
        var removed = new HashSet<string>(StringComparer.Ordinal);
        while (userIds.Count > 0)
        {
            var unread = await TryCountAnewIn(layout, userIds, told, removed, generation, cancellation);
            userIds = [.. unread.Select(of => of.UserId).Distinct()];
            removed.UnionWith(unread.Select(of => of.ResultId)); // unless they are read the next time
        }
    }

    // Tells of what was counted meanwhile, by whoever was told of it, and is not among the results that were read: nothing is changed then.
    private async Task<IReadOnlyCollection<(string UserId, string ResultId)>> TryCountAnewIn(
        BoardLayout layout, IReadOnlyCollection<string> userIds, IReadOnlyCollection<ResultSubmitted> told, HashSet<string> removed, long? generation,
        CancellationToken cancellation)
    {
        // Until all are counted, nothing is added to those over all quizzes: what a quiz's standings remember of gains is not what these were added up from.
        await Placed(layout, null).Change(userIds, standings =>
        {
            standings.Distrust();
            return Outcome.Save;
        }, cancellation);

        var now = clock.GetUtcNow();
        var attempts = new ConcurrentDictionary<string, ILookup<string, Attempt>>(StringComparer.Ordinal);
        var read = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var unread = new ConcurrentBag<(string UserId, string ResultId)>();
        await Each(userIds, async (userId, token) =>
        {
            var all = await databases.Repeat(db => Attempts.Of(db, userId, told.Where(t => t.UserId == userId), token), token);
            attempts[userId] = all.Where(a => a.CountsOnBoard).ToLookup(a => a.QuizId);
            foreach (var attempt in all)
                read[attempt.PublicId] = true;
        }, cancellation);

        var isRanked = await databases.Repeat(
            db => ranked.Read(db, attempts.SelectMany(of => of.Value.Select(quiz => quiz.Key)), cancellation), cancellation);
        var had = await databases.Repeat(
            db => db.Standings.Where(s => userIds.Contains(s.UserId)).Select(s => new { s.UserId, s.Partition }).ToListAsync(cancellation), cancellation);
        var quizzes = had.Where(s => layout.Has(s.Partition))
            .Select(s => (s.UserId, QuizId: BoardLayout.QuizOf(s.Partition)!)).Where(s => s.QuizId is not null)
            .Concat(attempts.SelectMany(of => of.Value.Select(quiz => (UserId: of.Key, QuizId: quiz.Key))))
            .Distinct().ToLookup(s => s.QuizId, s => s.UserId);
        var counted = new ConcurrentDictionary<(string UserId, string QuizId), List<(Attempt Attempt, CountedAttempt OnQuiz)>>();
        await Each(quizzes, async (quiz, token) => await Placed(layout, quiz.Key).Change([.. quiz], standings =>
        {
            if (!AreRead(standings))
                return Outcome.Discard;
            var onQuiz = attempts[standings.UserId][quiz.Key];
            counted[(standings.UserId, quiz.Key)] = standings.CountAnew(onQuiz, now);
            return onQuiz.Any() ? Outcome.Save : Outcome.Remove;
        }, token), cancellation);

        var overAll = counted.SelectMany(c => c.Value, (c, of) => (c.Key.UserId, Counted: of))
            .Where(c => IsOverAll(c.Counted.Attempt, isRanked)).ToLookup(c => c.UserId, c => c.Counted);
        await Placed(layout, null).Change([.. userIds.Except(unread.Select(of => of.UserId))], standings =>
        {
            if (!AreRead(standings))
                return Outcome.Discard;
            standings.CountAnew(overAll[standings.UserId].OrderBy(c => c.Attempt.SubmittedAt), now);
            standings.Recounted(generation ?? standings.RecountedIn);
            return standings.AllKey is null ? Outcome.Remove : Outcome.Save;
        }, cancellation);
        return unread;

        bool AreRead(Standings standings)
        {
            var others = standings.RememberedIds.Where(id => !read.ContainsKey(id) && !removed.Contains(id)).ToList();
            others.ForEach(id => unread.Add((standings.UserId, id)));
            return others.Count == 0;
        }
    }

    /// <summary>Whether it counts on boards over all quizzes too.</summary>
    internal static bool IsOverAll(Attempt attempt, Func<string, bool> isRanked) => !attempt.ByAuthor && !attempt.ByGuest && isRanked(attempt.QuizId);

    private static async Task<IReadOnlyList<BoardLayout>> Counting(ResultsDb db, CancellationToken cancellation) =>
        BoardLayout.Counting(await Recounts.OfAll(db, cancellation));

    private PlacedStandings Placed(BoardLayout layout, string? quizId) => new(databases, layout, quizId, clock);

    private static Task Each<T>(IEnumerable<T> all, Func<T, CancellationToken, ValueTask> act, CancellationToken cancellation) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, act);

}
