using QuizPlatform.Contracts;

namespace QuizPlatform.Quizzes;

/// <summary>What an author decides about a quiz, within the limits.</summary>
/// <param name="Language">Of its texts, as BCP 47 writes it; null where the author has not said.</param>
/// <param name="TimeLimit">Seconds; null: none.</param>
/// <param name="PartialCredit">A word of <see cref="Scoring.Rules.PartialCredits"/>; null leaves it as it is.</param>
/// <param name="WrongPenalty">What a wrong answer takes away, as a share of the question's points; null leaves it as it is.</param>
/// <param name="TextFormat">One of <see cref="TextFormats"/>; null leaves it as it is.</param>
public sealed record QuizContent(
    string Title,
    string Description,
    string? Language,
    string Difficulty,
    string Category,
    IReadOnlyList<string> Tags,
    int? TimeLimit,
    int PassPercentage,
    IReadOnlyList<QuestionContent> Questions,
    SettingsContent Settings,
    string? PartialCredit = null,
    double? WrongPenalty = null,
    string? TextFormat = null)
{
    public const int DefaultTimeLimit = 300;
    public const string DefaultCategory = "general";

    /// <summary>The first is the default.</summary>
    public static readonly IReadOnlyList<string> Difficulties = ["beginner", "intermediate", "advanced"];

    public const string PlainText = "plain", Markdown = "markdown";

    /// <summary>How its texts are to be read, but the title. The first is the default.</summary>
    public static readonly IReadOnlyList<string> TextFormats = [PlainText, Markdown];
}

/// <summary>What holds for all versions of a quiz; what is null stays as it is.</summary>
/// <param name="LeaderboardCounts">A word of <see cref="LeaderboardRule"/>; null in a new quiz: as the platform has it.</param>
/// <param name="Guests">Whether guests may take it.</param>
/// <param name="GuestNames">A word of <see cref="GuestNameRules"/>.</param>
/// <param name="Reveal">A word of <see cref="RevealRule"/>.</param>
/// <param name="RevealAt">With <see cref="RevealRule.AfterClose"/>, and with no other.</param>
public sealed record SettingsContent(string? LeaderboardCounts, bool? Guests, string? GuestNames, string? Reveal, DateTimeOffset? RevealAt)
{
    public const string OwnNames = "own";
    public const string MadeUpNames = "made-up";

    public static readonly IReadOnlyList<string> LeaderboardRules = [LeaderboardRule.Unaided, LeaderboardRule.First, LeaderboardRule.Best];

    /// <summary>What guests are called on the quiz's board: as they like, which is the default, or by a made-up name.</summary>
    public static readonly IReadOnlyList<string> GuestNameRules = [OwnNames, MadeUpNames];

    /// <summary>The first is the default.</summary>
    public static readonly IReadOnlyList<string> RevealRules = [RevealRule.Immediately, RevealRule.AfterPass, RevealRule.AfterClose, RevealRule.Never];
}

/// <param name="Id">Null for a new question: the quiz gives it one.</param>
/// <param name="Parts">With its options as the author has them.</param>
/// <param name="PartialCredit">A word of <see cref="Scoring.Rules.PartialCredits"/>; null: as the quiz has it.</param>
public sealed record QuestionContent(string? Id, string Question, QuestionParts Parts, string? Explanation, int Points, string? PartialCredit = null)
{
    /// <summary>Of what all questions together may have so much of.</summary>
    internal int Length => (Explanation?.Length ?? 0) + (Parts.Own?.Length ?? 0);
}
