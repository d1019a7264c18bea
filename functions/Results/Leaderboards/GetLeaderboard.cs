using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>A board, the best first.</summary>
public sealed class GetLeaderboard(Leaderboard leaderboard, HiddenQuizzes hidden, BearerTokens tokens, TimeProvider clock)
{
    private static readonly Board AllTime = new(Period.AllTime, null);

    [Function(nameof(GetLeaderboard))]
    [Paged(10)]
    [Query("quizId", "The board of one quiz; of one that an admin has hidden, for its author and admins.")]
    [Query("period", "Of which time.", "all", "month", "week")]
    [Query("around", "The entries around one's own, with a bearer token.", "me")]
    [OptionalBearer]
    [Answer<LeaderboardPage>, NotModified]
    [Refuses(404, "quiz.not-found")]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/leaderboard")] HttpRequest request, CancellationToken cancellation)
    {
        if (!request.QueryString.HasValue)
            return await leaderboard.Top(AllTime, 10, cancellation);

        var query = request.Query;
        var limit = query.Number("limit", 1, 100, otherwise: 10);
        var quizId = query.Text("quizId");
        if (quizId is not null && !PublicId.IsValid(quizId))
            throw Problem.NotFound("quiz");
        if (quizId is not null)
            await hidden.RequireSeen(quizId, request, cancellation);
        var board = Board.Of(query.OneOf("period", "all", "month", "week") ?? "all", quizId, clock.GetUtcNow());
        var after = Cursor.Read<BoardPlace>(query.Text("cursor", maxLength: 500));
        if (after is { } place && (place.UserId is null || !double.IsFinite(place.TotalScore)))
            throw Cursor.Invalid();

        if (query.OneOf("around", "me") is not null)
        {
            var caller = await tokens.Require(request, cancellation);
            return CachedJson.Of(await leaderboard.Around(board, caller.UserId, limit, cancellation));
        }

        return after is null
            ? await leaderboard.Top(board, limit, cancellation)
            : CachedJson.Of(await leaderboard.Page(board, after, limit, cancellation));
    }
}
