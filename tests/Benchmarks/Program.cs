using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using QuizPlatform.Hosting;
using QuizPlatform.Results;
using QuizPlatform.Testing;

switch (args)
{
    case ["seed", var directory, var players]:
        await Seed(directory, int.Parse(players));
        return 0;
    case ["bare", var port, .. var routes] when routes.Length > 0:
        await Bare(port, routes);
        return 0;
    case ["tokens"]:
        await Tokens();
        return 0;
    default:
        Console.Error.WriteLine("usage: seed DIRECTORY PLAYERS | tokens | bare PORT /path=FILE ...");
        return 2;
}

// A results store with that many players on the board of all time.
static async Task Seed(string directory, int players)
{
    Directory.CreateDirectory(directory);
    var options = new DbContextOptionsBuilder<ResultsDb>();
    options.UseSqlite($"Data Source={Path.Combine(directory, "results.db")}").UseDocuments();
    await using var db = new ResultsDb(options.Options);
    await db.Database.MigrateAsync();
    var random = new Random(1);
    var now = DateTimeOffset.UtcNow.AddHours(-1);
    for (var i = 0; i < players; i++)
    {
        var userId = i.ToString("x32");
        var standing = new Standing(Period.AllTime, userId);
        standing.Count([.. Enumerable.Range(0, 3).Select(quiz => new Attempt(
            Result.IdOf($"{i}-{quiz}"), $"quiz{quiz}", "bench", random.Next(11), 10, random.Next(101), 60, now.AddMilliseconds(i),
            CountsOnBoard: true, ByAuthor: false, ByGuest: false, Ranked: true))], now);
        var player = new Player(userId);
        player.Rename($"Player {i}", 0);
        db.AddRange(standing, player);
    }

    await db.SaveChangesAsync();
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
