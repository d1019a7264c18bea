using System.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>Answers of the gateway itself are problems too, as the apps' are.</summary>
internal sealed class GatewayProblems(RequestDelegate next, ILogger<GatewayProblems> log)
{
    public async Task Invoke(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound } && context.GetEndpoint() is null)
                await Answer(context, Problem.NotFound("route"));
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            if (e is not (ProblemException or BadHttpRequestException))
                log.LogError(e, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            await Answer(context, From(e));
        }
    }

    private static Task Answer(HttpContext context, ProblemException problem)
    {
        context.Response.Clear();
        SecurityHeaders.Add(context.Response.Headers);
        return new ProblemResult(problem, Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier).ExecuteAsync(context);
    }

    private static ProblemException From(Exception exception) => exception switch
    {
        ProblemException e => e,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.TooLarge(RequestBody.MaxBytes),
        BadHttpRequestException e => Problem.Unreadable(e.StatusCode),
        _ => Problem.Internal(),
    };
}
