using System.Text.Json.Serialization;

namespace QuizPlatform.Contracts;

/// <summary>
/// Somebody took a quiz. Sent by Results to itself: three subscriptions keep the boards, the player's statistics and the
/// quiz's analytics.
/// </summary>
/// <param name="TimeSpent">Seconds; null when the client did not tell.</param>
/// <param name="Questions">In the quiz's order.</param>
/// <param name="CountsOnBoard">False where it changes no board, because it is not the player's first on the quiz.</param>
/// <param name="ByAuthor">Whether the player wrote the quiz: such a result counts in no figures of the quiz or of the player.</param>
/// <param name="ByGuest">Whether the player has no account: such a result counts on the quiz's own board at most.</param>
/// <param name="KeptFrom">The result of a guest that this one goes on, for the account that keeps it: both count once.</param>
public sealed record ResultSubmitted(
    string ResultId,
    string UserId,
    string QuizId,
    int QuizVersion,
    string? Category,
    double Score,
    int MaxScore,
    int Percentage,
    bool Passed,
    int? TimeSpent,
    DateTimeOffset SubmittedAt,
    IReadOnlyList<AnsweredQuestion> Questions,
    bool CountsOnBoard = true,
    bool ByAuthor = false,
    bool ByGuest = false,
    string? KeptFrom = null)
{
    public const string Type = "result.submitted.v1";

    /// <summary>As the first version, and can tell of scores with decimals and of every type of question.</summary>
    public const string TypeV2 = "result.submitted.v2";

    /// <summary>What it is sent as: the first version wherever that can tell it, for whoever knows no other.</summary>
    public string SentAs() => double.IsInteger(Score) && Questions.All(question => question.Chosen is null) ? Type : TypeV2;
}

/// <summary>How one question was answered.</summary>
/// <param name="Answer">The index of the chosen option; null where none was chosen, and for other types than that of which one option is right.</param>
/// <param name="Chosen">Of such a type, once answered: the indexes of the options that were chosen, if it has any to choose.</param>
public sealed record AnsweredQuestion(
    string QuestionId, int? Answer, bool Correct,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<int>? Chosen = null)
{
    /// <summary>The indexes of the options that were chosen, whatever the type; null where the question was left open.</summary>
    [JsonIgnore]
    public IReadOnlyList<int>? Choices => Answer is { } option ? [option] : Chosen;
}
