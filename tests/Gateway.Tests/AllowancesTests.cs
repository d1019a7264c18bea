using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Testing;

namespace QuizPlatform.Gateway.Tests;

/// <summary>How many requests an address and an account may make.</summary>
public sealed class AllowancesTests
{
    private readonly TestTokens _tokens = new(TimeProvider.System);

    [Fact]
    public async Task One_too_many_of_an_address_is_429_and_reaches_no_app()
    {
        await using var door = await Open("RateLimits:address:Permits=2", "RateLimits:address:Seconds=3600");
        using var first = await Ask(door, null);
        using var second = await Ask(door, null);
        using var third = await Ask(door, null);

        Assert.Equal((200, "\"address\";q=2;w=3600", "\"address\";r=1;t=1800"),
            ((int)first.StatusCode, Header(first, "RateLimit-Policy"), Header(first, "RateLimit")));
        Assert.Equal((429, "\"address\";r=0;t=3600", "application/problem+json"),
            ((int)third.StatusCode, Header(third, "RateLimit"), third.Content.Headers.ContentType!.MediaType));
        Assert.InRange(third.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 1800);
        Assert.Equal(2, door.Quizzes.Requests.Count);
    }

    [Theory]
    [InlineData("/register")]
    [InlineData("/nothing-here")]
    public async Task A_browser_is_told_so_by_a_page(string path)
    {
        await using var door = await Open("RateLimits:address:Permits=1", "RateLimits:address:Seconds=3600");
        await using var ann = door.Visitor();
        using var first = await ann.Get(path);
        using var second = await ann.Get(path, ("Accept-Language", "de"));

        Assert.Equal((429, "text/html"), ((int)second.StatusCode, second.Content.Headers.ContentType!.MediaType));
        Assert.Contains("<html lang=\"de\"", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
    }

    [Fact]
    public async Task An_account_has_an_allowance_of_its_own_that_no_forged_token_takes()
    {
        await using var door = await Open("RateLimits:account:Permits=2", "RateLimits:account:Seconds=3600");
        var forged = new TestTokens(TimeProvider.System).Of("ann"); // the same key id, another key
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (int)(await Ask(door, forged)).StatusCode); // here; the app would refuse it
        var ann = _tokens.Of("ann");

        using var first = await Ask(door, ann);
        await Ask(door, _tokens.Of("ann")); // another token of hers is hers too
        using var third = await Ask(door, ann);

        Assert.Contains("\"account\";r=1;t=1800", Header(first, "RateLimit"), StringComparison.Ordinal);
        Assert.Equal(429, (int)third.StatusCode);
        Assert.Equal(200, (int)(await Ask(door, _tokens.Of("bob"))).StatusCode);
        Assert.Equal(200, (int)(await Ask(door, null)).StatusCode);
    }

    [Fact]
    public async Task A_session_in_a_browser_is_counted_with_its_account()
    {
        await using var door = await Open("RateLimits:account:Permits=3", "RateLimits:account:Seconds=3600");
        var keys = door.Users.Answer;
        _ = new Accounts(door.Users) { AccessToken = _ => _tokens.Of("ann") };
        var accounts = door.Users.Answer;
        door.Users.Answer = context => context.Request.Path.Value!.Contains("jwks", StringComparison.Ordinal) ? keys(context) : accounts(context);
        await using var ann = door.Visitor();
        using var signedIn = await ann.SignIn();

        using var page = await ann.Get("/account");
        using var byCookie = await ann.Get("/api/quizzes");
        using var byToken = await Ask(door, _tokens.Of("ann"));
        using var refused = await ann.Get("/api/quizzes");
        using var refusedPage = await ann.Get("/account");

        Assert.Contains("\"account\";r=2;", Header(page, "RateLimit"), StringComparison.Ordinal);
        Assert.Contains("\"account\";r=1;", Header(byCookie, "RateLimit"), StringComparison.Ordinal);
        Assert.Contains("\"account\";r=0;", Header(byToken, "RateLimit"), StringComparison.Ordinal);
        Assert.Equal((429, "application/problem+json"), ((int)refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.Equal((429, "text/html"), ((int)refusedPage.StatusCode, refusedPage.Content.Headers.ContentType!.MediaType));
        Assert.InRange(refusedPage.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 1200);
    }

    [Fact]
    public async Task Where_an_app_has_a_tighter_limit_its_headers_are_the_clients()
    {
        await using var door = await Open();
        door.Quizzes.Answer = context =>
        {
            context.Response.Headers["RateLimit-Policy"] = "\"create\";q=60;w=60";
            context.Response.Headers["RateLimit"] = "\"create\";r=59;t=1";
            return Task.CompletedTask;
        };

        using var answer = await Ask(door, null);

        Assert.Equal(["\"create\";r=59;t=1"], answer.Headers.GetValues("RateLimit"));
        Assert.Equal(["\"create\";q=60;w=60"], answer.Headers.GetValues("RateLimit-Policy"));
    }

    [Fact]
    public async Task Health_is_not_counted()
    {
        await using var door = await Open("RateLimits:address:Permits=1", "RateLimits:address:Seconds=3600");

        for (var i = 0; i < 5; i++)
            Assert.Equal((200, 200), ((await door.Get("/health/live")).Status, (await door.Get("/health")).Status));
        using var made = await door.Http.GetAsync("/health/x");
        using var again = await door.Http.GetAsync("/health/live/x");
        Assert.Equal((404, 429), ((int)made.StatusCode, (int)again.StatusCode));
    }

    [Fact]
    public async Task While_no_key_can_be_got_tokens_pass_to_the_app_uncounted()
    {
        await using var door = await Open("RateLimits:account:Permits=1", "RateLimits:account:Seconds=3600");
        await door.Users.Kill();

        for (var i = 0; i < 3; i++)
            Assert.Equal(200, (int)(await Ask(door, _tokens.Of("ann"))).StatusCode);
    }

    private async Task<Door> Open(params string[] settings)
    {
        var door = await Door.Open(settings);
        var key = (ECDsaSecurityKey)(await _tokens.Find("test-key", CancellationToken.None))!;
        var parameters = key.ECDsa.ExportParameters(includePrivateParameters: false);
        door.Users.Answer = context => context.Response.WriteAsJsonAsync(new
        {
            keys = new[]
            {
                new
                {
                    kty = "EC", crv = "P-256", kid = "test-key", alg = "ES256",
                    x = Base64UrlEncoder.Encode(parameters.Q.X!), y = Base64UrlEncoder.Encode(parameters.Q.Y!),
                },
            },
        });
        return door;
    }

    private static Task<HttpResponseMessage> Ask(Door door, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/quizzes");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return door.Http.SendAsync(request);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
