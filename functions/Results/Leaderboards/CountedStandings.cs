using Microsoft.EntityFrameworkCore;
using QuizPlatform.Contracts;

namespace QuizPlatform.Results;

/// <summary>
/// Counts a player's standings, of which there is a document for each quiz and one over all quizzes. A document is all that a save keeps whole, so the one of
/// the quiz comes first, and remembers what the attempt gained; a kill between the two is made good when the result is told again.
/// </summary>
public sealed class CountedStandings(RankedQuizzes ranked, BoardsInUse boards, TimeProvider clock)
{
    /// <summary>Counts results that are not counted yet. To be repeated where a save lost a race.</summary>
    /// <param name="told">The player's, in any order; all count on boards.</param>
    public async Task Count(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        if (await TryCount(db, userId, [.. told.Select(Attempt.Of).InOrder()], cancellation))
            return;
        db.ChangeTracker.Clear();
        await CountAnew(db, userId, told, cancellation);
    }

    /// <summary>Counts all of a player's standings from the results, and takes away those that nothing counts for any more.</summary>
    /// <param name="told">What must be among the results.</param>
    public async Task CountAnew(ResultsDb db, string userId, IReadOnlyCollection<ResultSubmitted> told, CancellationToken cancellation)
    {
        // Until all are counted, nothing is added to those over all quizzes: what a quiz's standings remember of gains is not what these were added up from.
        var standings = await db.Standings.Where(s => s.UserId == userId).ToDictionaryAsync(s => s.Partition, cancellation);
        var overAll = Of(null);
        overAll.Distrust();
        await db.SaveChangesAsync(cancellation);

        var (now, isRanked) = (clock.GetUtcNow(), await ranked.Read(db, cancellation));
        var attempts = await Attempts.Of(db, userId, told, cancellation);
        var counted = attempts.Where(a => a.CountsOnBoard).GroupBy(a => a.QuizId).SelectMany(quiz => Of(quiz.Key).CountAnew(quiz, now)).ToList();
        await db.SaveChangesAsync(cancellation);

        overAll.CountAnew(OverAll(counted, isRanked), now);
        var quizzes = counted.Select(c => c.Attempt.QuizId).ToHashSet(StringComparer.Ordinal);
        db.RemoveRange(standings.Values.Where(s => s.QuizId is { } quizId ? !quizzes.Contains(quizId) : s.AllKey is null));
        await db.SaveChangesAsync(cancellation);

        Standings Of(string? quizId)
        {
            var partition = Standings.PartitionOf(quizId);
            if (!standings.TryGetValue(partition, out var found))
                standings[partition] = found = db.Add(new Standings(quizId, userId)).Entity;
            return found;
        }
    }

    // Nothing is kept of standings over all quizzes when it returns false; what is kept of those of quizzes is right.
    private async Task<bool> TryCount(ResultsDb db, string userId, List<Attempt> attempts, CancellationToken cancellation)
    {
        var (now, isRanked) = (clock.GetUtcNow(), await ranked.Read(db, cancellation));
        var counted = new List<(Attempt Attempt, CountedAttempt OnQuiz)>(attempts.Count);
        foreach (var quiz in attempts.GroupBy(a => a.QuizId))
        {
            var standings = await Find(quiz.Key) ?? db.Add(new Standings(quiz.Key, userId)).Entity;
            foreach (var attempt in quiz)
            {
                if (standings.TryCount(attempt, null, now) is not { } onQuiz)
                    return false;
                counted.Add((attempt, onQuiz));
            }
        }

        var overAll = await Find(null);
        if (overAll is null && !await boards.AreCounted(db, cancellation))
            return false; // what the player did before this version is not counted yet
        await db.SaveChangesAsync(cancellation);

        foreach (var (attempt, onQuiz) in OverAll(counted, isRanked))
        {
            overAll ??= db.Add(new Standings(null, userId)).Entity;
            if (overAll.TryCount(attempt, onQuiz, now) is null)
                return false;
        }

        await db.SaveChangesAsync(cancellation);
        return true;

        ValueTask<Standings?> Find(string? quizId) =>
            db.Find<Standings>(Standings.PartitionOf(quizId), Standings.IdOf(quizId, userId), cancellation);
    }

    // Those that count on boards over all quizzes too, oldest first.
    private static IEnumerable<(Attempt Attempt, CountedAttempt OnQuiz)> OverAll(
        IEnumerable<(Attempt Attempt, CountedAttempt OnQuiz)> counted, Func<string, bool> isRanked) =>
        counted.Where(c => !c.Attempt.ByAuthor && !c.Attempt.ByGuest && isRanked(c.Attempt.QuizId)).OrderBy(c => c.Attempt.SubmittedAt);
}
