namespace QuizPlatform.Results;

/// <summary>A board: of a period, over every quiz or one.</summary>
/// <param name="QuizId">Null over all quizzes.</param>
public sealed record Board(Period Period, string? QuizId)
{
    /// <summary>Names the board: the period's key, with <c>.quizId</c> behind it for one quiz.</summary>
    public string Key => QuizId is null ? Period.Key : $"{Period.Key}.{QuizId}";

    /// <param name="period"><c>all</c>, <c>month</c> or <c>week</c>: the one that <paramref name="now"/> is in.</param>
    public static Board Of(string period, string? quizId, DateTimeOffset now) => new(Period.Of(period, now), quizId);
}
