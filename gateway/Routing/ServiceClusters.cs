using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace QuizPlatform.Gateway;

/// <summary>
/// The apps and their instances, from the settings <c>Services:Users</c>, <c>Services:Quizzes</c> and <c>Services:Results</c>: a base URL each, or several
/// with commas, one per instance. Read again whenever the settings change; what cannot be used then changes nothing.
/// </summary>
internal sealed class ServiceClusters : IProxyConfigProvider, IDisposable
{
    private readonly InMemoryConfigProvider _current;
    private readonly IDisposable _changes;

    /// <exception cref="OptionsValidationException">A setting is not a list of absolute http or https URLs.</exception>
    public ServiceClusters(IConfiguration configuration, IOptions<GatewayOptions> options, ILogger<ServiceClusters> log)
    {
        var routes = PublicRoutes.Read();
        _current = new InMemoryConfigProvider(routes, Read(configuration, options.Value));
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            try
            {
                _current.Update(routes, Read(configuration, options.Value));
            }
            catch (OptionsValidationException e)
            {
                log.LogWarning("The changed settings are left alone: {Reason}", e.Message);
            }
        });
    }

    public IProxyConfig GetConfig() => _current.GetConfig();

    public void Dispose() => _changes.Dispose();

    private static List<ClusterConfig> Read(IConfiguration settings, GatewayOptions options) =>
        [.. PublicRoutes.Apps.Select((app, index) => Cluster(app, Instances(settings, app, otherwise: $"http://localhost:{3001 + index}"), options))];

    private static ClusterConfig Cluster(string app, IEnumerable<string> instances, GatewayOptions options) => new()
    {
        ClusterId = app,
        Destinations = instances.ToDictionary(url => url, url => new DestinationConfig { Address = url }),
        LoadBalancingPolicy = LoadBalancingPolicies.LeastRequests,
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(options.RequestSeconds) },
        HealthCheck = new HealthCheckConfig
        {
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
            Passive = new() { Enabled = true, Policy = UnreachableInstances.PolicyName, ReactivationPeriod = TimeSpan.FromSeconds(1) },
            Active = new()
            {
                Enabled = options.ProbeInstances,
                Policy = SilentInstances.PolicyName,
                Interval = TimeSpan.FromSeconds(0.5),
                Timeout = TimeSpan.FromSeconds(1),
                Path = "/",
            },
        },
    };

    private static IEnumerable<string> Instances(IConfiguration settings, string app, string otherwise)
    {
        var setting = $"Services:{char.ToUpperInvariant(app[0])}{app[1..]}";
        var urls = settings[setting] is { Length: > 0 } value ? value : otherwise;
        return urls.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Select(url =>
            Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? uri.ToString()
                : throw new OptionsValidationException(setting, typeof(Uri), [$"The setting {setting} must be absolute http or https URLs, with commas."]));
    }
}
