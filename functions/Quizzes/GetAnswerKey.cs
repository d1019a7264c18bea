using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Contracts;
using QuizPlatform.Platform;
using QuizPlatform.Reviews;

namespace QuizPlatform.Quizzes;

/// <summary>What <see cref="QuizPublished"/> told of the version, since when the quiz takes no more players, and what the version asked.</summary>
/// <param name="Language">Of the texts, as the quiz says now.</param>
/// <param name="TextFormat">Of the version's texts.</param>
/// <param name="Asked">Empty for a version that was replaced before texts were kept.</param>
public sealed record AnswerKey(
    string QuizId,
    int Version,
    string Title,
    string? Category,
    string AuthorId,
    int PassPercentage,
    IReadOnlyList<PublishedQuestion> Questions,
    DateTimeOffset PublishedAt,
    int? TimeLimit,
    string LeaderboardCounts,
    DateTimeOffset? ArchivedAt,
    string? Language,
    string TextFormat,
    IReadOnlyList<AskedQuestion> Asked,
    bool AccountsOnly,
    bool MadeUpNames,
    string? Reveal,
    DateTimeOffset? RevealAt,
    int Revision);

/// <summary>For the Results app: when a submission comes before the event, and for reviews.</summary>
public sealed class GetAnswerKey(QuizzesDb quizzes)
{
    [Function(nameof(GetAnswerKey))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/internal/quizzes/{id:length(32)}/answer-key")] HttpRequest request,
        string id, CancellationToken cancellation)
    {
        var asked = request.Query.Number("version", 1, int.MaxValue, otherwise: 0);
        if (await quizzes.Find(id, cancellation) is not { CurrentVersion: > 0, IsHidden: false } quiz || asked > quiz.CurrentVersion)
            throw Problem.NotFound("answer key");

        // A version is kept before it is replaced: one that the quiz no longer holds is there.
        var version = asked == 0 || asked == quiz.CurrentVersion
            ? QuizVersion.Of(quiz)
            : await quizzes.FindVersion(id, asked, cancellation) ?? throw Problem.NotFound("answer key");

        var key = new AnswerKey(
            id, version.Number, version.Title, version.Category, quiz.AuthorId, version.PassPercentage,
            [.. version.Questions.Select(q => q.Published())], version.PublishedAt, version.TimeLimit, quiz.LeaderboardCounts, quiz.ArchivedAt,
            quiz.Language, version.TextFormat ?? QuizContent.PlainText, [.. version.Questions.Select(q => q.Asked()).OfType<AskedQuestion>()],
            quiz.AccountsOnly, quiz.MadeUpNames, quiz.Reveal, quiz.RevealAt, quiz.Revision);
        return TypedResults.Json(key, Json.Options);
    }
}
