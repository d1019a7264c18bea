namespace QuizPlatform.Contracts;

/// <summary>Which of a person's results on a quiz count on boards; the same for all versions of the quiz.</summary>
public static class LeaderboardRule
{
    /// <summary>The first alone: whoever has submitted once has been shown the right answers.</summary>
    public const string Unaided = "unaided";

    /// <summary>The best of all.</summary>
    public const string Best = "best";

    /// <summary>Whether a result counts.</summary>
    /// <param name="rule">Null, in quizzes older than the rule, is <see cref="Unaided"/>.</param>
    /// <param name="first">Whether it is the person's first one on this quiz.</param>
    public static bool Counts(string? rule, bool first) => first || rule == Best;
}
