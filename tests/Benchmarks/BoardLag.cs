using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace QuizPlatform.Benchmarks;

/// <summary>How long it takes from handing in a result until the board of its quiz shows it, while others hand in as well.</summary>
internal static class BoardLag
{
    private const int Watched = 10; // a second: to look at boards is more work than to hand in

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5), Patience = TimeSpan.FromSeconds(30);

    /// <summary>Prints the median and the 99th percentile in milliseconds, and how many never came, of some of them.</summary>
    /// <param name="tokens">Of players who have taken none of the quizzes: each hands in once for each, as far as the time goes.</param>
    /// <param name="rate">Submissions a second.</param>
    public static async Task Measure(Uri results, string[] tokens, string[] quizzes, int rate, int seconds)
    {
        using var http = new HttpClient { BaseAddress = results };
        var tries = (from quiz in quizzes from token in tokens select (quiz, token)).Take(rate * seconds).ToList();
        var began = Stopwatch.GetTimestamp();
        var lags = await Task.WhenAll(tries.Select(async (one, i) =>
        {
            var wait = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(began);
            await Task.Delay(wait < TimeSpan.Zero ? TimeSpan.Zero : wait);
            return await Lag(http, one.token, one.quiz, isWatched: i % Math.Max(1, rate / Watched) == 0);
        }));

        var told = lags.Skip(lags.Length / 4).OfType<double>().Where(lag => lag > 0).Order().ToList(); // once all is warm
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{told[told.Count / 2]:0} {told[told.Count * 99 / 100]:0} {lags.Count(lag => lag is null)}"));
    }

    // Null where it did not come, 0 where nobody watched.
    private static async Task<double?> Lag(HttpClient http, string token, string quiz, bool isWatched)
    {
        var since = Stopwatch.GetTimestamp();
        var me = new JsonWebToken(token).Subject;
        using var submitted = await Send(http, HttpMethod.Post, "api/results/submit", token, new { quizId = quiz, answers = new[] { 0, 1, 2 } });
        submitted.EnsureSuccessStatusCode();
        if (!isWatched)
            return 0;
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            using var board = await Send(http, HttpMethod.Get, $"api/leaderboard?quizId={quiz}&around=me&limit=1", token);
            var entries = JsonNode.Parse(await board.Content.ReadAsStringAsync())!["leaderboard"]!.AsArray();
            if (entries.Any(entry => (string?)entry!["userId"] == me))
                return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            var waited = Stopwatch.GetElapsedTime(since) / 10; // so exactly
            await Task.Delay(waited > Look ? waited : Look);
        }

        return null;
    }

    private static async Task<HttpResponseMessage> Send(HttpClient http, HttpMethod method, string path, string token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request);
    }
}
