namespace QuizPlatform.Gateway.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task It_tells_of_every_app_and_instance()
    {
        await using var second = await App.Start();
        await using var door = await Door.Open();
        await using var both = await Door.Open($"Services:Results={door.Results.Url},{second.Url}");

        var (status, health) = await both.Get("/health");

        Assert.Equal((200, "healthy", "gateway"), (status, (string?)health["status"], (string?)health["service"]));
        Assert.Equal(["quizzes", "results", "users"], health["services"]!.AsObject().Select(service => service.Key).Order());
        Assert.Equal(["healthy", "healthy"], health["services"]!["results"]!["instances"]!.AsArray().Select(instance => (string?)instance!["status"]));
        Assert.DoesNotContain(new Uri(second.Url).Port.ToString(), health.ToJsonString(), StringComparison.Ordinal); // addresses are nobody's business
    }

    [Fact]
    public async Task One_of_two_that_is_not_well_is_degraded_and_none_is_503()
    {
        await using var second = await App.Start();
        await using var door = await Door.Open();
        await using var both = await Door.Open($"Services:Results={door.Results.Url},{second.Url}");
        second.Health = 503;

        var (status, health) = await both.Get("/health");
        Assert.Equal((200, "degraded", "degraded"), (status, (string?)health["status"], (string?)health["services"]!["results"]!["status"]));

        await door.Users.Kill();
        (status, health) = await door.Get("/health");
        Assert.Equal((503, "unhealthy", "unreachable"),
            (status, (string?)health["status"], (string?)health["services"]!["users"]!["instances"]![0]!["failing"]!["instance"]));
        Assert.Equal(200, (await door.Get("/health/live")).Status);
    }
}
