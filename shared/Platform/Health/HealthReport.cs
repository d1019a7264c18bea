using System.Diagnostics;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace QuizPlatform.Platform;

/// <summary>What <c>GET /health</c> answers: 200 or 503, with the parts that fail.</summary>
/// <param name="Uptime">Seconds since the process started.</param>
public sealed record HealthReport(
    string Status, string Service, DateTimeOffset Timestamp, double Uptime,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Failing = null);

/// <summary>Asks the store and the bus (the checks that AddDatabase and AddEvents register) whether they can be reached.</summary>
public sealed class ServiceHealth(HealthCheckService checks, ServiceName service, TimeProvider clock)
{
    private readonly TimeSpan _before = clock.GetUtcNow() - Process.GetCurrentProcess().StartTime; // what passed before this was made, at start
    private readonly long _made = clock.GetTimestamp();

    public async Task<JsonHttpResult<HealthReport>> Check(CancellationToken cancellation)
    {
        var report = await checks.CheckHealthAsync(cancellation);
        var failing = report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).ToDictionary(e => e.Key, e => e.Value.Description ?? "unreachable");
        var healthy = failing.Count == 0;
        var uptime = Math.Round((_before + clock.GetElapsedTime(_made)).TotalSeconds, 3);
        return TypedResults.Json(
            new HealthReport(healthy ? "healthy" : "unhealthy", service.Value, clock.GetUtcNow(), uptime, healthy ? null : failing),
            Json.Options,
            statusCode: healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The service's name as the lesson has it, e.g. <c>quiz-service</c>.</summary>
public sealed record ServiceName(string Value)
{
    /// <summary>As it has been added, before the services are made.</summary>
    public static string Of(IServiceCollection services) => services.Select(s => s.ImplementationInstance).OfType<ServiceName>().Single().Value;
}
