using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

internal sealed class SqliteHealth<TDb>(TDb db, SqliteWriter writer) : IHealthCheck
    where TDb : DocumentDb
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // CanConnect only opens the file; asking for the schema version reads it.
            _ = await db.Database.SqlQueryRaw<long>("PRAGMA schema_version").ToListAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"cannot read: {e.Message}");
        }

        return await writer.WhyNotWritable(cancellationToken) is { } why ? HealthCheckResult.Unhealthy($"cannot write: {why}") : HealthCheckResult.Healthy();
    }
}
