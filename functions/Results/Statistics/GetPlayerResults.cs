using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <param name="DisplayName">"Anonymous player" where there is none to show.</param>
/// <param name="NameHidden">Whether the player hides the name from everybody else.</param>
public sealed record PlayerResults(
    string UserId, string DisplayName, bool NameHidden, StatisticsView Statistics, IReadOnlyList<ResultSummary> Results, string? NextCursor);

/// <param name="AverageScore">A percentage, over all results but those on the player's own quizzes, as is <paramref name="BestScore"/>.</param>
/// <param name="TotalScore">What the player has on the board of all time over all quizzes.</param>
/// <param name="TotalTimeSpent">Seconds.</param>
/// <param name="ByCategory">At most fifty.</param>
/// <param name="OtherCategories">Those beyond, together; null where there are none.</param>
/// <param name="RecentActivity">Empty for everybody but the player: results are their owner's.</param>
public sealed record StatisticsView(
    int TotalQuizzesTaken, double AverageScore, int BestScore, int TotalScore, long TotalTimeSpent, int CurrentStreakDays,
    IReadOnlyList<RecentActivity> RecentActivity, IReadOnlyList<CategoryView> ByCategory, CategoryView? OtherCategories);

/// <param name="Category">Null for quizzes without one, and where it is those of many categories.</param>
public sealed record CategoryView(string? Category, int QuizzesTaken, double AverageScore, int BestScore);

public sealed record ResultSummary(
    string Id, string QuizId, int QuizVersion, string? Category, double Score, int MaxScore, int TotalQuestions, int CorrectAnswers, int Percentage,
    bool Passed, int? TimeSpent, DateTimeOffset SubmittedAt, bool CountsOnBoard, bool ByAuthor);

/// <summary>What somebody has done so far; to themselves also the results, the newest first.</summary>
public sealed class GetPlayerResults(ResultsDb db, BoardsInUse boards, HiddenQuizzes hiddenQuizzes, BearerTokens tokens, TimeProvider clock)
{
    [Function(nameof(GetPlayerResults))]
    [Paged(20)]
    [Answer<PlayerResults>]
    [Refuses(404, "player.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/results/user/{id}")] HttpRequest request, string id, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        var limit = request.Query.Number("limit", 1, 100, otherwise: 20);
        var after = Cursor.Read<ResultPlace>(request.Query.Text("cursor", maxLength: 500));
        if (!PublicId.IsValid(id))
            throw Problem.NotFound("player");

        var own = caller.Owns(id);
        var player = await db.Find<Player>(Player.PartitionValue, Player.IdOf(id), cancellation);
        var statistics = await db.Find<PlayerStatistics>(id, PlayerStatistics.IdOf(id), cancellation);
        if (!own && (player is { Deleted: true } || (player is null && statistics is null)))
            throw Problem.NotFound("player");

        var (results, next) = own ? await Results(id, after, limit, cancellation) : ([], null);
        var hidden = player is { NameHidden: true };
        var name = (own ? player?.DisplayName : player?.NameForAll) ?? Player.Nameless;
        return TypedResults.Json(new PlayerResults(id, name, hidden, await View(id, statistics, own, cancellation), results, next), Json.Options);
    }

    private async Task<StatisticsView> View(string userId, PlayerStatistics? s, bool own, CancellationToken cancellation)
    {
        if (s is null)
            return new(0, 0, 0, 0, 0, 0, [], [], null);
        var entry = await (await Ranking.Of(db, new(Period.AllTime, null), boards, cancellation)).Find(userId);
        var categories = (await Told(s.Categories, userId, cancellation)).ToLookup(
            c => c.IsOther, c => new CategoryView(c.Category, c.QuizzesTaken, c.AverageScore, c.BestScore));
        var total = (int)(entry?.TotalScore ?? 0); // of percentages, which are whole
        return new(
            s.TotalQuizzesTaken, s.AverageScore, s.BestScore, total, s.TotalTimeSpent, s.CurrentStreakDays(clock.GetUtcNow()),
            own ? s.NewestActivity : [], [.. categories[false]], categories[true].SingleOrDefault());
    }

    // Without the categories that hidden quizzes alone have: their names were taken down too.
    private async Task<IReadOnlyList<CategoryStatistics>> Told(IReadOnlyList<CategoryStatistics> categories, string userId, CancellationToken cancellation)
    {
        var hidden = await hiddenQuizzes.All(cancellation);
        if (hidden.Count == 0)
            return categories;
        var onHidden = await db.Results.AsNoTracking().Where(r => r.Partition == userId && hidden.Contains(r.QuizId))
            .Select(r => new { r.Category, r.ByAuthor }).ToListAsync(cancellation);
        var takenAway = onHidden.Where(r => !r.ByAuthor).ToLookup(r => r.Category);
        return [.. categories.Where(c => c.IsOther || c.QuizzesTaken > takenAway[c.Category].Count())];
    }

    // Newest first. The cursor names a moment; of what was submitted at that very moment, what was shown already is left out.
    private async Task<(IReadOnlyList<ResultSummary> Page, string? Next)> Results(string userId, ResultPlace? after, int limit, CancellationToken cancellation)
    {
        var before = after?.SubmittedAt ?? DateTimeOffset.MaxValue;
        var shown = after?.Shown ?? [];
        var left = await db.Results.AsNoTracking()
            .Where(r => r.Partition == userId && r.SubmittedAt <= before)
            .OrderByDescending(r => r.SubmittedAt)
            .TakeBeyond(r => shown.Contains(r.PublicId), limit + 1, cancellation);
        var page = left.Take(limit).ToList();
        var next = left.Count <= limit ? null : Cursor.Write(new ResultPlace(page[^1].SubmittedAt, ShownAt(page[^1].SubmittedAt)));
        return (page.ConvertAll(Summary), next);

        string[] ShownAt(DateTimeOffset moment) =>
            [.. page.Where(r => r.SubmittedAt == moment).Select(r => r.PublicId), .. moment == before ? shown : []];
    }

    private static ResultSummary Summary(Result r) => new(
        r.PublicId, r.QuizId, r.QuizVersion, r.Category, r.Score, r.MaxScore, r.Given().Count, r.CorrectAnswers, r.Percentage, r.Passed,
        r.TimeSpent, r.SubmittedAt, r.CountsOnBoard, r.ByAuthor);

    private sealed record ResultPlace([property: JsonRequired] DateTimeOffset SubmittedAt, [property: JsonRequired] string[] Shown);
}
