using Microsoft.AspNetCore.Http.Extensions;

namespace QuizPlatform.Web.Api;

/// <summary>The Results app: what was handed in, boards and figures.</summary>
public sealed class ResultsApi(ApiClient api)
{
    private const string Root = "http://results/api";

    /// <param name="quizId">The board of one quiz; null: over all quizzes.</param>
    /// <param name="period"><c>all</c>, <c>month</c> or <c>week</c>.</param>
    /// <param name="aroundMe">The page with the caller in its middle.</param>
    public Task<Board> Board(string? quizId = null, string period = "all", int limit = 10, string? cursor = null, bool aroundMe = false)
    {
        var query = new QueryBuilder { { "period", period }, { "limit", limit.ToString(CultureInfo.InvariantCulture) } };
        if (quizId is not null)
            query.Add("quizId", quizId);
        if (cursor is not null)
            query.Add("cursor", cursor);
        if (aroundMe)
            query.Add("around", "me");
        return api.Get<Board>($"{Root}/leaderboard{query.ToQueryString()}");
    }
}

public sealed record Board(IReadOnlyList<Standing> Leaderboard, int TotalUsers, DateTimeOffset? LastUpdated, string? NextCursor);

/// <param name="TotalScore">Over all quizzes the sum of percentages, on a quiz's board its score.</param>
/// <param name="AverageScore">Percent.</param>
public sealed record Standing(
    int Rank, string UserId, string DisplayName, int TotalQuizzes, decimal TotalScore, decimal AverageScore, decimal BestScore, DateTimeOffset LastActivity,
    bool ByAuthor);
