using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

internal static class LiveExtensions
{
    public const string Stream = "/api/leaderboard/stream";

    public static void AddLiveBoards(this IServiceCollection services)
    {
        services.AddOptions<LiveOptions>().FromSettings(LiveOptions.Section);
        services.AddSingleton<StreamPlaces>();
        services.AddSingleton<LiveBoards>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveBoards>());
        services.AddSingleton<BoardStream>();
    }

    public static void MapLiveBoards(this IEndpointRouteBuilder app) => app.MapGet(Stream, StreamLeaderboard);

    /// <summary>
    /// A board as Server-Sent Events: an event <c>leaderboard</c> at once, and whenever the board has changed; its data as <c>GET /api/leaderboard</c>
    /// answers, its id that answer's ETag without the quotes. <c>Last-Event-ID</c> tells what one has seen. Each stream is ended after 200 to 220 s.
    /// </summary>
    [Query("quizId", "The board of one quiz.")]
    [Query("period", "Of which time.", "all", "month", "week")]
    [Query("limit", "How many entries are looked at.", 1, 100, 10)]
    [Answer<string>(ContentType = "text/event-stream"), Refuses(404, "quiz.not-found")]
    private static Task StreamLeaderboard(HttpContext context, BoardStream stream) => stream.Run(context);
}
