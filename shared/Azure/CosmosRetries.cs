using System.Globalization;
using System.Net;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Everything EF asks of Cosmos DB (a point read, a page of a query, the save of a document) is asked within <see cref="StoreBudget"/>, and tried
/// again there only: the client does not repeat what is throttled (<see cref="CosmosClients"/>), EF not a whole save (<see cref="CosmosSaves"/>).
/// </summary>
internal sealed class CosmosRetries(ExecutionStrategyDependencies dependencies) : IExecutionStrategy
{
    private const int ReadSessionNotAvailable = 1002;

    public bool RetriesOnFailure => true;

    public Task<TResult> ExecuteAsync<TState, TResult>(
        TState state, Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded, CancellationToken cancellationToken = default)
    {
        var context = dependencies.CurrentContext.Context;
        return StoreBudget.Ask(
            async token => Checked(await operation(context, state, token)), Passing, context.GetService<TimeProvider>(), cancellationToken);
    }

    public TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded) =>
        throw new NotSupportedException("Cosmos DB is asked asynchronously only.");

    // EF looks at the status of what it reads only after this, when it is too late to read again.
    private static TResult Checked<TResult>(TResult result)
    {
        if (result is ResponseMessage answer && (PassingFailure.Of(answer.StatusCode, null) is not null || IsBehind(answer)))
            answer.EnsureSuccessStatusCode();
        return result;
    }

    // No replica has yet what was read or saved before (SessionReads): EF takes that for an item that is not there.
    private static bool IsBehind(ResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.NotFound && answer.Headers["x-ms-substatus"] == ReadSessionNotAvailable.ToString(CultureInfo.InvariantCulture);

    private static PassingFailure? Passing(Exception exception) => exception switch
    {
        CosmosException { StatusCode: HttpStatusCode.NotFound, SubStatusCode: ReadSessionNotAvailable } => new(RetryAfter: null),
        CosmosException e => PassingFailure.Of(e.StatusCode, e.RetryAfter),
        HttpRequestException => new(RetryAfter: null), // refused, cut off
        _ => null,
    };
}

/// <summary>Tells requests of people from messages and timers, which wait longer.</summary>
internal sealed class PeopleWait : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not null)
            StoreBudget.BeginRequest();
        await next(context);
    }
}
