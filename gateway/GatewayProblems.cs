using System.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>Every answer has the headers of an API's, unless it has its own, and problems of the gateway itself are problems as the apps' are.</summary>
internal sealed class GatewayProblems(RequestDelegate next, ILogger<GatewayProblems> log)
{
    public async Task Invoke(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            SecurityHeaders.Add(context.Response.Headers);
            if (context.Request is { IsHttps: true, Host.Host: not "localhost" }) // there it would hold for everything else that runs on the machine
                context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
            return Task.CompletedTask;
        });
        try
        {
            await next(context);
            if (context.Response.HasStarted)
                return;
            if (context.Response.StatusCode == StatusCodes.Status404NotFound && context.GetEndpoint() is null)
                await Answer(context, Problem.NotFound("route"));
            else if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
                await Answer(context, MethodNotAllowed(context.Response.Headers.Allow.ToString()));
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            if (e is not (ProblemException or BadHttpRequestException))
                log.LogError(e, "{Method} {Path} failed ({TraceId}, {RequestId})", context.Request.Method, context.Request.Path, TraceId(context),
                    RequestId.Of(context.Request));
            await Answer(context, From(e));
        }
    }

    private static Task Answer(HttpContext context, ProblemException problem)
    {
        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        context.Response.Headers.Allow = allow; // of a 405
        return new ProblemResult(problem, TraceId(context)).ExecuteAsync(context);
    }

    private static string TraceId(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;

    private static ProblemException MethodNotAllowed(string allowed) =>
        new(405, $"This answers {allowed} only.", "request.method-not-allowed");

    private static ProblemException From(Exception exception) => exception switch
    {
        ProblemException e => e,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge(RequestBody.MaxBytes),
        BadHttpRequestException e => Problem.Unreadable(e.StatusCode),
        _ => Problem.Internal(),
    };
}
