using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;
using QuizPlatform.Web;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace QuizPlatform.Gateway;

internal static class GatewayExtensions
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        if (builder.Configuration[$"{GatewayOptions.Section}:{nameof(GatewayOptions.InstancesFile)}"] is { Length: > 0 } file)
            builder.Configuration.AddJsonFile(Path.GetFullPath(file), optional: true, reloadOnChange: true);

        builder.AddTelemetry();
        builder.AddLimits();
        builder.AddAllowances();
        builder.Logging.AddSimpleConsole(console =>
            (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", true));
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning)
            .AddFilter("Yarp.ReverseProxy.Health.ActiveHealthCheckMonitor", LogLevel.Error) // twice a second; that an instance is left out is told once
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical) // that no page with a form is cached; a cookie that is none, by anybody
            .AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error); // SafeRepeats tells what a client was told

        var services = builder.Services;
        services.AddOptions<GatewayOptions>().FromSettings(GatewayOptions.Section);
        services.AddOptions<GatewayKeyOptions>().FromSettings(GatewayKeyOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SignedAddress>();
        services.AddOrigins();
        services.AddPublicCompression();
        services.AddHttpContextAccessor();
        services.AddSingleton<AppsHandler>();
        // Else a build, unlike what is published, takes every path there is for that of a file which somebody may be about to add.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= builder.Environment.IsDevelopment() ? "true" : "false";
        builder.WebHost.UseStaticWebAssets(); // from where the build has them; a published gateway has them in its wwwroot
        services.AddWebClient(
            secret: builder.Configuration[$"{GatewayKeyOptions.Section}:{nameof(GatewayKeyOptions.Key)}"],
            apps: provider => provider.GetRequiredService<AppsHandler>());
        services.AddSingleton<PlatformHealth>();
        services.AddLiveBoards();
        services.AddSingleton<IProxyConfigProvider, ServiceClusters>();
        services.AddSingleton<IPassiveHealthCheckPolicy, UnreachableInstances>();
        services.AddSingleton<IActiveHealthCheckPolicy, SilentInstances>();
        services.AddSingleton<IForwarderHttpClientFactory, AppClientFactory>();
        var proxy = services.AddReverseProxy().AddTransforms(ClientAddressTransform.Add).AddTransforms(WithoutCookies);
        if (builder.Configuration.GetValue<bool>($"{GatewayOptions.Section}:{nameof(GatewayOptions.ResolveInstances)}"))
            proxy.AddDnsDestinationResolver(options => options.RefreshPeriod = TimeSpan.FromSeconds(1));
    }

    public static void UseGateway(this WebApplication app)
    {
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<GatewayProblems>();
        app.UseMiddleware<PlainRequests>();
        app.UseMiddleware<PublicHosts>();
        app.UseMiddleware<HeadRequests>();
        app.UseOrigins();
        app.UsePublicCompression();
        app.UseRouting();
        app.UsePages();
        app.UseMiddleware<AddressAllowance>();
        app.UseSessions(); // which reads the session's cookie
        app.UseMiddleware<AccountAllowance>();
        app.UseMiddleware<WholeBodies>(); // before anything that reads one: forms, and what is passed on
        app.MapWebClient();
        app.MapPlatformHealth();
        app.MapLiveBoards();
        app.MapDescription();
        app.MapReverseProxy(pipeline =>
        {
            pipeline.UseMiddleware<SafeRepeats>();
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
        });
    }

    // A session in a cookie is the gateway's business: the apps are given its access token.
    private static void WithoutCookies(TransformBuilderContext context) => context.AddRequestHeaderRemove(HeaderNames.Cookie);
}
