using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Does again what may succeed a moment later (throttled, moved, unreachable), for a few seconds: EF's own strategy goes on for more than
/// a minute, and a caller is waiting. Reads too: the Cosmos client tries again only what another region may answer.
/// </summary>
internal sealed class CosmosRetries(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, MaxRetries, LongestDelay)
{
    private const int MaxRetries = 3;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    public static bool IsTransient(Exception exception) => exception is CosmosException { StatusCode: var status } && IsTransient(status);

    // EF looks at the status of what it reads only after this, when it is too late to read again.
    public override Task<TResult> ExecuteAsync<TState, TResult>(
        TState state, Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded, CancellationToken cancellationToken = default) =>
        base.ExecuteAsync(
            state, async (context, given, cancellation) => Checked(await operation(context, given, cancellation)), verifySucceeded, cancellationToken);

    protected override bool ShouldRetryOn(Exception exception) => IsTransient(exception);

    protected override TimeSpan? GetNextDelay(Exception lastException) =>
        base.GetNextDelay(lastException) is { } delay
            ? lastException is CosmosException { RetryAfter: { } told } && told < LongestDelay ? told : delay
            : null;

    private static TResult Checked<TResult>(TResult result)
    {
        if (result is ResponseMessage answer && IsTransient(answer.StatusCode))
            answer.EnsureSuccessStatusCode();
        return result;
    }

    private static bool IsTransient(HttpStatusCode status) => status
        is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout or HttpStatusCode.Gone or (HttpStatusCode)449;
}

/// <summary>
/// What still fails then is <see cref="StoreUnavailableException"/>, the same as on SQLite. EF has no place to say so, hence around the function.
/// </summary>
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
