using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>Reads an item that is not there: one request unit, and it needs the network, the sign-in, the role and the container.</summary>
internal sealed class CosmosHealth<TDb>(TDb db) : IHealthCheck
    where TDb : DocumentDb
{
    private const string NoSuchContainer = "1003";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var name = db.Database.GetCosmosDatabaseId();
            var container = db.Database.GetCosmosClient().GetContainer(name, name);
            using var answer = await container.ReadItemStreamAsync("health", new PartitionKey("health"), cancellationToken: cancellationToken);
            var isThere = answer.IsSuccessStatusCode || (answer.StatusCode == HttpStatusCode.NotFound && answer.Headers["x-ms-substatus"] != NoSuchContainer);
            return isThere ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"Cosmos DB answers {(int)answer.StatusCode}.");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("Cosmos DB cannot be reached.", e);
        }
    }
}
