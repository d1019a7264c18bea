using Microsoft.Extensions.Options;

namespace QuizPlatform.Gateway.Tests;

/// <summary>Pages of other sites that call the API.</summary>
public sealed class OriginsTests
{
    private const string Ours = "https://quiz.example.org";

    [Fact]
    public async Task A_site_that_may_is_told_so_before_it_asks_and_not_counted()
    {
        await using var door = await Door.Open(
            $"Gateway:Origins={Ours}, https://other.example", "RateLimits:address:Permits=1", "RateLimits:address:Seconds=3600");

        for (var i = 0; i < 3; i++)
        {
            using var answer = await Preflight(door, Ours);
            Assert.Equal((204, Ours, "PUT", "authorization,if-match"), ((int)answer.StatusCode, Header(answer, "Access-Control-Allow-Origin"),
                Header(answer, "Access-Control-Allow-Methods"), Header(answer, "Access-Control-Allow-Headers")));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        }

        Assert.Empty(door.Quizzes.Requests);
    }

    [Fact]
    public async Task It_reads_what_a_client_needs_also_of_a_problem()
    {
        await using var door = await Door.Open($"Gateway:Origins={Ours}");
        await door.Quizzes.Kill();

        using var answer = await Ask(door, HttpMethod.Get, Ours);

        Assert.Equal((503, Ours), ((int)answer.StatusCode, Header(answer, "Access-Control-Allow-Origin")));
        Assert.StartsWith("Content-Disposition,ETag,Link,Location,Retry-After,", Header(answer, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Contains("Origin", answer.Headers.Vary);
    }

    [Theory]
    [InlineData(Ours, "https://evil.example")]
    [InlineData(Ours, "http://quiz.example.org")]
    [InlineData(Ours, "https://quiz.example.org.evil.example")]
    [InlineData(Ours, "null")]
    [InlineData("", Ours)]
    public async Task No_other_site_reads_anything(string allowed, string origin)
    {
        await using var door = await Door.Open($"Gateway:Origins={allowed}");
        using var before = await Preflight(door, origin);
        using var answer = await Ask(door, HttpMethod.Get, origin);

        Assert.All([before, answer], a => Assert.False(a.Headers.Contains("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task Pages_are_for_no_other_site()
    {
        await using var door = await Door.Open($"Gateway:Origins={Ours}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("Origin", Ours);

        using var answer = await door.Http.SendAsync(request);

        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("quiz.example.org")]
    [InlineData("https://quiz.example.org/")]
    [InlineData("https://quiz.example.org/page")]
    [InlineData("https://QUIZ.example.org")]
    [InlineData("ftp://quiz.example.org")]
    public async Task What_is_no_origin_stops_the_start(string origin)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Door.Open($"Gateway:Origins={origin}"));

        Assert.StartsWith($"The setting Gateway:Origins cannot be used. '{origin}' is no origin",
            Assert.IsType<OptionsValidationException>(failure.GetBaseException()).Failures.Single(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Preflight(Door door, string origin) => Ask(door, HttpMethod.Options, origin,
        ("Access-Control-Request-Method", "PUT"), ("Access-Control-Request-Headers", "authorization,if-match"));

    private static Task<HttpResponseMessage> Ask(Door door, HttpMethod method, string origin, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, "/api/quizzes/0190");
        request.Headers.Add("Origin", origin);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return door.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));
}
