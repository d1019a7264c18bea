using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.EntityFrameworkCore.Storage;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Saves again what may succeed a moment later (throttled, moved, unreachable), for a few seconds: EF's own strategy goes on for more than
/// a minute, and a caller is waiting. Reads are tried again by the Cosmos client itself.
/// </summary>
internal sealed class CosmosRetries(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, MaxRetries, LongestDelay)
{
    private const int MaxRetries = 3;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    public static bool IsTransient(Exception exception) => exception is CosmosException
    {
        StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or (HttpStatusCode)449,
    };

    protected override bool ShouldRetryOn(Exception exception) => IsTransient(exception);

    protected override TimeSpan? GetNextDelay(Exception lastException) =>
        base.GetNextDelay(lastException) is { } delay
            ? lastException is CosmosException { RetryAfter: { } told } && told < LongestDelay ? told : delay
            : null;
}

/// <summary>What still fails then is <see cref="StoreUnavailableException"/>, the same as on SQLite. EF has no place to say so, hence around the function.</summary>
internal sealed class CosmosFailures : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (CosmosRetries.IsTransient(e) || e is RetryLimitExceededException)
        {
            throw new StoreUnavailableException("The store does not answer just now. Try again in a moment.", e);
        }
    }
}
