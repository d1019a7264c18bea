using Microsoft.Extensions.Diagnostics.HealthChecks;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>Sending nothing opens the link to the topic, if it is not open: it needs the network, the sign-in, the role and the topic.</summary>
internal sealed class ServiceBusHealth(IEventSender events) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await events.Send([], cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("Service Bus cannot be reached.", e);
        }
    }
}
