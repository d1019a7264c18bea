using System.Diagnostics;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>Gives every request an id, its client's own if it has one, and tells it to the apps and with the answer.</summary>
internal sealed class RequestIds(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        var id = RequestId.Of(context.Request) ?? Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N");
        context.Request.Headers[RequestId.Header] = id;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[RequestId.Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
