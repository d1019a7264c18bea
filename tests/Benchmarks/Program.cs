using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using QuizPlatform.Benchmarks;
using QuizPlatform.Testing;

switch (args)
{
    case ["bare", var port, .. var routes] when routes.Length > 0:
        await Bare(port, routes);
        return 0;
    case ["tokens"]:
        await Tokens();
        return 0;
    case ["lag", var results, var tokens, var quizzes, var rate, var seconds]:
        var (whose, which) = (await File.ReadAllLinesAsync(tokens), await File.ReadAllLinesAsync(quizzes));
        await BoardLag.Measure(new Uri(results), whose, which, int.Parse(rate), int.Parse(seconds));
        return 0;
    case ["flushes", var data, var seconds]:
        await Flushes.Watch(data, int.Parse(seconds));
        return 0;
    case ["floor", var folder, var commits, var bytes, var busCommits, var busBytes]:
        await Flushes.Repeat(folder, (int.Parse(commits), long.Parse(bytes)), (int.Parse(busCommits), long.Parse(busBytes)));
        return 0;
    case ["backlog", var data]:
        await Flushes.Backlog(data);
        return 0;
    default:
        Console.Error.WriteLine("""
            usage: tokens | lag RESULTS TOKENS QUIZZES RATE SECONDS | bare PORT /path=FILE ...
              | flushes DATA SECONDS | floor FOLDER COMMITS BYTES COMMITS BYTES | backlog DATA
            """);
        return 2;
}

// Kestrel and nothing else, answering with the bytes of the files.
static async Task Bare(string port, string[] routes)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    var app = builder.Build();
    foreach (var route in routes)
    {
        var (path, body) = (route.Split('=')[0], await File.ReadAllBytesAsync(route.Split('=')[1]));
        app.MapGet(path, (HttpContext http) =>
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body).AsTask();
        });
    }

    await app.RunAsync($"http://127.0.0.1:{port}");
}

// Nanoseconds to check an access token: the first time, and once it is remembered.
static async Task Tokens()
{
    const int First = 2_000, Remembered = 2_000_000;
    var tokens = new TestTokens(TimeProvider.System);
    var requests = Enumerable.Range(0, First).Select(i => TestHttp.Request("GET", token: tokens.Of($"user{i}"))).ToList();
    foreach (var warmUp in requests.Take(200))
        await tokens.Verifier.Require(warmUp, default);

    var clock = Stopwatch.StartNew();
    foreach (var request in requests.Skip(200))
        await tokens.Verifier.Require(request, default);
    var first = clock.Elapsed.TotalNanoseconds / (First - 200);
    clock.Restart();
    for (var i = 0; i < Remembered; i++)
        await tokens.Verifier.Require(requests[i % First], default);
    Console.WriteLine($"{first:0} {clock.Elapsed.TotalNanoseconds / Remembered:0}");
}
