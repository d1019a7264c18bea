using QuizPlatform.Platform;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace QuizPlatform.Gateway;

/// <summary>
/// Asks the next instance where one could not be reached, and no other request: what reached no instance has changed nothing, and what only reads may be
/// asked again. All else is the client's to repeat, which knows whether it may.
/// </summary>
internal sealed class SafeRepeats(RequestDelegate next, ILogger<SafeRepeats> log)
{
    public async Task Invoke(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var tried = new List<DestinationState>();
        while (true)
        {
            await next(context);
            if (context.Features.Get<IForwarderErrorFeature>() is not { } failure || context.Response.HasStarted
                || context.RequestAborted.IsCancellationRequested) // nobody is there to be told
                return;

            if (proxy.ProxiedDestination is { } instance)
                tried.Add(instance);
            var left = Untried(proxy.AllDestinations, tried);
            if (left.Count == 0 || failure.Error != ForwarderError.Request || !MayRepeat(failure.Exception, context.Request.Method))
            {
                log.LogWarning("{Method} {Path} was not answered by {Instance}: {Error}, {Reason} ({RequestId})", context.Request.Method,
                    context.Request.Path, proxy.ProxiedDestination?.DestinationId, failure.Error, failure.Exception?.Message, RequestId.Of(context.Request));
                throw Answer(failure);
            }

            context.Features.Set<IForwarderErrorFeature>(null);
            context.Response.Clear();
            if (context.Request.Body.CanSeek) // it is whole, if there is one
                context.Request.Body.Position = 0;
            proxy.AvailableDestinations = left;
        }
    }

    /// <summary>Whom to ask next: those that are well, then those that were left out, for they may be well again and nobody else is there.</summary>
    public static IReadOnlyList<DestinationState> Untried(IReadOnlyList<DestinationState> all, IReadOnlyList<DestinationState> tried)
    {
        var left = all.Except(tried).ToList();
        return left.Where(IsWell).ToList() is { Count: > 0 } well ? well : left;

        static bool IsWell(DestinationState instance) =>
            instance.Health is { Active: not DestinationHealth.Unhealthy, Passive: not DestinationHealth.Unhealthy };
    }

    /// <summary>Whether a request that failed before its answer began may be sent to another instance.</summary>
    public static bool MayRepeat(Exception? failure, string method) => NeverArrived(failure) || OnlyReads(method);

    /// <summary>Whether a request of that method changes nothing.</summary>
    public static bool OnlyReads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static bool NeverArrived(Exception? exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    private static ProblemException Answer(IForwarderErrorFeature failure) => failure.Error switch
    {
        ForwarderError.RequestTimedOut => new(504, "The service took too long to answer. Whether it did what was asked is unknown.", "gateway.timeout"),
        _ when failure.Error == ForwarderError.NoAvailableDestinations || NeverArrived(failure.Exception) =>
            Problem.Unavailable("The service cannot be reached just now. Try again in a moment.", TimeSpan.FromSeconds(1)),
        _ => new(502, "The service ended before it had answered. Whether it did what was asked is unknown.", "gateway.broken-off"),
    };
}
