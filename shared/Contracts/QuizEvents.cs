using System.Text.Json;
using System.Text.Json.Serialization;

namespace QuizPlatform.Contracts;

/// <summary>
/// A version of a quiz is open to players. Sent by Quizzes; Results keeps it as its own answer key. Carries the right answers and
/// the explanations, because Results scores while Quizzes is down: no other app may subscribe to it.
/// </summary>
/// <param name="Version">1 for the first published version, growing by one; a key never changes once published.</param>
/// <param name="Questions">Null where a message has no room for them: then the answer key is to be asked for. Never null in the first version.</param>
/// <param name="PassPercentage">A result passes from this percentage on.</param>
/// <param name="TimeLimit">Seconds; null: none, also in events older than this field.</param>
/// <param name="LeaderboardCounts">A word of <see cref="LeaderboardRule"/>; null in events older than this field.</param>
/// <param name="AccountsOnly">Whether guests may not take it.</param>
/// <param name="MadeUpNames">Whether its board shows no names that guests chose themselves.</param>
/// <param name="Reveal">A word of <see cref="RevealRule"/>; null: immediately.</param>
/// <param name="RevealAt">From when what is right is shown, where the rule is <see cref="RevealRule.AfterClose"/>.</param>
/// <param name="Revision">Of the quiz, which grows with each change of it, so that late settings undo nothing; 0 in events older than this field.</param>
public sealed record QuizPublished(
    string QuizId,
    int Version,
    string Title,
    string? Category,
    string AuthorId,
    int PassPercentage,
    IReadOnlyList<PublishedQuestion>? Questions,
    DateTimeOffset PublishedAt,
    int? TimeLimit = null,
    string? LeaderboardCounts = null,
    bool AccountsOnly = false,
    bool MadeUpNames = false,
    string? Reveal = null,
    DateTimeOffset? RevealAt = null,
    int Revision = 0)
{
    public const string Type = "quiz.published.v1";

    /// <summary>As the first version, and can tell of every type of question, of penalties and of answers that are not shown at once.</summary>
    public const string TypeV2 = "quiz.published.v2";

    /// <summary>What it is sent as: the first version wherever that can tell it, for whoever knows no other.</summary>
    public string SentAs() => Reveal is null && Questions?.All(question => question is { Solution: null, WrongPenalty: null }) == true ? Type : TypeV2;
}

/// <summary>One question of a published version.</summary>
/// <param name="Options">How many options a question has of which one is right: an answer is an index below it. Null for other types.</param>
/// <param name="CorrectAnswer">The index of the right option; null for other types.</param>
/// <param name="Solution">What is right in a question of another type, as <c>Scoring.Solution</c> reads it.</param>
/// <param name="PartialCredit">Of such a type, what answers earn that are right in part: a word of <c>Scoring.Rules</c>. Null: nothing.</param>
/// <param name="WrongPenalty">What a wrong answer takes away, as a share of the points: above 0, up to 1. Null: nothing.</param>
public sealed record PublishedQuestion(
    string QuestionId, int? Options, int? CorrectAnswer, int Points, string? Explanation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Solution = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PartialCredit = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? WrongPenalty = null);

/// <summary>
/// The author has changed what holds for all versions of a published quiz. Sent by Quizzes; Results keeps the newest, by <paramref name="Revision"/>.
/// </summary>
/// <inheritdoc cref="QuizPublished"/>
public sealed record QuizSettingsChanged(string QuizId, int Revision, bool AccountsOnly, bool MadeUpNames, string? Reveal, DateTimeOffset? RevealAt)
{
    public const string Type = "quiz.settings.v1";
}

/// <summary>
/// An admin has marked a quiz, or taken the mark away. Sent by Quizzes; Results may count marked quizzes alone on boards over all quizzes.
/// <paramref name="Revision"/> grows with each change of the quiz, so that a late message undoes nothing.
/// </summary>
public sealed record QuizFeatured(string QuizId, bool Featured, int Revision)
{
    public const string Type = "quiz.featured.v1";
}

/// <summary>A quiz takes no more players. Sent by Quizzes; Results refuses new submissions and keeps the history.</summary>
public sealed record QuizArchived(string QuizId, DateTimeOffset ArchivedAt)
{
    public const string Type = "quiz.archived.v1";
}

/// <summary>
/// An admin has taken a quiz down, or put it up again. Sent by Quizzes; Results shows it to its author and admins alone and takes no more submissions,
/// Users tells the author. <paramref name="Revision"/> grows with each change of the quiz, so that a late message undoes nothing.
/// </summary>
/// <param name="Note">The admin's, to the author; null: none.</param>
/// <param name="Language">Of the quiz, which is the author's as far as anybody knows; null: not told.</param>
public sealed record QuizHidden(string QuizId, string AuthorId, bool Hidden, string? Note, string? Language, int Revision)
{
    public const string Type = "quiz.hidden.v1";
}
