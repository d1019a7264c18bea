using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Reads an item that is not there: one request unit, and it needs the network, the sign-in, the role and the container. And tells how the
/// last save went.
/// </summary>
internal sealed class CosmosHealth<TDb>(TDb db, CosmosSaves saves) : IHealthCheck
    where TDb : DocumentDb
{
    private const string NoSuchContainer = "1003";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var name = db.Database.GetCosmosDatabaseId();
            var container = db.Database.GetCosmosClient().GetContainer(name, name);
            using var answer = await db.Database.CreateExecutionStrategy().ExecuteAsync( // asked again where that may help, as for everybody
                token => container.ReadItemStreamAsync("health", new PartitionKey("health"), cancellationToken: token), cancellationToken);
            var isThere = answer.IsSuccessStatusCode || (answer.StatusCode == HttpStatusCode.NotFound && answer.Headers["x-ms-substatus"] != NoSuchContainer);
            return !isThere ? HealthCheckResult.Unhealthy($"cannot read: Cosmos DB answers {(int)answer.StatusCode}.")
                : saves.Fail ? HealthCheckResult.Unhealthy("cannot write: the last save to Cosmos DB failed.")
                : HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException e) when (e.InnerException is CosmosException refusal)
        {
            return HealthCheckResult.Unhealthy($"cannot read: Cosmos DB answers {(int)refusal.StatusCode}.", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("cannot read: Cosmos DB cannot be reached.", e);
        }
    }
}
