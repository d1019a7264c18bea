namespace QuizPlatform.Scoring;

/// <summary>How a quiz is marked.</summary>
/// <param name="WrongPenalty">What a wrong answer takes away, as a share of the question's points: 0 to 1.</param>
public sealed record Rules(PartialCredit PartialCredit = PartialCredit.None, decimal WrongPenalty = 0)
{
    /// <summary>The words for <see cref="Scoring.PartialCredit"/>, in its order. The first is the default.</summary>
    public static readonly IReadOnlyList<string> PartialCredits = ["none", "proportional", "rightMinusWrong"];

    /// <summary>All or nothing, and nothing is taken away.</summary>
    public static readonly Rules Default = new();

    /// <param name="partialCredit">One of <see cref="PartialCredits"/>; null is the first.</param>
    public static Rules Of(string? partialCredit, double wrongPenalty) => new(
        partialCredit is null ? PartialCredit.None : (PartialCredit)PartialCredits.Index().Single(word => word.Item == partialCredit).Index,
        (decimal)wrongPenalty);
}

/// <summary>What an answer earns that is right in part only, where a question has parts.</summary>
public enum PartialCredit
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The share of it that is right.</summary>
    Proportional,

    /// <summary>That share, less the one that is wrong: guessing does not pay.</summary>
    RightMinusWrong,
}
