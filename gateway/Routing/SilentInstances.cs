using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace QuizPlatform.Gateway;

/// <summary>
/// Leaves an instance out that does not answer its probe. Any answer is a sign of life: what is wrong with an app (its store, say) is wrong with all its
/// instances, and better told by the app than by nobody.
/// </summary>
internal sealed class SilentInstances(IDestinationHealthUpdater health) : IActiveHealthCheckPolicy
{
    public const string PolicyName = "Silent";

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults) =>
        health.SetActive(cluster, [.. probingResults.Select(result =>
            new NewActiveDestinationHealth(result.Destination, result.Response is null ? DestinationHealth.Unhealthy : DestinationHealth.Healthy))]);
}
