using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace QuizPlatform.Gateway;

/// <summary>Leaves an instance out for a moment once a request did not reach it or was not answered; the next one after that finds out.</summary>
internal sealed class UnreachableInstances(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "Unreachable";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        var error = context.Features.Get<IForwarderErrorFeature>()?.Error ?? ForwarderError.None;
        var failed = !context.RequestAborted.IsCancellationRequested // whoever went away says nothing of the instance
            && error is ForwarderError.Request or ForwarderError.RequestTimedOut
                or ForwarderError.RequestBodyDestination or ForwarderError.ResponseBodyDestination;
        health.Heard(cluster, destination, failed);
    }
}

internal static class DestinationHealthExtensions
{
    /// <summary>Tells how it went with an instance.</summary>
    public static void Heard(this IDestinationHealthUpdater health, ClusterState cluster, DestinationState instance, bool failed)
    {
        if (failed || instance.Health.Passive != DestinationHealth.Healthy)
            health.SetPassive(cluster, instance, failed ? DestinationHealth.Unhealthy : DestinationHealth.Healthy,
                cluster.Model.Config.HealthCheck!.Passive!.ReactivationPeriod!.Value);
    }
}
