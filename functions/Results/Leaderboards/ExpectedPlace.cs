using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>The place on the board of all time that a result gives its player, told before the boards show it.</summary>
public sealed class ExpectedPlace(ResultsDb db, BoardsInUse boards, RecentPlaces places, RankedQuizzes ranked)
{
    private static readonly Board OverAll = new(Period.AllTime, null);

    // Boards are seconds behind: what is older they have counted, or it counts nowhere. Who has nothing there, or nothing new, would be read from the start.
    private static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The player's place once <paramref name="result"/>, not stored yet, is counted, and with it what the same player submitted a moment ago
    /// and the boards do not show yet. Null for somebody who will not be on the board.
    /// </summary>
    public async Task<int?> With(Result result, CancellationToken cancellation)
    {
        var userId = result.UserId;
        var ranking = await Ranking.Of(db, OverAll, boards, cancellation);
        var entry = await ranking.Find(userId);
        var since = entry?.LastActivity ?? DateTimeOffset.MinValue;
        var oldest = result.SubmittedAt - LongestLag;
        var uncounted = new List<Uncounted>();
        await foreach (var before in Since(db.Model)(db, userId, since > oldest ? since : oldest).WithCancellation(cancellation))
            uncounted.Add(before);
        if (result is { CountsOnBoard: true, ByAuthor: false, ByGuest: false })
            uncounted.Add(new(result.QuizId, result.Percentage));
        var isRanked = await ranked.Read(db, uncounted.Select(r => r.QuizId), cancellation);
        uncounted.RemoveAll(r => !isRanked(r.QuizId));
        if (entry is null && uncounted.Count == 0)
            return null;

        var total = entry?.TotalScore ?? 0;
        foreach (var quiz in uncounted.GroupBy(r => r.QuizId))
        {
            var onQuiz = await Ranking.Of(db, new(Period.AllTime, quiz.Key), boards, cancellation);
            var known = await onQuiz.BestUpTo(since, userId); // the quiz's board may have counted of it already what the total has not
            total += Math.Max(0, quiz.Max(r => r.Percentage) - known);
        }

        return await places.Of(db, OverAll, total, cancellation)
            ?? (await RelaxedReads.Of(() => ranking.PlaceOf(total, cancellation))).Place; // told and kept as an expectation
    }

    // Made once, for each submission asks it.
    private static Func<ResultsDb, string, DateTimeOffset, IAsyncEnumerable<Uncounted>> Since(IModel model) => model.GetOrAddRuntimeAnnotationValue(
        nameof(ExpectedPlace),
        static _ => EF.CompileAsyncQuery((ResultsDb db, string userId, DateTimeOffset since) => db.Results.AsNoTracking()
            .Where(r => r.Partition == userId && r.SubmittedAt > since && r.CountsOnBoard && !r.ByAuthor && !r.ByGuest)
            .Select(r => new Uncounted(r.QuizId, r.Percentage))),
        (object?)null)!;

    private sealed record Uncounted(string QuizId, int Percentage);
}
