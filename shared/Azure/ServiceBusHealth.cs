using Microsoft.Extensions.Diagnostics.HealthChecks;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

internal sealed class ServiceBusHealth(WatchedEventSender events) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await events.WhyNotSendable() is { } why
            ? HealthCheckResult.Unhealthy("cannot write: Service Bus cannot be reached.", why)
            : HealthCheckResult.Healthy();
}
