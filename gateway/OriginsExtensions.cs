using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// Which other sites' pages may call the API (<see cref="GatewayOptions.Origins"/>): with a bearer token of their own, never with the cookie of a session
/// here.
/// </summary>
internal static class OriginsExtensions
{
    private static readonly string[] Told =
    [
        HeaderNames.ContentDisposition, HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate,
        "RateLimit", "RateLimit-Policy", RequestId.Header,
    ];

    public static void AddOrigins(this IServiceCollection services)
    {
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<GatewayOptions>>((cors, gateway) => cors.AddDefaultPolicy(policy => policy
            .SetIsOriginAllowed(origin => gateway.Value.OriginList.Contains(origin)) // unlike WithOrigins it tells caches also of one that answers differ
            .AllowAnyMethod()
            .AllowAnyHeader()
            .WithExposedHeaders(Told)
            .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
    }

    /// <summary>Before what counts requests: a browser asks once more before each of them.</summary>
    public static void UseOrigins(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.OriginList.Any())
            app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), api => api.UseCors());
    }
}
