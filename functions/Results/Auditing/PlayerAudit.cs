using Microsoft.EntityFrameworkCore;

namespace QuizPlatform.Results;

/// <summary>Compares a player's standings and statistics with what the player's results say.</summary>
internal static class PlayerAudit
{
    public static async Task<List<AuditDifference>> Of(
        ResultsDb db, string userId, BoardLayout layout, Func<string, bool> isRanked, DateTimeOffset now, CancellationToken cancellation)
    {
        // Nothing shows that somebody was here who has left.
        var attempts = await db.HasLeft(userId, cancellation) ? [] : await Attempts.Of(db, userId, [], cancellation);
        var kept = (await db.Standings.AsNoTracking().Where(s => s.UserId == userId).ToListAsync(cancellation)).FindAll(s => layout.Has(s.Partition));
        var byQuiz = attempts.Where(a => a.CountsOnBoard).ToLookup(a => a.QuizId);
        var differences = new List<AuditDifference>();
        var overAll = new List<(Attempt Attempt, CountedAttempt OnQuiz)>();
        foreach (var quizId in kept.Select(s => s.QuizId).OfType<string>().Union(byQuiz.Select(quiz => quiz.Key)))
        {
            var expected = new Standings(quizId, userId);
            overAll.AddRange(expected.CountAnew(byQuiz[quizId], now).Where(c => CountedStandings.IsOverAll(c.Attempt, isRanked)));
            Compare(quizId, expected);
        }

        var all = new Standings(null, userId);
        all.CountAnew(overAll.OrderBy(c => c.Attempt.SubmittedAt), now);
        Compare(null, all);

        var statistics = await db.Set<PlayerStatistics>().AsNoTracking()
            .FirstOrDefaultAsync(s => s.Partition == userId && s.Id == PlayerStatistics.IdOf(userId), cancellation);
        differences.AddRange(Comparison.Of("statistics", null, userId, statistics?.Figures, Statistics(userId, attempts)?.Figures));
        return differences;

        void Compare(string? quizId, Standings expected) => differences.AddRange(Comparison.Of(
            "board", quizId, userId, kept.Find(s => s.QuizId == quizId)?.Figures, expected.AllKey is null ? null : expected.Figures));
    }

    private static PlayerStatistics? Statistics(string userId, IReadOnlyList<Attempt> attempts)
    {
        var counting = attempts.Where(a => !a.ByAuthor).ToList();
        if (counting.Count == 0)
            return null;
        var statistics = new PlayerStatistics(userId);
        statistics.CountAnew(counting);
        return statistics;
    }
}
