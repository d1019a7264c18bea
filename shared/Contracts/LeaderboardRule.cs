namespace QuizPlatform.Contracts;

/// <summary>Which of a person's results on a quiz count on boards; the same for all versions of the quiz.</summary>
public static class LeaderboardRule
{
    /// <summary>The best of those that were handed in before the person was shown what is right. Null, in quizzes older than the rule, is this one.</summary>
    public const string Unaided = "unaided";

    /// <summary>The first alone.</summary>
    public const string First = "first";

    /// <summary>The best of all.</summary>
    public const string Best = "best";
}
