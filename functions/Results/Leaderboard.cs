using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>Reads pages of a board. The first page of each is kept, serialised, for a quarter of a second: everybody looks at it.</summary>
public sealed class Leaderboard(IDbContextFactory<ResultsDb> databases, TimeProvider clock)
{
    private const int MaxKept = 1_000;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<(string Board, int Limit), Kept> _kept = new();

    /// <summary>The first page, at most a quarter of a second old.</summary>
    public Task<CachedJson> Top(string board, int limit)
    {
        var known = _kept.GetValueOrDefault((board, limit));
        if (known is not null && clock.GetElapsedTime(known.At) < MaxAge && !known.Failed)
            return known.Page.Value;

        // One reads, the others that come meanwhile wait for the same page; nobody's own cancellation may cut it short.
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        var fresh = new Kept(clock.GetTimestamp(), new Lazy<Task<CachedJson>>(async () => CachedJson.Of(await Page(board, null, limit, CancellationToken.None))));
        var current = known is null ? _kept.GetOrAdd((board, limit), fresh) : _kept.TryUpdate((board, limit), fresh, known) ? fresh : _kept.GetValueOrDefault((board, limit)) ?? fresh;
        return current.Page.Value;
    }

    /// <param name="after">Where the page before ended; null for the first.</param>
    public async Task<LeaderboardPage> Page(string board, BoardPlace? after, int limit, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var standings = await new Ranking(db).After(board, after, limit + 1, cancellation);
        return await Present(db, board, standings, (after?.Rank ?? 0) + 1, limit, cancellation);
    }

    /// <summary>The page with that player in the middle; the first page when the player is not on the board.</summary>
    public async Task<LeaderboardPage> Around(string board, string userId, int limit, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var ranking = new Ranking(db);
        if (await ranking.Find(board, userId, cancellation) is not { } mine)
            return await Page(board, null, limit, cancellation);

        var rank = await ranking.Place(board, userId, mine.TotalScore, mine.ReachedAt, cancellation);
        var ahead = await ranking.Before(board, BoardPlace.Of(mine, rank), Math.Min(rank - 1, limit / 2), cancellation);
        var behind = await ranking.After(board, BoardPlace.Of(mine, rank), limit - ahead.Count, cancellation);
        return await Present(db, board, [.. ahead, mine, .. behind], rank - ahead.Count, limit, cancellation);
    }

    // One standing more than the limit tells that there is a next page.
    private static async Task<LeaderboardPage> Present(
        ResultsDb db, string board, List<Standing> standings, int firstRank, int limit, CancellationToken cancellation)
    {
        var partition = Standing.PartitionOf(board);
        var shown = standings.Take(limit).ToList();
        var ids = shown.ConvertAll(s => Player.IdOf(s.UserId));
        var names = await db.Players.AsNoTracking().Where(p => p.Partition == Player.PartitionValue && ids.Contains(p.Id))
            .Select(p => new { p.UserId, p.DisplayName }).ToDictionaryAsync(p => p.UserId, p => p.DisplayName, cancellation);
        var total = await db.Standings.CountAsync(s => s.Partition == partition, cancellation);
        var lastUpdated = await db.Standings.Where(s => s.Partition == partition).OrderByDescending(s => s.LastActivity)
            .Select(s => (DateTimeOffset?)s.LastActivity).FirstOrDefaultAsync(cancellation);

        var entries = shown.Select((s, i) => new LeaderboardEntry(
            firstRank + i, s.UserId, names.GetValueOrDefault(s.UserId) ?? Player.Nameless,
            s.TotalQuizzes, s.TotalScore, s.AverageScore, s.BestScore, s.LastActivity)).ToList();
        var next = standings.Count > limit ? Cursor.Write(BoardPlace.Of(shown[^1], firstRank + shown.Count - 1)) : null;
        return new LeaderboardPage(entries, total, lastUpdated, next);
    }

    private sealed record Kept(long At, Lazy<Task<CachedJson>> Page)
    {
        public bool Failed => Page.IsValueCreated && (Page.Value.IsFaulted || Page.Value.IsCanceled);
    }
}

/// <param name="LastUpdated">When the newest submission on this board came in; null on an empty board.</param>
public sealed record LeaderboardPage(IReadOnlyList<LeaderboardEntry> Leaderboard, int TotalUsers, DateTimeOffset? LastUpdated, string? NextCursor);

public sealed record LeaderboardEntry(
    int Rank, string UserId, string DisplayName, int TotalQuizzes, int TotalScore, double AverageScore, int BestScore, DateTimeOffset LastActivity);

public static class LeaderboardExtensions
{
    public static FunctionsApplicationBuilder AddLeaderboard(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Leaderboard>();
        builder.Services.AddScoped<Ranking>();
        return builder;
    }
}
