namespace QuizPlatform.Scoring;

/// <summary>What an answer earned.</summary>
/// <param name="Points">Of the question's, in hundredths; below 0 where a wrong answer takes some away.</param>
/// <param name="IsCorrect">Whether it has full credit.</param>
/// <param name="IsAnswered">Whether there was an answer at all.</param>
public readonly record struct Mark(decimal Points, bool IsCorrect, bool IsAnswered)
{
    /// <summary>The sum of marks, never below 0: boards and percentages know no less.</summary>
    public static decimal Score(IEnumerable<Mark> marks) => Math.Max(0, marks.Aggregate(0m, (sum, mark) => Round(sum + mark.Points)));

    /// <summary>A score in per cent of what there was to earn, a whole number.</summary>
    public static int Percentage(decimal score, int maxScore) => (int)Math.Round(100 * score / maxScore, MidpointRounding.AwayFromZero);

    /// <summary>To hundredths, half away from zero.</summary>
    internal static decimal Round(decimal points) => Math.Round(points, 2, MidpointRounding.AwayFromZero);
}
