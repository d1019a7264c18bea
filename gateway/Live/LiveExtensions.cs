using QuizPlatform.Hosting;

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

    public static void MapLiveBoards(this IEndpointRouteBuilder app) =>
        app.MapGet(Stream, (HttpContext context, BoardStream stream) => stream.Run(context));
}
