using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Reads pages of a board, as they were a moment ago (<see cref="RelaxedReads"/>). The first page of each is kept, serialised, for a quarter of a second:
/// everybody looks at it.
/// </summary>
public sealed class Leaderboard
{
    private readonly IDbContextFactory<ResultsDb> _databases;
    private readonly BoardsInUse _boards;
    private readonly Kept<(Board Board, int Limit), CachedJson> _tops;

    public Leaderboard(IDbContextFactory<ResultsDb> databases, BoardsInUse boards, TimeProvider clock)
    {
        (_databases, _boards) = (databases, boards);
        _tops = new(
            async top => CachedJson.Of(await Page(top.Board, null, top.Limit, CancellationToken.None)), TimeSpan.FromMilliseconds(250), 1_000, clock);
    }

    /// <summary>The first page, at most a quarter of a second old.</summary>
    public Task<CachedJson> Top(Board board, int limit, CancellationToken cancellation) => _tops.Get((board, limit), cancellation);

    /// <summary>
    /// The first page cut to each of the limits, all as of this moment: who watches a board asks again only when something has changed since, so that a page
    /// from before the last change would stay.
    /// </summary>
    public async Task<IReadOnlyDictionary<int, LeaderboardPage>> Tops(Board board, IReadOnlyCollection<int> limits, CancellationToken cancellation)
    {
        var longest = limits.Max();
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var ranking = await Ranking.Of(db, board, _boards, cancellation);
        var entries = await ranking.After(null, longest + 1, cancellation);
        var page = await Present(db, board, ranking, entries, longest, isTop: true, cancellation);
        return limits.Distinct().ToDictionary(limit => limit, limit => page with
        {
            Leaderboard = [.. page.Leaderboard.Take(limit)],
            NextCursor = entries.Count > limit ? Cursor.Write(BoardPlace.Of(entries[limit - 1])) : null,
        });
    }

    /// <param name="after">Where the page before ended; null for the first.</param>
    public async Task<LeaderboardPage> Page(Board board, BoardPlace? after, int limit, CancellationToken cancellation)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var ranking = await Ranking.Of(db, board, _boards, cancellation);
        return await RelaxedReads.Of(async () =>
        {
            var entries = await ranking.After(after, limit + 1, cancellation);
            return await Present(db, board, ranking, entries, limit, isTop: after is null, cancellation);
        });
    }

    /// <summary>The page with that player in the middle; the first page when the player is not on the board.</summary>
    public async Task<LeaderboardPage> Around(Board board, string userId, int limit, CancellationToken cancellation)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var ranking = await Ranking.Of(db, board, _boards, cancellation);
        if (await ranking.Find(userId) is not { } mine)
            return await Page(board, null, limit, cancellation);

        var place = BoardPlace.Of(mine);
        return await RelaxedReads.Of(async () =>
        {
            var ahead = limit == 1 ? [] : await ranking.Before(place, limit / 2, cancellation);
            var behind = await ranking.After(place, limit - ahead.Count, cancellation);
            return await Present(db, board, ranking, [.. ahead, mine, .. behind], limit, isTop: ahead.Count < limit / 2, cancellation, viewer: userId);
        });
    }

    // One entry more than the limit tells that there is a next page. Who looks at it sees their own name in any case.
    private static async Task<LeaderboardPage> Present(
        ResultsDb db, Board board, Ranking ranking, List<BoardEntry> found, int limit, bool isTop, CancellationToken cancellation, string? viewer = null)
    {
        var shown = found.Take(limit).ToList();
        var names = await Names(db, board, shown, viewer, cancellation);
        var place = await ranking.PlaceOf(shown.Count == 0 ? 0 : shown[0].TotalScore, cancellation);
        var lastUpdated = await ranking.LastActivity(cancellation);

        var ranks = Ranks(shown, isTop ? place with { Place = 1 } : place);
        var entries = shown.Zip(ranks, (s, rank) => new LeaderboardEntry(
            rank, s.UserId, names.GetValueOrDefault(s.UserId).Shown ?? Player.Nameless,
            s.TotalQuizzes, s.TotalScore, s.AverageScore, s.BestScore, s.LastActivity, s.ByAuthor, s.ByGuest,
            names.GetValueOrDefault(s.UserId).IsHidden)).ToList();
        return new LeaderboardPage(entries, place.Users, lastUpdated, found.Count > limit ? Cursor.Write(BoardPlace.Of(shown[^1])) : null);
    }

    // Without a name where it is hidden, but for the one who looks.
    private static async Task<Dictionary<string, (string? Shown, bool IsHidden)>> Names(
        ResultsDb db, Board board, List<BoardEntry> shown, string? viewer, CancellationToken cancellation)
    {
        var ids = shown.ConvertAll(s => Player.IdOf(s.UserId));
        var players = await db.Players.AsNoTracking().Where(p => p.Partition == Player.PartitionValue && ids.Contains(p.Id))
            .Select(p => new { p.UserId, p.DisplayName, p.MadeUpName, p.NameHidden }).ToListAsync(cancellation);
        var guests = shown.Where(s => s.ByGuest).Select(s => s.UserId).ToHashSet();
        var madeUp = guests.Count > 0 && board.QuizId is { } quizId
            && await db.Find<KnownQuiz>(quizId, KnownQuiz.IdOf(quizId), cancellation) is { MadeUpNames: true };
        return players.ToDictionary(
            p => p.UserId,
            p => (p.NameHidden && p.UserId != viewer ? null : madeUp && guests.Contains(p.UserId) ? p.MadeUpName : p.DisplayName, p.NameHidden));
    }

    // Those that share the first place of a page may have begun on the one before; of all other places all are on it.
    private static IEnumerable<int> Ranks(List<BoardEntry> entries, TotalPlace first)
    {
        var (rank, sharing) = (first.Place, first.Sharing);
        foreach (var (total, count) in entries.CountBy(entry => entry.TotalScore))
        {
            foreach (var _ in Enumerable.Range(0, count))
                yield return rank;
            (rank, sharing) = (rank + Math.Max(sharing, count), 0);
        }
    }
}

/// <param name="LastUpdated">When the newest result on this board came in; null on an empty board.</param>
public sealed record LeaderboardPage(IReadOnlyList<LeaderboardEntry> Leaderboard, int TotalUsers, DateTimeOffset? LastUpdated, string? NextCursor)
{
    internal static readonly LeaderboardPage Empty = new([], 0, null, null);
}

/// <param name="Rank">The place, from 1: equal totals share one.</param>
/// <param name="DisplayName">"Anonymous player" where there is none to show.</param>
/// <param name="ByAuthor">Whether this is the author, on the board of their own quiz.</param>
/// <param name="Guest">Whether this is somebody without an account: they stand on boards of one quiz only.</param>
/// <param name="NameHidden">Whether the player hides the name; with <c>around=me</c> one sees one's own all the same.</param>
public sealed record LeaderboardEntry(
    int Rank, string UserId, string DisplayName, int TotalQuizzes, double TotalScore, double AverageScore, int BestScore, DateTimeOffset LastActivity,
    bool ByAuthor, bool Guest, bool NameHidden);
