namespace QuizPlatform.Scoring;

internal static class Credits
{
    public const string Must = "above 0 and at most 1";

    public static bool IsOne(decimal credit) => credit is > 0 and <= 1;
}
