using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalRuntime.Functions;

namespace QuizPlatform.LocalRuntime.Http;

/// <summary>A function with an HTTP trigger, as an endpoint.</summary>
internal sealed class HttpFunction
{
    private readonly HttpTriggerAttribute _trigger;
    private readonly FunctionExecutionDelegate _pipeline;
    private readonly InvocationLimits _limits;
    private readonly KeyCheck? _keys;
    private readonly ILogger _log;

    public HttpFunction(Function function, string prefix, FunctionExecutionDelegate pipeline, InvocationLimits limits, KeyCheck? keys, ILoggerFactory logs)
    {
        Function = function;
        _trigger = (HttpTriggerAttribute)function.Trigger;
        _pipeline = pipeline;
        _limits = limits;
        _keys = keys;
        _log = logs.CreateLogger($"Function.{function.Name}");
        Route = string.Join('/', new[] { prefix, _trigger.Route ?? function.Name }.Select(part => part.Trim('/')).Where(part => part.Length > 0));
        Pattern = Parse();
        Methods = [.. _trigger.Methods.Select(method => method.ToUpperInvariant())];
    }

    public Function Function { get; }
    public string Route { get; }
    public RoutePattern Pattern { get; }

    /// <summary>None means all.</summary>
    public IReadOnlyList<string> Methods { get; }

    public RouteEndpoint Endpoint
    {
        get
        {
            var named = new Named($"/{Route}");
            return new(Invoke, Pattern, 0, Methods.Count == 0 ? new(named) : new(named, new HttpMethodMetadata(Methods)), Function.Name);
        }
    }

    private async Task Invoke(HttpContext http)
    {
        if (_keys is not null && !_keys.Allows(http.Request, _trigger.AuthLevel))
        {
            await HttpProblem.Unauthorized(http);
            return;
        }

        using var invocation = new Invocation(Function, _limits) { Http = http };
        try
        {
            await _pipeline(invocation);
            if (invocation.Result.Value is IResult result)
                await result.ExecuteAsync(http);
            // Anything else is 200 with an empty body, as in the worker.
        }
        catch (Exception e) when (invocation.CallerHasGone || e is ConnectionResetException or ConnectionAbortedException)
        {
            // Nobody is there to be told, and a caller who hangs up is no fault of ours.
        }
        catch (BadHttpRequestException e)
        {
            Fail(http, e.StatusCode);
        }
        catch (Exception e)
        {
            _log.LogError(e, "{Function} failed", Function.Name);
            Fail(http, StatusCodes.Status500InternalServerError);
        }
    }

    private static void Fail(HttpContext http, int status)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    private RoutePattern Parse()
    {
        // These two prefixes belong to the Functions host.
        if (Route.Split('/')[0].ToLowerInvariant() is "admin" or "runtime")
            throw new StartupException(
                $"Function {Function.Name}: the route '{Route}' begins with a prefix that the Functions host keeps for itself. Choose another.");

        try
        {
            return RoutePatternFactory.Parse(Route);
        }
        catch (RoutePatternException e)
        {
            throw new StartupException($"Function {Function.Name}: the route '{Route}' is not valid: {e.Message}", e);
        }
    }

    /// <summary>By this spans and metrics name the route.</summary>
    private sealed record Named(string Route) : IRouteDiagnosticsMetadata;
}
