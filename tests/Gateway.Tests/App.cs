using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.Gateway.Tests;

/// <summary>An instance of an app behind the gateway, on a port of its own: it answers what a test says and remembers what it was asked.</summary>
internal sealed class App : IAsyncDisposable
{
    private readonly WebApplication _app;

    private App(WebApplication app, string url) => (_app, Url) = (app, url);

    public string Url { get; }

    /// <summary>Every request that came, except probes and health.</summary>
    public ConcurrentQueue<Asked> Requests { get; } = new();

    public RequestDelegate Answer { get; set; } = context => context.Response.WriteAsJsonAsync(new { ok = true });

    public int Health { get; set; } = 200;

    /// <param name="port">0: any free one.</param>
    public static async Task<App> Start(int port = 0)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        App app = null!;
        web.Run(context => app.Handle(context));
        await web.StartAsync();
        return app = new App(web, web.Urls.Single());
    }

    /// <summary>Ends at once, as a killed process does.</summary>
    public ValueTask DisposeAsync() => Kill();

    public async ValueTask Kill()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task Handle(HttpContext context)
    {
        if (context.Request.Path == "/health")
        {
            context.Response.StatusCode = Health;
            await context.Response.WriteAsJsonAsync(new { status = Health == 200 ? "healthy" : "unhealthy", service = "stand-in" });
        }
        else if (context.Request.Path != "/")
        {
            context.Request.EnableBuffering();
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            context.Request.Body.Position = 0;
            Requests.Enqueue(new(context.Request.Method, context.Request.Path + context.Request.QueryString, body,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await Answer(context);
        }
    }
}

internal sealed record Asked(string Method, string Target, string Body, IReadOnlyDictionary<string, string> Headers);
