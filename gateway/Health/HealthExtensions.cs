using Microsoft.AspNetCore.Http.HttpResults;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

internal static class HealthExtensions
{
    private const string Platform = "/health";
    private const string Life = "/health/live";

    /// <summary>Whether it is asked how the gateway is, which may be asked as often as one likes and by any name.</summary>
    public static bool IsHealth(HttpRequest request) => request.Path.Value is Platform or Life;

    public static void MapPlatformHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet(Platform, GetHealth);
        app.MapGet(Life, GetLife);
    }

    /// <summary>How every instance of every app is, as it says itself; 503 when an app has none that is well.</summary>
    [Answer<PlatformHealth.Report>, Answer<PlatformHealth.Report>(503)]
    private static Task<JsonHttpResult<PlatformHealth.Report>> GetHealth(PlatformHealth health, CancellationToken cancellation) => health.Answer(cancellation);

    /// <summary>That the gateway itself is there, whatever the apps are: for whoever starts it again when it is not.</summary>
    [Answer<PlatformHealth.LiveReport>]
    private static JsonHttpResult<PlatformHealth.LiveReport> GetLife() => PlatformHealth.Live();
}
