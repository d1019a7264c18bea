using Microsoft.Extensions.Options;

namespace QuizPlatform.Gateway.Tests;

/// <summary>What a client says the gateway is called.</summary>
public sealed class HostsTests
{
    [Theory]
    [InlineData("/api/quizzes")]
    [InlineData("/register")]
    [InlineData("/docs")]
    [InlineData("/nothing-here")]
    public async Task By_a_name_that_is_not_its_own_nothing_is_answered(string path)
    {
        await using var door = await Door.Open("Gateway:Hosts=quiz.example.org, [::1]");

        Assert.Equal(421, await Ask(door, path, "evil.example"));
        Assert.Equal(421, await Ask(door, path, "quiz.example.org.evil.example"));
        Assert.NotEqual(421, await Ask(door, path, "Quiz.Example.org:8080"));
        Assert.NotEqual(421, await Ask(door, path, "[::1]:8080"));
    }

    [Fact]
    public async Task Whoever_looks_after_it_may_call_it_anything()
    {
        await using var door = await Door.Open("Gateway:Hosts=quiz.example.org");

        Assert.Equal(200, await Ask(door, "/health/live", "10.0.0.7"));
        Assert.Equal(200, await Ask(door, "/health", "10.0.0.7"));
        Assert.Equal(421, await Ask(door, "/health/x", "10.0.0.7"));
    }

    [Theory]
    [InlineData("quiz.example.org")]
    [InlineData("EVIL.example:81")]
    public async Task A_page_leads_on_by_a_path_whatever_it_was_called(string host)
    {
        await using var door = await Door.Open();
        await using var ann = door.Visitor();
        using var toSignIn = await ann.Get("/my/quizzes?state=draft", ("Host", host));

        Assert.Equal("/sign-in?return=%2Fmy%2Fquizzes%3Fstate%3Ddraft", toSignIn.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("https://quiz.example.org")]
    [InlineData("quiz.example.org:80")]
    [InlineData("a b")]
    public async Task What_is_no_name_stops_the_start(string host)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Door.Open($"Gateway:Hosts={host}"));

        Assert.StartsWith($"The setting Gateway:Hosts cannot be used. '{host}' is no name",
            Assert.IsType<OptionsValidationException>(failure.GetBaseException()).Failures.Single(), StringComparison.Ordinal);
    }

    private static async Task<int> Ask(Door door, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
        using var answer = await door.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
