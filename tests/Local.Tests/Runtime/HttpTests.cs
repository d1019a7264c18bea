using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class HttpTests
{
    [Fact]
    public async Task Routes_begin_with_api_unless_host_json_says_otherwise()
    {
        await using var app = await RuntimeApp.Start(new RuntimeSetup { Functions = [typeof(Things)], HostJson = null });

        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("/api/things/a")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/things/a")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_route_is_a_404_problem()
    {
        await using var app = await RuntimeApp.Start(typeof(Things));

        var response = await app.Client.GetAsync("/nothing/here");

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["type", "title", "status", "detail", "traceId", "error"], problem.EnumerateObject().Select(property => property.Name));
        Assert.Equal(404, problem.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_wrong_method_is_404_as_in_the_functions_host()
    {
        await using var app = await RuntimeApp.Start(typeof(Things));

        var response = await app.Client.PutAsync("/things/a", null);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/text/a%20b", "a b")]
    [InlineData("/numbers/41", "41")]
    [InlineData("/optional", "none")]
    [InlineData("/optional/7", "7")]
    public async Task A_route_parameter_is_given_as_text(string path, string expected)
    {
        await using var app = await RuntimeApp.Start(typeof(RouteParameters));

        Assert.Equal(expected, await app.Client.GetStringAsync(path));
    }

    [Fact]
    public async Task A_value_that_its_constraint_does_not_take_is_not_of_this_route()
    {
        await using var app = await RuntimeApp.Start(typeof(RouteParameters));

        Assert.Equal(HttpStatusCode.NotFound, (await app.Client.GetAsync("/numbers/4x")).StatusCode);
    }

    [Theory]
    [InlineData("/void")]
    [InlineData("/task")]
    public async Task A_function_that_returns_nothing_is_200_with_an_empty_body(string path)
    {
        await using var app = await RuntimeApp.Start(typeof(Returns));

        var response = await app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/result")]
    [InlineData("/later")]
    [InlineData("/static")]
    public async Task An_IResult_is_the_answer_however_it_is_returned(string path)
    {
        await using var app = await RuntimeApp.Start(typeof(Returns));

        Assert.Equal("\"fine\"", await app.Client.GetStringAsync(path));
    }

    [Theory]
    [InlineData("/throws/now")]
    [InlineData("/throws/later")]
    public async Task An_unhandled_exception_is_500_with_an_empty_body_and_one_line_in_the_log(string path)
    {
        await using var app = await RuntimeApp.Start(typeof(Throws));

        var response = await app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Contains("broken", Assert.Single(app.Logs.Of(LogLevel.Error)));
    }

    [Fact]
    public async Task A_caller_who_hangs_up_cancels_the_function_and_is_no_error()
    {
        var seen = new Probe();
        await using var app = await RuntimeApp.Start(new RuntimeSetup { Functions = [typeof(Waits)], Configure = b => b.Services.AddSingleton(seen) });
        using var impatience = new CancellationTokenSource();

        var request = app.Client.GetAsync("/waits", impatience.Token);
        await seen.Next();
        await impatience.CancelAsync();

        Assert.Equal("cancelled", await seen.Next());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await app.Stop();
        Assert.Empty(app.Logs.Of(LogLevel.Error));
    }

    [Fact]
    public async Task The_function_timeout_cancels_the_invocation()
    {
        var seen = new Probe();
        var clock = new StandingClock(DateTimeOffset.UnixEpoch);
        await using var app = await RuntimeApp.Start(new RuntimeSetup
        {
            Functions = [typeof(Waits)],
            HostJson = """{ "functionTimeout": "00:01:00", "extensions": { "http": { "routePrefix": "" } } }""",
            Configure = b => b.Services.AddSingleton(seen).AddSingleton<TimeProvider>(clock),
        });

        var request = app.Client.GetAsync("/waits");
        await seen.Next();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("cancelled", await seen.Next());
        Assert.Equal(HttpStatusCode.InternalServerError, (await request).StatusCode);
    }

    [Fact]
    public async Task The_app_chooses_how_large_a_body_may_be()
    {
        await using var app = await RuntimeApp.Start(new RuntimeSetup
        {
            Functions = [typeof(Bodies)],
            Configure = b => b.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = 100),
        });

        var response = await app.Client.PostAsJsonAsync("/bodies", new { name = new string('x', 200) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task No_HttpContextAccessor_is_registered_for_it_is_empty_in_the_worker()
    {
        await using var app = await RuntimeApp.Start(typeof(Things));

        Assert.Null(app.Host.Services.GetService<IHttpContextAccessor>());
    }

    public sealed class Probe
    {
        private readonly Signal<string> _signal = new();

        public void Saw(string what) => _signal.Happened(what);

        public Task<string> Next() => _signal.Next();
    }

    public sealed class Things
    {
        [Function(nameof(Things))]
        public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "things/{id}")] HttpRequest request, string id)
            => TypedResults.Text(id);
    }

    public sealed class RouteParameters
    {
        [Function("Text")]
        public IResult Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "text/{value}")] HttpRequest request, string value)
            => TypedResults.Text(value);

        [Function("Numbers")]
        public IResult Numbers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "numbers/{n:int}")] HttpRequest request, string n)
            => TypedResults.Text(n);

        [Function("Optional")]
        public IResult Optional([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{value?}")] HttpRequest request, string? value)
            => TypedResults.Text(value ?? "none");
    }

    public sealed class Bodies
    {
        [Function(nameof(Bodies))]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bodies")] HttpRequest request)
            => TypedResults.Ok(await request.ReadFromJsonAsync<JsonElement>());
    }

    public sealed class Returns
    {
        [Function("Void")]
        public void Void([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "void")] HttpRequest request) => _ = request;

        [Function("Task")]
        public async Task Task([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "task")] HttpRequest request)
            => await System.Threading.Tasks.Task.Yield();

        [Function("Result")]
        public IResult Result([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "result")] HttpRequest request) => TypedResults.Ok("fine");

        [Function("Later")]
        public async Task<IResult> Later([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "later")] HttpRequest request)
        {
            await System.Threading.Tasks.Task.Yield();
            return TypedResults.Ok("fine");
        }

        [Function("Static")]
        public static IResult Static([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "static")] HttpRequest request) => TypedResults.Ok("fine");
    }

    public sealed class Throws
    {
        [Function("ThrowsNow")]
        public IResult Now([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws/now")] HttpRequest request)
            => throw new InvalidOperationException("broken");

        [Function("ThrowsLater")]
        public async Task<IResult> Later([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "throws/later")] HttpRequest request)
        {
            await Task.Yield();
            throw new InvalidOperationException("broken");
        }
    }

    public sealed class Waits(Probe probe)
    {
        [Function(nameof(Waits))]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits")] HttpRequest request, CancellationToken cancellation)
        {
            probe.Saw("running");
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            probe.Saw("cancelled");
            cancellation.ThrowIfCancellationRequested();
            return TypedResults.Ok();
        }
    }
}
