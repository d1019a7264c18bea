#pragma warning disable EF1001 // EF has no public way to say how often its client tries again
using Microsoft.Azure.Cosmos;
using Microsoft.EntityFrameworkCore.Cosmos.Infrastructure.Internal;
using Microsoft.EntityFrameworkCore.Cosmos.Storage.Internal;

namespace QuizPlatform.Azure;

/// <summary>
/// EF's client, but one that tells of throttling instead of waiting it out: by itself it tries nine times more and waits up to half a minute each
/// time it is asked, and never says what the store told it (see <see cref="CosmosRetries"/>).
/// </summary>
internal sealed class CosmosClients(ICosmosSingletonOptions options) : ISingletonCosmosClientWrapper
{
    public CosmosClient Client { get; } = options.ConnectionString is { } emulator
        ? new(emulator, Options(options))
        : new(options.AccountEndpoint, options.TokenCredential, Options(options));

    public void Dispose() => Client.Dispose();

    private static CosmosClientOptions Options(ICosmosSingletonOptions options) => new()
    {
        CustomHandlers = { new SessionReads() },
        Serializer = new JsonCosmosSerializer(), // EF's: it names the values of queries
        ConnectionMode = options.ConnectionMode ?? ConnectionMode.Direct,
        LimitToEndpoint = options.LimitToEndpoint ?? false,
        MaxRetryAttemptsOnRateLimitedRequests = 0,
        CosmosClientTelemetryOptions = new() { DisableDistributedTracing = false }, // spans, where somebody listens
    };
}
