using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Scoring;

namespace QuizPlatform.Quizzes;

/// <summary>All of a quiz, as its author sees it.</summary>
public sealed record AuthorView(
    string Id,
    string Status,
    string Title,
    string Description,
    string? Language,
    string TextFormat,
    string Difficulty,
    string Category,
    IReadOnlyList<string> Tags,
    int? TimeLimit,
    int PassPercentage,
    ScoringView Scoring,
    SettingsView Settings,
    int QuestionCount,
    bool Featured,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? ArchivedAt,
    HiddenView? Hidden,
    string CreatedBy,
    IReadOnlyList<AuthorQuestion> Questions)
{
    public static AuthorView Of(Quiz quiz) => new(
        quiz.PublicId, Name(quiz.State), quiz.Title, quiz.Description, quiz.Language, quiz.TextFormat ?? QuizContent.PlainText, quiz.Difficulty,
        quiz.Category, quiz.Tags, quiz.TimeLimit, quiz.PassPercentage, ScoringView.Of(quiz), SettingsView.Of(quiz), quiz.QuestionCount, quiz.Featured,
        quiz.CurrentVersion, quiz.CreatedAt, quiz.UpdatedAt, quiz.PublishedAt, quiz.ArchivedAt, HiddenView.Of(quiz.HiddenAt, quiz.HiddenNote),
        quiz.AuthorId,
        [.. quiz.Questions.Select(q => q.Parts().Authored(q.QuestionId, q.Text, q.Explanation, q.Points, q.PartialCredit))]);

    /// <summary>The word for it in answers.</summary>
    internal static string Name(QuizState state) => state.ToString().ToLowerInvariant();
}

/// <summary>That an admin has taken the quiz down; its status is <c>archived</c> meanwhile.</summary>
/// <param name="Note">What the admin says of it; null: nothing.</param>
public sealed record HiddenView(DateTimeOffset At, string? Note)
{
    internal static HiddenView? Of(DateTimeOffset? at, string? note) => at is { } since ? new(since, note) : null;
}

/// <summary>How a quiz is marked.</summary>
/// <param name="PartialCredit">What answers earn that are right in part: <c>none</c>, <c>proportional</c> or <c>rightMinusWrong</c>.</param>
/// <param name="WrongPenalty">What a wrong answer takes away, as a share of the question's points: 0 to 1.</param>
public sealed record ScoringView(string PartialCredit, double WrongPenalty)
{
    internal static ScoringView Of(Quiz quiz) => new(quiz.PartialCredit ?? Rules.PartialCredits[0], quiz.WrongPenalty);
}

/// <param name="LeaderboardCounts">Which of a person's results count on boards: <c>unaided</c>, <c>first</c> or <c>best</c>.</param>
/// <param name="Guests">Whether people without an account may take it.</param>
/// <param name="GuestNames">What they are called on its board: <c>own</c>, as they like, or <c>made-up</c>.</param>
/// <param name="Reveal">When reviews tell what is right: <c>immediately</c>, <c>afterPass</c>, <c>afterClose</c> or <c>never</c>.</param>
/// <param name="RevealAt">From when they do, where it is <c>afterClose</c>.</param>
public sealed record SettingsView(string LeaderboardCounts, bool Guests, string GuestNames, string Reveal, DateTimeOffset? RevealAt)
{
    internal static SettingsView Of(Quiz quiz) => new(
        quiz.LeaderboardCounts, !quiz.AccountsOnly, quiz.MadeUpNames ? SettingsContent.MadeUpNames : SettingsContent.OwnNames,
        quiz.Reveal ?? RevealRule.Immediately, quiz.RevealAt);
}

/// <param name="CorrectAnswer">As the type has answers; null while the author has not said, and where each gap has its own.</param>
public sealed record AuthorQuestion(
    string Id, string Type, string Question, IReadOnlyList<string> Options,
    [property: Either(typeof(int?), typeof(bool?), typeof(decimal?), typeof(string), typeof(IReadOnlyList<int?>))] JsonElement? CorrectAnswer,
    string? Explanation, int Points) : AuthorRightAnswer
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Prompts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AuthorGap>? Gaps { get; init; }

    /// <summary>As the quiz's own; left out where that holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PartialCredit { get; init; }
}

/// <summary>A gap with what is right in it, as a question of that kind has it.</summary>
public sealed record AuthorGap(string Kind) : AuthorRightAnswer
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Options { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [Either(typeof(int), typeof(decimal), typeof(string))]
    public JsonElement? CorrectAnswer { get; init; }
}

/// <summary>What numbers and texts have beside the right answer, in questions and in gaps.</summary>
public abstract record AuthorRightAnswer
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Tolerance { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ToleranceType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AcceptedAnswer>? AlsoAccepted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? CaseSensitive { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IgnoreAccents { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Wildcards { get; init; }
}

/// <summary>A text, or a number, that is accepted beside the right one.</summary>
/// <param name="Credit">Above 0, up to 1, which it is where it is left out.</param>
public sealed record AcceptedAnswer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Tolerance,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ToleranceType,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Credit);

/// <summary>What a change answers with.</summary>
public sealed record QuizChanged(string Message, AuthorView Quiz)
{
    /// <summary>The answer, with the ETag that the next change must name.</summary>
    public static IResult Answer(HttpRequest request, string message, Quiz quiz)
    {
        request.HttpContext.Response.Headers.ETag = ETags.Of(quiz.Revision);
        return TypedResults.Json(new QuizChanged(message, AuthorView.Of(quiz)), Json.Options);
    }

    /// <summary>The same for a new quiz, with where it is.</summary>
    public static IResult Created(HttpRequest request, string message, Quiz quiz) =>
        Created(request, quiz, new QuizChanged(message, AuthorView.Of(quiz)));

    /// <inheritdoc cref="Created(HttpRequest,string,Quiz)"/>
    /// <param name="answer">What is told of it.</param>
    public static IResult Created<T>(HttpRequest request, Quiz quiz, T answer)
    {
        request.HttpContext.Response.Headers.Location = $"/api/quizzes/{quiz.PublicId}";
        request.HttpContext.Response.Headers.ETag = ETags.Of(quiz.Revision);
        return TypedResults.Json(answer, Json.Options, statusCode: StatusCodes.Status201Created);
    }
}
