using Microsoft.AspNetCore.Http;
using QuizPlatform.LocalRuntime.Functions;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    // The worker's own key: a test may hand in a context of its own with a request under it.
    private const string HttpContextKey = "HttpRequestContext";

    public static HttpContext? GetHttpContext(this FunctionContext context)
        => context is Invocation invocation
            ? invocation.Http
            : context.Items.TryGetValue(HttpContextKey, out var http) ? http as HttpContext : null;
}

public static class FunctionContextBindingFeatureExtensions
{
    public static InvocationResult GetInvocationResult(this FunctionContext context)
        => context.Features.Get<InvocationResult>() ?? throw new InvalidOperationException("This context has no invocation result.");
}
