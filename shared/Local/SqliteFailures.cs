using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;
using SQLitePCL;

namespace QuizPlatform.Local;

/// <summary>
/// A file that cannot be opened, read or written is <see cref="StoreUnavailableException"/>, the same as on Cosmos. EF has no place to say so,
/// hence around the function.
/// </summary>
internal sealed class SqliteFailures(ILogger<SqliteFailures> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (e is not StoreUnavailableException && e.GetBaseException() is SqliteException failure && IsOfTheFile(failure))
        {
            log.LogError(e, "{Function} could not use the store", context.FunctionDefinition.Name);
            throw new StoreUnavailableException("The store cannot be used just now. Try again in a moment.", e);
        }
    }

    // The others are faults of ours: wrong SQL, a broken constraint, a wrong use of the library.
    private static bool IsOfTheFile(SqliteException failure) =>
        failure.SqliteErrorCode is not (raw.SQLITE_ERROR or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISUSE);
}
