using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;

namespace QuizPlatform.Quizzes;

/// <summary>A published quiz as players see it: without answers and explanations.</summary>
public sealed record PlayerView(
    string Id,
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
    string CreatedBy,
    IReadOnlyList<PlayerQuestion> Questions)
{
    public static PlayerView Of(Quiz quiz) => new(
        quiz.PublicId, quiz.Title, quiz.Description, quiz.Language, quiz.TextFormat ?? QuizContent.PlainText, quiz.Difficulty, quiz.Category,
        quiz.Tags, quiz.TimeLimit, quiz.PassPercentage, ScoringView.Of(quiz), SettingsView.Of(quiz), quiz.QuestionCount,
        quiz.Featured, quiz.CurrentVersion, quiz.CreatedAt, quiz.AuthorId,
        [.. quiz.Questions.Select(q => q.Parts().Shown(q.QuestionId, q.Text, q.Points))]);
}

/// <param name="Question">Of a text with gaps, with <c>[[1]]</c>, <c>[[2]]</c> and so on where they are.</param>
/// <param name="Options">Those to choose from, to order or to match; empty where there are none.</param>
public sealed record PlayerQuestion(string Id, string Type, string Question, IReadOnlyList<string> Options, int Points)
{
    /// <summary>Each is to be matched with an option.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Prompts { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlayerGap>? Gaps { get; init; }

    /// <summary>Of a number: shown, not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; init; }

    /// <summary>The same, for a review.</summary>
    internal AskedQuestion Asked() => new(Id, Question, Options, Prompts, Gaps?.Select(gap => new AskedGap(gap.Kind, gap.Options, gap.Unit)).ToList(), Unit);
}

/// <summary>A published quiz, to be taken.</summary>
public sealed class GetQuiz(PlayerViews views, BearerTokens tokens, QuizzesDb quizzes)
{
    [Function(nameof(GetQuiz))]
    [Query("view", "For the author, and admins, with a bearer token: all of it, answers too, or whatever its state as players see it.", "author", "player")]
    [OptionalBearer]
    [Answer<PlayerView>, Answer<AuthorView>, NotModified]
    [Refuses(403, "auth.forbidden"), Refuses(404, "quiz.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/quizzes/{id:length(32)}")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        if (request.QueryString.HasValue && request.Query.OneOf("view", "author", "player") is { } view)
            return await ForAuthor(request, id, view == "player", cancellation);

        return await views.Get(id, cancellation) ?? throw Problem.NotFound("quiz");
    }

    private async Task<IResult> ForAuthor(HttpRequest request, string id, bool asPlayer, CancellationToken cancellation)
    {
        var caller = await tokens.Require(request, cancellation);
        var quiz = await quizzes.Get(id, caller, cancellation);
        caller.RequireMayRead(quiz);

        var tag = ETags.Of(quiz.Revision);
        return asPlayer ? CachedJson.Of(PlayerView.Of(quiz), tag) : CachedJson.Of(AuthorView.Of(quiz), tag);
    }
}
