using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task A_middleware_turns_an_exception_into_a_result()
    {
        await using var app = await Start<MapsExceptions>();

        var response = await app.Client.GetAsync("/sample/broken");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("\"broken rule\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_middleware_replaces_the_result_of_a_function()
    {
        await using var app = await Start<ReplacesResults>();

        Assert.Equal("\"instead\"", await app.Client.GetStringAsync("/sample/fine"));
    }

    [Fact]
    public async Task A_middleware_may_answer_without_the_function()
    {
        await using var app = await Start<Refuses>();

        Assert.Equal(HttpStatusCode.Forbidden, (await app.Client.GetAsync("/sample/broken")).StatusCode);
    }

    [Fact]
    public async Task A_middleware_sees_the_request_and_its_headers_reach_the_caller()
    {
        await using var app = await Start<AddsHeaders>();

        var response = await app.Client.GetAsync("/sample/fine");

        Assert.Equal(["/sample/fine Sample"], response.Headers.GetValues("x-seen"));
    }

    [Fact]
    public async Task Middlewares_run_in_the_order_of_their_registration()
    {
        await using var app = await RuntimeApp.Start(new RuntimeSetup
        {
            Functions = [typeof(Sample)],
            Configure = b =>
            {
                b.Services.AddScoped<Notes>();
                b.UseMiddleware<MapsExceptions>().UseMiddleware<Refuses>();
            },
        });

        Assert.Equal(HttpStatusCode.Forbidden, (await app.Client.GetAsync("/sample/broken")).StatusCode);
    }

    [Fact]
    public async Task The_request_and_the_function_and_the_middleware_share_one_scope_that_ends_with_the_request()
    {
        await using var app = await Start<WritesNotes>();

        Assert.Equal("True", await app.Client.GetStringAsync("/sample/notes"));
        Assert.Equal("True", await app.Client.GetStringAsync("/sample/notes"));

        await Task.WhenAll(WritesNotes.Of(app).Seen.Select(notes => notes.Disposed.Task)).WaitAsync(RuntimeApp.Patience);
        Assert.Equal(2, WritesNotes.Of(app).Seen.Distinct().Count());
    }

    [Fact]
    public void Middleware_before_ConfigureFunctionsWebApplication_is_refused_for_the_worker_would_give_it_no_request()
    {
        var builder = new LocalRuntime.LocalHostOptions { FunctionClasses = [], Environment = new Dictionary<string, string?>() }.CreateBuilder();
        builder.UseMiddleware<Refuses>();

        Assert.Throws<InvalidOperationException>(() => builder.UseWeb());
    }

    private static Task<RuntimeApp> Start<T>() where T : class, IFunctionsWorkerMiddleware => RuntimeApp.Start(new RuntimeSetup
    {
        Functions = [typeof(Sample)],
        Configure = b =>
        {
            b.Services.AddScoped<Notes>();
            b.UseMiddleware<T>();
        },
    });

    public sealed class Sample(Notes notes)
    {
        [Function(nameof(Sample))]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sample/{what}")] HttpRequest request, string what)
        {
            await Task.Yield();
            return what switch
            {
                "broken" => throw new InvalidOperationException("broken rule"),
                "notes" => TypedResults.Text($"{notes.Written && ReferenceEquals(request.HttpContext.RequestServices.GetService<Notes>(), notes)}"),
                _ => TypedResults.Ok(what),
            };
        }
    }

    public sealed class Notes : IDisposable
    {
        public bool Written { get; set; }
        public TaskCompletionSource Disposed { get; } = new();

        public void Dispose() => Disposed.TrySetResult();
    }

    public sealed class MapsExceptions : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            try
            {
                await next(context);
            }
            catch (InvalidOperationException e)
            {
                context.GetInvocationResult().Value = TypedResults.Conflict(e.Message);
            }
        }
    }

    public sealed class ReplacesResults : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            await next(context);
            if (context.GetInvocationResult().Value is IResult)
                context.GetInvocationResult().Value = TypedResults.Ok("instead");
        }
    }

    public sealed class Refuses : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.GetInvocationResult().Value = TypedResults.StatusCode(StatusCodes.Status403Forbidden);
            return Task.CompletedTask;
        }
    }

    public sealed class AddsHeaders : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            await next(context);
            var http = context.GetHttpContext()!;
            http.Response.Headers["x-seen"] = $"{http.Request.Path} {context.FunctionDefinition.Name}";
        }
    }

    public sealed class WritesNotes : IFunctionsWorkerMiddleware
    {
        public List<Notes> Seen { get; } = [];

        internal static WritesNotes Of(RuntimeApp app) => app.Host.Services.GetRequiredService<WritesNotes>();

        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            var notes = context.InstanceServices.GetRequiredService<Notes>();
            notes.Written = true;
            Seen.Add(notes);
            return next(context);
        }
    }
}
