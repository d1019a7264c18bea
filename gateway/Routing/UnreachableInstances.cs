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
        if (failed || destination.Health.Passive != DestinationHealth.Healthy)
            health.SetPassive(cluster, destination, failed ? DestinationHealth.Unhealthy : DestinationHealth.Healthy,
                cluster.Model.Config.HealthCheck!.Passive!.ReactivationPeriod!.Value);
    }
}
