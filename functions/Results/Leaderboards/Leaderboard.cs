using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Reads pages of a board. The first page of each is kept, serialised, for a quarter of a second: everybody looks at it.</summary>
public sealed class Leaderboard
{
    private readonly IDbContextFactory<ResultsDb> _databases;
    private readonly Kept<(string Board, int Limit), CachedJson> _tops;

    public Leaderboard(IDbContextFactory<ResultsDb> databases, TimeProvider clock)
    {
        _databases = databases;
        _tops = new(
            async top => CachedJson.Of(await Page(top.Board, null, top.Limit, CancellationToken.None)), TimeSpan.FromMilliseconds(250), 1_000, clock);
    }

    /// <summary>The first page, at most a quarter of a second old.</summary>
    public Task<CachedJson> Top(string board, int limit, CancellationToken cancellation) => _tops.Get((board, limit), cancellation);

    /// <summary>The first page cut to each of the limits, all as of one moment.</summary>
    public async Task<IReadOnlyDictionary<int, LeaderboardPage>> Tops(string board, IReadOnlyCollection<int> limits, CancellationToken cancellation)
    {
        var longest = limits.Max();
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var standings = await new Ranking(db).After(board, null, longest + 1, cancellation);
        var page = await Present(db, board, standings, first => BoardPlace.Of(first, 1, 1), longest, cancellation);
        var places = Places(standings, first => BoardPlace.Of(first, 1, 1)).ToList();
        return limits.Distinct().ToDictionary(limit => limit, limit => page with
        {
            Leaderboard = [.. page.Leaderboard.Take(limit)],
            NextCursor = standings.Count > limit ? Cursor.Write(places[limit - 1]) : null,
        });
    }

    /// <param name="after">Where the page before ended; null for the first.</param>
    public async Task<LeaderboardPage> Page(string board, BoardPlace? after, int limit, CancellationToken cancellation)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var standings = await new Ranking(db).After(board, after, limit + 1, cancellation);
        return await Present(db, board, standings, first => after?.Next(first) ?? BoardPlace.Of(first, 1, 1), limit, cancellation);
    }

    /// <summary>The page with that player in the middle; the first page when the player is not on the board.</summary>
    public async Task<LeaderboardPage> Around(string board, string userId, int limit, CancellationToken cancellation)
    {
        await using var db = await _databases.CreateDbContextAsync(cancellation);
        var ranking = new Ranking(db);
        if (await ranking.Find(board, userId, cancellation) is not { } mine)
            return await Page(board, null, limit, cancellation);

        var position = await ranking.Ahead(board, mine, cancellation) + 1;
        var place = BoardPlace.Of(mine, await ranking.Place(board, userId, mine.TotalScore, cancellation), position);
        var ahead = await ranking.Before(board, place, Math.Min(position - 1, limit / 2), cancellation);
        var behind = await ranking.After(board, place, limit - ahead.Count, cancellation);

        List<Standing> standings = [.. ahead, mine, .. behind];
        var first = standings[0].TotalScore;
        var rank = first == mine.TotalScore ? place.Rank : await ranking.Place(board, standings[0].UserId, first, cancellation);
        return await Present(db, board, standings, top => BoardPlace.Of(top, rank, position - ahead.Count), limit, cancellation, viewer: userId);
    }

    // One standing more than the limit tells that there is a next page. Who looks at it sees their own name in any case.
    private static async Task<LeaderboardPage> Present(
        ResultsDb db, string board, List<Standing> standings, Func<Standing, BoardPlace> placeOfFirst, int limit, CancellationToken cancellation,
        string? viewer = null)
    {
        var partition = Standing.PartitionOf(board);
        var shown = standings.Take(limit).ToList();
        var names = await Names(db, board, shown, viewer, cancellation);
        var total = await db.Standings.CountAsync(s => s.Partition == partition, cancellation);
        var lastUpdated = await db.Standings.Where(s => s.Partition == partition).OrderByDescending(s => s.LastActivity)
            .Select(s => (DateTimeOffset?)s.LastActivity).FirstOrDefaultAsync(cancellation);

        var places = Places(shown, placeOfFirst).ToList();
        var entries = shown.Zip(places, (s, place) => new LeaderboardEntry(
            place.Rank, s.UserId, names.GetValueOrDefault(s.UserId).Shown ?? Player.Nameless,
            s.TotalQuizzes, s.TotalScore, s.AverageScore, s.BestScore, s.LastActivity, s.ByAuthor, s.ByGuest,
            names.GetValueOrDefault(s.UserId).IsHidden)).ToList();
        return new LeaderboardPage(entries, total, lastUpdated, standings.Count > limit ? Cursor.Write(places[^1]) : null);
    }

    // Without a name where it is hidden, but for the one who looks.
    private static async Task<Dictionary<string, (string? Shown, bool IsHidden)>> Names(
        ResultsDb db, string board, List<Standing> shown, string? viewer, CancellationToken cancellation)
    {
        var ids = shown.ConvertAll(s => Player.IdOf(s.UserId));
        var players = await db.Players.AsNoTracking().Where(p => p.Partition == Player.PartitionValue && ids.Contains(p.Id))
            .Select(p => new { p.UserId, p.DisplayName, p.MadeUpName, p.NameHidden }).ToListAsync(cancellation);
        var guests = shown.Where(s => s.ByGuest).Select(s => s.UserId).ToHashSet();
        var madeUp = guests.Count > 0 && Board.QuizOf(board) is { } quizId
            && await db.Find<KnownQuiz>(quizId, KnownQuiz.IdOf(quizId), cancellation) is { MadeUpNames: true };
        return players.ToDictionary(
            p => p.UserId,
            p => (p.NameHidden && p.UserId != viewer ? null : madeUp && guests.Contains(p.UserId) ? p.MadeUpName : p.DisplayName, p.NameHidden));
    }

    private static IEnumerable<BoardPlace> Places(IEnumerable<Standing> standings, Func<Standing, BoardPlace> placeOfFirst)
    {
        BoardPlace? place = null;
        foreach (var standing in standings)
            yield return place = place?.Next(standing) ?? placeOfFirst(standing);
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
    int Rank, string UserId, string DisplayName, int TotalQuizzes, int TotalScore, double AverageScore, int BestScore, DateTimeOffset LastActivity,
    bool ByAuthor, bool Guest, bool NameHidden);
