using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

/// <summary>
/// The one table from exceptions to HTTP answers. Messages and timers pass through untouched: there an exception is
/// how the bus learns that it has to deliver again.
/// </summary>
public sealed class ProblemMiddleware(ILogger<ProblemMiddleware> log) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        SecurityHeaders.Add(http.Response.Headers);
#if !LOCAL
        http.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains"; // in Azure an app has a host of its own, and HTTPS only
#endif
        try
        {
            await next(context);
        }
        catch (Exception e) when (!(e is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            var traceId = Activity.Current?.TraceId.ToHexString() ?? context.InvocationId;
            var problem = From(e is AggregateException { InnerExceptions: [var only] } ? only : e);
            var (function, requestId) = (context.FunctionDefinition.Name, RequestId.Of(http.Request) ?? "-");
            if (problem.Status == StatusCodes.Status500InternalServerError)
                log.LogError(e, "{Function} failed ({TraceId}, {RequestId})", function, traceId, requestId);
            else if (problem.Status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
                log.LogInformation("{Function} refused: {Code} ({TraceId}, {RequestId})", function, problem.Code, traceId, requestId);
            context.GetInvocationResult().Value = new ProblemResult(problem, traceId);
        }
    }

    private static ProblemException From(Exception exception) => exception switch
    {
        ProblemException e => e,
        StateConflict e => new(409, e.Message, e.Code),
        RuleViolation e => new(422, e.Message, e.Code),
        BadHttpRequestException e => Problem.Unreadable(e.StatusCode),
        DbUpdateConcurrencyException => new(409, "Somebody else changed it at the same moment. Try again.", "request.conflict"),
        StoreUnavailableException e => Problem.Unavailable(e.Message, e.RetryAfter ?? TimeSpan.FromSeconds(2)),
        _ => Problem.Internal(),
    };
}
