using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class RateLimitExtensions
{
    /// <summary>Declares a limit that functions ask for by its name with <see cref="RateLimits.Require"/>.</summary>
    /// <param name="permits">How many at once, and how many again per window; setting <c>RateLimits:{name}:Permits</c>.</param>
    /// <param name="seconds">The window; setting <c>RateLimits:{name}:Seconds</c>.</param>
    public static TBuilder AddRateLimit<TBuilder>(this TBuilder builder, string name, int permits, int seconds)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddOptions<RateLimitOptions>().FromSettings(RateLimitOptions.Section);
        services.AddOptions<RateLimit>(name)
            .Configure(limit => (limit.Permits, limit.Seconds) = (permits, seconds))
            .FromSettings($"{RateLimitOptions.Section}:{name}");
        services.AddOptions<GatewayKeyOptions>().FromSettings(GatewayKeyOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SignedAddress>();
        services.TryAddSingleton<ClientAddress>();
        services.TryAddSingleton<RateLimits>();
        return builder;
    }
}
