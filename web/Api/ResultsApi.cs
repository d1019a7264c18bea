using System.Text.Json;
using Microsoft.AspNetCore.Http.Extensions;

namespace QuizPlatform.Web.Api;

/// <summary>The Results app: what was handed in, boards and figures.</summary>
public sealed class ResultsApi(ApiClient api)
{
    private const string Root = "http://results/api";

    /// <param name="key">The same key and submission again is answered with the same result.</param>
    public async Task<QuizResult> Submit(Submission submission, string? key) =>
        (await api.Send<Submitted>(HttpMethod.Post, $"{Root}/results/submit", submission, key: key)).Body.Result;

    /// <summary>One's own result with its review.</summary>
    public async Task<QuizResult> Result(string id) => (await api.Get<Review>($"{Root}/results/{Uri.EscapeDataString(id)}")).Result;

    /// <summary>Somebody's figures; what they handed in only when it is the caller's own.</summary>
    public Task<PlayerRecord> Player(string userId, string? cursor = null, int limit = 20)
    {
        var query = new QueryBuilder { { "limit", limit.ToString(CultureInfo.InvariantCulture) } };
        if (cursor is not null)
            query.Add("cursor", cursor);
        return api.Get<PlayerRecord>($"{Root}/results/user/{Uri.EscapeDataString(userId)}{query.ToQueryString()}");
    }

    /// <summary>What all players together made of a quiz; by question only for its author and admins.</summary>
    public async Task<QuizAnalytics> Quiz(string id) =>
        (await api.Get<QuizFigures>($"{Root}/results/quiz/{Uri.EscapeDataString(id)}")).Analytics;

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

/// <param name="UserId">Whose result it is to be: another's than the token's is refused.</param>
/// <param name="TimeSpent">Seconds.</param>
public sealed record Submission(string QuizId, int? QuizVersion, string? UserId, int? TimeSpent, IReadOnlyList<QuestionAnswer> Answers);

/// <param name="Answer">In the shape that the question's type has; null: none.</param>
public sealed record QuestionAnswer(string QuestionId, JsonElement? Answer);

public sealed record Review(QuizResult Result);

public sealed record Submitted(QuizResult Result, int? LeaderboardPosition);

/// <param name="TimeSpent">Seconds.</param>
/// <param name="ByAuthor">Whether the player wrote the quiz: then it counts on that quiz's own board at most.</param>
/// <param name="TextFormat"><c>plain</c> or <c>markdown</c>; null where the texts cannot be had.</param>
/// <param name="Reveal">When what is right will be shown, as <see cref="QuizSettings"/> has it; null where it is.</param>
public sealed record QuizResult(
    string Id, string QuizId, int QuizVersion, decimal Score, int MaxScore, int TotalQuestions, int CorrectAnswers, int Percentage, bool Passed,
    int? TimeSpent, DateTimeOffset SubmittedAt, bool CountsOnBoard, bool ByAuthor, string? QuizTitle, string? Language,
    IReadOnlyList<QuestionReview> Questions, string? TextFormat = null, bool AnswersShown = true, string? Reveal = null, DateTimeOffset? RevealAt = null);

/// <param name="Question">What was asked; null, as its options, prompts and gaps, where the texts cannot be had.</param>
/// <param name="Correct">Whether it has full credit; null, as all that tells what is right, while that is not shown.</param>
/// <param name="YourAnswer">In the shape that the type's answers have; null: none.</param>
/// <param name="CorrectAnswer">In the same shape; null: its author has not said yet.</param>
/// <param name="Points">May be a part of them, and below 0.</param>
/// <param name="Gaps">Without what is right in them.</param>
/// <param name="PartCredits">What each prompt or gap earned, 0 to 1.</param>
public sealed record QuestionReview(
    string QuestionId, string? Question, IReadOnlyList<string>? Options, bool? Correct, JsonElement? YourAnswer, JsonElement? CorrectAnswer,
    string? Explanation, decimal? Points, int MaxPoints, string Type = "single", IReadOnlyList<string>? Prompts = null,
    IReadOnlyList<OwnGap>? Gaps = null, string? Unit = null, IReadOnlyList<OwnAccepted>? AlsoAccepted = null, decimal? Tolerance = null,
    string? ToleranceType = null, IReadOnlyList<decimal>? PartCredits = null);

public sealed record Board(IReadOnlyList<Standing> Leaderboard, int TotalUsers, DateTimeOffset? LastUpdated, string? NextCursor);

/// <param name="TotalScore">Over all quizzes the sum of percentages, on a quiz's board its score.</param>
/// <param name="AverageScore">Percent.</param>
/// <param name="NameHidden">Whether the player hides the name.</param>
public sealed record Standing(
    int Rank, string UserId, string DisplayName, int TotalQuizzes, decimal TotalScore, decimal AverageScore, decimal BestScore, DateTimeOffset LastActivity,
    bool ByAuthor, bool Guest, bool NameHidden);

public sealed record PlayerRecord(string UserId, string? DisplayName, PlayerStatistics Statistics, IReadOnlyList<PastResult> Results, string? NextCursor);

/// <param name="AverageScore">Percent.</param>
/// <param name="RecentActivity">The last ten, the newest first.</param>
public sealed record PlayerStatistics(
    int TotalQuizzesTaken, decimal AverageScore, decimal BestScore, int CurrentStreakDays, IReadOnlyList<RecentResult> RecentActivity,
    IReadOnlyList<CategoryFigures> ByCategory, CategoryFigures? OtherCategories = null);

public sealed record RecentResult(string ResultId, string QuizId, int Percentage, DateTimeOffset SubmittedAt);

/// <param name="Category">Null for those of all others.</param>
/// <param name="AverageScore">Percent, as is the best score.</param>
public sealed record CategoryFigures(string? Category, int QuizzesTaken, decimal AverageScore, decimal BestScore);

public sealed record PastResult(string Id, string QuizId, decimal Score, int MaxScore, int Percentage, bool Passed, DateTimeOffset SubmittedAt);

public sealed record QuizFigures(QuizAnalytics Analytics);

/// <param name="AverageScore">Percent, as is the pass rate.</param>
/// <param name="AverageTimeSpent">Seconds; 0 where nobody told.</param>
/// <param name="ScoreDistribution">Attempts by percentage, ten ranges.</param>
public sealed record QuizAnalytics(
    int TotalAttempts, decimal AverageScore, decimal AverageTimeSpent, decimal PassRate, IReadOnlyList<ScoreRange> ScoreDistribution,
    IReadOnlyList<QuestionFigures> Questions);

public sealed record ScoreRange(int From, int To, int Count);

/// <param name="CorrectRate">Percent of the attempts.</param>
/// <param name="Choices">How often each option was chosen, by index; those never chosen may be missing at the end.</param>
public sealed record QuestionFigures(string QuestionId, int Attempts, int Correct, decimal CorrectRate, int Unanswered, IReadOnlyList<int> Choices);
