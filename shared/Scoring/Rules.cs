using System.Text.Json.Serialization;

namespace QuizPlatform.Scoring;

/// <summary>How a quiz is marked.</summary>
/// <param name="WrongPenalty">What a wrong answer takes away, as a share of the question's points: 0 to 1.</param>
public sealed record Rules(PartialCredit PartialCredit = PartialCredit.None, decimal WrongPenalty = 0)
{
    /// <summary>All or nothing, and nothing is taken away.</summary>
    public static readonly Rules Default = new();
}

/// <summary>What an answer earns that is right in part only, where a question has parts.</summary>
[JsonConverter(typeof(WordConverter<PartialCredit>))]
public enum PartialCredit
{
    /// <summary>Nothing.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The share of it that is right.</summary>
    [JsonStringEnumMemberName("proportional")]
    Proportional,

    /// <summary>That share, less the one that is wrong: guessing does not pay.</summary>
    [JsonStringEnumMemberName("rightMinusWrong")]
    RightMinusWrong,
}
