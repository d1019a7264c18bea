using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class PlatformExtensions
{
    /// <summary>What every app has: problems instead of exceptions, JSON, health, and a reader of access tokens.</summary>
    /// <param name="serviceName">The name <c>GET /health</c> tells, e.g. <c>quiz-service</c>.</param>
    public static FunctionsApplicationBuilder AddPlatform(this FunctionsApplicationBuilder builder, string serviceName)
    {
        Globalization.Start();
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ProblemMiddleware>();

        var services = builder.Services;
        services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        services.AddHealthChecks();
        services.AddSingleton(new ServiceName(serviceName));
        services.AddSingleton<ServiceHealth>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddOptions<TokenOptions>().FromSettings(TokenOptions.Section);
        services.TryAddSingleton<BearerTokens>();
        services.TryAddSingleton<IdempotentRequests>();
        services.AddSingleton<Leftovers>();
        services.AddHostedService(provider => provider.GetRequiredService<Leftovers>());
        return builder;
    }

    /// <summary>The base URL of another app, setting <c>Services:{app}</c>.</summary>
    /// <exception cref="OptionsValidationException">The setting is not an absolute http(s) URL.</exception>
    public static Uri ServiceUrl(this IConfiguration configuration, string app, string otherwise)
    {
        var setting = $"Services:{app}";
        return Uri.TryCreate((configuration[setting] ?? otherwise).TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new OptionsValidationException(setting, typeof(Uri), [$"The setting {setting} must be an absolute http or https URL."]);
    }
}
