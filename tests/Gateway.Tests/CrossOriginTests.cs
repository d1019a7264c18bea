using System.Net;

namespace QuizPlatform.Gateway.Tests;

/// <summary>What other sites can have a visitor's browser do.</summary>
public sealed class CrossOriginTests : IAsyncLifetime
{
    private Door _door = null!;
    private Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        _door = await Door.Open();
        _ = new Accounts(_door.Users);
        _ann = _door.Visitor();
        using var signedIn = await _ann.SignIn();
    }

    public async Task DisposeAsync()
    {
        await _ann.DisposeAsync();
        await _door.DisposeAsync();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "ftp://{host}")]
    [InlineData("Origin", "https://{host}")]
    [InlineData("Origin", "http://evil.example@{host}")]
    [InlineData("Origin", "http://{host}/")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    public async Task Nothing_is_changed_by_the_cookie_from_elsewhere(string header, string value)
    {
        value = value.Replace("{host}", _door.Http.BaseAddress!.Authority, StringComparison.Ordinal);
        foreach (var (method, path) in ((string, string)[])
                 [("POST", "/api/quizzes"), ("PUT", "/api/quizzes/0190"), ("PATCH", "/api/users/profile"), ("DELETE", "/api/quizzes/0190")])
        {
            using var answer = await _ann.Send(method, path, header.Length > 0 ? [(header, value)] : []);

            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Contains("session.cross-origin", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(_door.Quizzes.Requests);
        Assert.DoesNotContain(_door.Users.Requests, asked => asked.Method == "PATCH");
    }

    [Fact]
    public async Task What_the_browser_says_of_the_site_goes_before_the_origin()
    {
        using var answer = await _ann.Send("DELETE", "/api/quizzes/0190", ("Sec-Fetch-Site", "cross-site"), ("Origin", Origin));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(_door.Quizzes.Requests);
    }

    [Fact]
    public async Task Pages_of_ours_change_what_their_visitor_may_change()
    {
        using var told = await _ann.Send("PUT", "/api/quizzes/0190", ("Sec-Fetch-Site", "same-origin"));
        using var older = await _ann.Send("PUT", "/api/quizzes/0190", ("Origin", Origin));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (told.StatusCode, older.StatusCode));
        Assert.All(_door.Quizzes.Requests, asked => Assert.Equal("Bearer access-1", asked.Headers["Authorization"]));
        Assert.Equal(2, _door.Quizzes.Requests.Count);
    }

    [Fact]
    public async Task A_link_from_elsewhere_may_be_followed()
    {
        using var answer = await _ann.Get("/api/quizzes", ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/sign-in", "sign-in")]
    [InlineData("/sign-out", "")]
    [InlineData("/preferences", "")]
    public async Task A_form_that_no_page_of_ours_has_made_is_refused_with_a_page(string path, string form)
    {
        var before = _ann.Session;
        using var answer = await _ann.Post(path, ("_handler", form), ("Input.Name", "ann"), ("Input.Password", "a password"), ("language", "de"));

        Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Contains("<h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, _ann.Session);
        var cookies = answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [];
        Assert.DoesNotContain("language=", string.Join(' ', cookies), StringComparison.Ordinal);
        Assert.Single(_door.Users.Requests, asked => asked.Method == "POST"); // the first sign-in
    }

    [Fact]
    public async Task A_form_made_for_somebody_else_is_refused()
    {
        await using var bob = _door.Visitor();
        using var page = await bob.Get("/sign-in");
        var token = (await page.Content.ReadAsStringAsync()).Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];

        using var answer = await _ann.Post("/sign-out", ("__RequestVerificationToken", token));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull(_ann.Session);
    }

    private string Origin => _door.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
}
