using Microsoft.Extensions.Diagnostics.HealthChecks;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

internal sealed class BusHealth(WatchedEventSender events) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await events.WhyNotSendable() is { } why ? HealthCheckResult.Unhealthy($"cannot write: {why.Message}") : HealthCheckResult.Healthy();
}
