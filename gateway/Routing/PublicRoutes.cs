using System.Text.Json;
using QuizPlatform.Platform;
using Yarp.ReverseProxy.Configuration;

namespace QuizPlatform.Gateway;

/// <summary>The routes of <c>infra/gateway-routes.json</c>: what is not there does not pass.</summary>
internal static class PublicRoutes
{
    /// <summary>The apps by the names their clusters have: users, quizzes, results.</summary>
    public static IReadOnlyList<string> Apps { get; } = ["users", "quizzes", "results"];

    /// <summary>One route per path, whatever the method: that an app does not know one is for the app to say.</summary>
    public static IReadOnlyList<RouteConfig> Read()
    {
        using var list = typeof(PublicRoutes).Assembly.GetManifestResourceStream("gateway-routes.json")!;
        return [.. JsonSerializer.Deserialize<List<PublicRoute>>(list, JsonSerializerOptions.Web)!
            .DistinctBy(route => route.Path)
            .Select(route => new RouteConfig
            {
                RouteId = route.Path,
                ClusterId = route.App,
                Match = new RouteMatch { Path = route.Path },
                MaxRequestBodySize = route.MaxBody,
            })];
    }

    /// <param name="MaxBody">In bytes, where it is not <see cref="RequestBody.MaxBytes"/>.</param>
    private sealed record PublicRoute(string App, string Path, int? MaxBody);
}
