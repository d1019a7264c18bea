using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.Hosting;

namespace QuizPlatform.Testing;

/// <summary>
/// Calls a function as the host does: inside the real problem middleware, its result written to the request's own response. So a test asks
/// for what a client gets, whether the function returned or threw.
/// </summary>
public static class TestInvocation
{
    /// <param name="middleware">An app's own; by default one that logs nowhere.</param>
    public static async Task<Answer> Answer(this HttpRequest request, Func<Task<IResult>> function, ProblemMiddleware? middleware = null)
    {
        var http = request.HttpContext;
        using var body = new MemoryStream();
        http.Response.Body = body;

        var context = new Context(http);
        middleware ??= new ProblemMiddleware(NullLogger<ProblemMiddleware>.Instance);
        await middleware.Invoke(context, async _ => context.Result.Value = await function());
        await ((IResult)context.Result.Value!).ExecuteAsync(http);

        var bytes = body.ToArray();
        var isJson = bytes.Length > 0 && http.Response.ContentType?.Contains("json", StringComparison.Ordinal) == true;
        return new Answer(http.Response.StatusCode, isJson ? JsonNode.Parse(bytes) : null, http.Response.Headers, bytes);
    }

    private sealed class Context : FunctionContext
    {
        public Context(HttpContext http)
        {
            Items = new Dictionary<object, object> { ["HttpRequestContext"] = http };
            Features = new Only(Result);
        }

        public Outcome Result { get; } = new();

        public override string InvocationId => "test-invocation";
        public override IServiceProvider InstanceServices { get; set; } = null!;
        public override FunctionDefinition FunctionDefinition { get; } = new Definition();
        public override IDictionary<object, object> Items { get; set; }
        public override IInvocationFeatures Features { get; }
    }

    private sealed class Outcome : InvocationResult
    {
        public override object? Value { get; set; }
    }

    private sealed class Definition : FunctionDefinition
    {
        public override string Name => "Test";
    }

    private sealed class Only(InvocationResult result) : IInvocationFeatures
    {
        public T? Get<T>() => result is T found ? found : default;
    }
}
