using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using QuizPlatform.Platform;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace QuizPlatform.Gateway;

/// <summary>What <c>GET /health</c> of the gateway answers: how every instance of every app is, as it says itself.</summary>
internal sealed class PlatformHealth
{
    private const string Name = "gateway";

    private readonly IProxyStateLookup _clusters;
    private readonly TimeProvider _clock;
    private readonly Kept<string, Report> _kept; // whoever asks often costs the apps nothing

    public PlatformHealth(IProxyStateLookup clusters, TimeProvider clock)
    {
        (_clusters, _clock) = (clusters, clock);
        _kept = new(_ => Ask(), TimeSpan.FromSeconds(1), max: 1, clock);
    }

    public static JsonHttpResult<LiveReport> Live() => TypedResults.Json(new LiveReport("healthy", Name), Json.Options);

    public async Task<JsonHttpResult<Report>> Answer(CancellationToken cancellation)
    {
        var report = await _kept.Get("", cancellation);
        return TypedResults.Json(report, Json.Options,
            statusCode: report.Status == "unhealthy" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private async Task<Report> Ask()
    {
        var reports = await Task.WhenAll(_clusters.GetClusters().Select(async cluster => (App: cluster.ClusterId, Report: await Ask(cluster))));
        var services = reports.ToDictionary(service => service.App, service => service.Report);
        var all = services.Values.Select(service => service.Status).ToList();
        return new Report(all.Contains("unhealthy") ? "unhealthy" : Sum(all), Name, _clock.GetUtcNow(), services);
    }

    private static async Task<ServiceReport> Ask(ClusterState cluster)
    {
        var instances = await Task.WhenAll(cluster.DestinationsState.AllDestinations.Select(i => Ask(cluster.Model.HttpClient, i.Model.Config)));
        return new ServiceReport(Sum(instances.Select(instance => (string?)instance["status"])), instances);
    }

    private static async Task<JsonNode> Ask(HttpMessageInvoker client, DestinationConfig instance)
    {
        try
        {
            using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            using var request = new HttpRequestMessage(HttpMethod.Get, instance.Address.TrimEnd('/') + "/health");
            request.Headers.Host = instance.Host;
            using var answer = await client.SendAsync(request, timeout.Token);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(timeout.Token))!;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or JsonException)
        {
            var failing = new JsonObject { ["instance"] = e is JsonException ? "unreadable" : "unreachable" };
            return new JsonObject { ["status"] = "unhealthy", ["failing"] = failing };
        }
    }

    private static string Sum(IEnumerable<string?> parts)
    {
        var healthy = parts.ToLookup(part => part == "healthy");
        return !healthy[false].Any() && healthy[true].Any() ? "healthy" : healthy[true].Any() ? "degraded" : "unhealthy";
    }

    /// <param name="Status"><c>healthy</c>, <c>degraded</c> when some instance is not, <c>unhealthy</c> when an app has none that is.</param>
    internal sealed record Report(string Status, string Service, DateTimeOffset Timestamp, IReadOnlyDictionary<string, ServiceReport> Services);

    internal sealed record LiveReport(string Status, string Service);

    /// <param name="Instances">Each as its own <c>/health</c> says; <c>failing</c> tells what does not go well.</param>
    internal sealed record ServiceReport(string Status, IReadOnlyList<JsonNode> Instances);
}
