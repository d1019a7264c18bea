namespace QuizPlatform.Gateway;

/// <summary>
/// Answers HEAD wherever GET is answered: whoever stands behind is asked as by GET, and the server sends what that answers but for its body. Not for streams,
/// whose GET has no end.
/// </summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    public Task Invoke(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method) && !context.Request.Path.StartsWithSegments(LiveExtensions.Stream))
            context.Request.Method = HttpMethods.Get; // Kestrel remembers what it was
        return next(context);
    }
}
