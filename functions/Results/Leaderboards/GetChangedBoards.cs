using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>The boards that somebody watches.</summary>
public sealed record WatchedBoards(IReadOnlyList<WatchedBoard?>? Boards)
{
    private const int MaxBoards = 100;

    /// <exception cref="ProblemException">400 with the fields to blame.</exception>
    public void Validate()
    {
        var validation = new Validation();
        validation.Check(Boards is { Count: >= 1 and <= MaxBoards }, "boards", $"'boards' must be a list of 1 to {MaxBoards}.");
        validation.Check(Boards?.All(board => board?.IsValid ?? false) ?? true, "boards", "Each of 'boards' has a period, limits and, perhaps, a quizId.");
        validation.ThrowIfAny();
    }
}

/// <param name="Period"><c>all</c>, <c>month</c> or <c>week</c>.</param>
/// <param name="QuizId">Null for all quizzes.</param>
/// <param name="Limits">How many entries are looked at: a page is given for each limit.</param>
/// <param name="Version">The version that was last given; null for who has not seen the board.</param>
public sealed record WatchedBoard(string? Period, string? QuizId, IReadOnlyList<int>? Limits, string? Version)
{
    internal bool IsValid =>
        Period is "all" or "month" or "week" && (QuizId is null || PublicId.IsValid(QuizId))
        && Limits is { Count: >= 1 and <= 100 } && Limits.All(limit => limit is >= 1 and <= 100);
}

/// <summary>The boards asked for, in the order they were asked for.</summary>
public sealed record ChangedBoards(IReadOnlyList<ChangedBoard> Boards);

/// <param name="Version">To ask with the next time.</param>
/// <param name="Pages">The first page by its limit, as <c>GET /api/leaderboard</c> answers; null where nothing has changed.</param>
public sealed record ChangedBoard(string Version, IReadOnlyDictionary<int, LeaderboardPage>? Pages);

/// <summary>
/// For the gateway, which asks it each second while somebody watches: one small query tells which boards have changed, and only those are read. What no
/// standing tells (a new name, somebody who left) it does not see: ask without a version now and then.
/// </summary>
public sealed class GetChangedBoards(
    IDbContextFactory<ResultsDb> databases, BoardsInUse inUse, Leaderboard leaderboard, HiddenQuizzes hidden, TimeProvider clock)
{
    private const string Hidden = "hidden"; // the version of a board that nobody sees
    private const int Parallelism = 8;

    /// <summary>So many changes are looked at for each board: where there are more, none is taken for unchanged.</summary>
    internal const int MaxChanges = 100;

    [Function(nameof(GetChangedBoards))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/internal/boards/changed")] HttpRequest request, CancellationToken cancellation)
    {
        var watched = await RequestBody.Read<WatchedBoards>(request, cancellation);
        watched.Validate();

        var now = clock.GetUtcNow();
        var boards = watched.Boards!.Select(board => Board.Of(board!.Period!, board.QuizId, now)).ToList();
        var layout = await inUse.Shown(cancellation);
        var names = boards.ConvertAll(board => $"{board.Key}@{layout.Generation}"); // in another layout all is new
        var seen = watched.Boards!.Select((board, i) => BoardVersion.Read(board!.Version, names[i], now)).ToList();
        var (changes, areAll) = await Changes(layout, boards, seen, now, cancellation);

        var answer = new ChangedBoard[boards.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation };
        await Parallel.ForAsync(0, boards.Count, options, async (i, token) =>
        {
            var watch = watched.Boards![i]!;
            if (watch.QuizId is not null && await hidden.IsHiddenFrom(watch.QuizId, null, token))
            {
                answer[i] = new(Hidden, watch.Version == Hidden ? null : Empty(watch.Limits!));
                return;
            }

            // The version first: what changes while the page is read is found the next time.
            var changed = changes[boards[i].QuizId];
            var version = BoardVersion.Of(names[i], changed, now);
            var isNew = !areAll || seen[i] is not { } last || last.IsOld(changed);
            answer[i] = new(version.ToString(), isNew ? await leaderboard.Tops(boards[i], watch.Limits!, token) : null);
        });
        return TypedResults.Json(new ChangedBoards(answer), Json.Options);
    }

    private static Dictionary<int, LeaderboardPage> Empty(IEnumerable<int> limits) =>
        limits.Distinct().ToDictionary(limit => limit, _ => LeaderboardPage.Empty);

    // By quiz, null for the boards over all quizzes; and whether there were no more than are looked at.
    private async Task<(ILookup<string?, BoardChange> Changes, bool AreAll)> Changes(
        BoardLayout layout, List<Board> boards, List<BoardVersion?> seen, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var quizIds = boards.Select(board => board.QuizId).Distinct().ToList();
        var partitions = quizIds.SelectMany(layout.PartitionsOf).ToList();
        var since = seen.Min(version => version?.Since) is { } oldest && oldest < BoardVersion.Horizon(now) ? oldest : BoardVersion.Horizon(now);
        var most = MaxChanges * quizIds.Count;
        var rows = await db.Standings.AsNoTracking()
            .Where(s => partitions.Contains(s.Partition) && s.ChangedAt >= since)
            .OrderByDescending(s => s.ChangedAt)
            .Select(s => new { s.Partition, s.UserId, s.ChangedAt })
            .Take(most)
            .ToListAsync(cancellation);
        return (rows.ToLookup(row => BoardLayout.QuizOf(row.Partition), row => new BoardChange(row.UserId, row.ChangedAt)), rows.Count < most);
    }
}
