using Microsoft.Extensions.Diagnostics.HealthChecks;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>Sending nothing goes all the way to the topic's file and back.</summary>
internal sealed class BusHealth(IEventSender events) : IHealthCheck
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
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}
