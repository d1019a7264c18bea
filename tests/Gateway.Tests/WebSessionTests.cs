using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace QuizPlatform.Gateway.Tests;

public sealed class WebSessionTests : IAsyncLifetime
{
    private Door _door = null!;
    private Accounts _accounts = null!;
    private Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        _door = await Door.Open();
        _accounts = new Accounts(_door.Users);
        _ann = _door.Visitor();
    }

    public async Task DisposeAsync()
    {
        await _ann.DisposeAsync();
        await _door.DisposeAsync();
    }

    [Fact]
    public async Task A_session_is_a_cookie_that_no_script_and_no_other_site_gets_and_that_tells_no_token()
    {
        using var answer = await _ann.SignIn();

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, PathOf(answer)));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), Starts("quiz-session="));
        var attributes = cookie.Split("; ").Skip(1).Select(attribute => attribute.ToLowerInvariant()).ToList();
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=lax", attributes);
        Assert.Contains("path=/", attributes);
        Assert.DoesNotContain("secure", attributes);
        Assert.DoesNotContain(attributes, attribute => attribute.StartsWith("domain", StringComparison.Ordinal));
        foreach (var token in (string[])["access-1", "refresh-1"])
        {
            Assert.DoesNotContain(token, cookie, StringComparison.Ordinal);
            Assert.DoesNotContain(token, Encoding.Latin1.GetString(FromBase64Url(_ann.Session!)), StringComparison.Ordinal);
            Assert.DoesNotContain(token, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Over_https_no_cookie_goes_without()
    {
        var certificate = Path.GetTempFileName();
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        using (var own = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.Now, DateTimeOffset.Now.AddDays(1)))
            await File.WriteAllBytesAsync(certificate, own.Export(X509ContentType.Pfx));
        await using var door = await Door.Open("Kestrel:Endpoints:Tls:Url=https://127.0.0.1:0", $"Kestrel:Endpoints:Tls:Certificate:Path={certificate}");
        _ = new Accounts(door.Users);
        await using var ann = door.Visitor();

        using var form = await ann.Get("/sign-in");
        using var answer = await ann.SignIn();
        using var preferred = await ann.Fill("/register", form: "", to: "/preferences", ("language", "de"), ("theme", "dark"));

        File.Delete(certificate);
        var cookies = ((HttpResponseMessage[])[form, answer, preferred]).SelectMany(a => a.Headers.GetValues("Set-Cookie")).ToList();
        Assert.All((string[])["quiz-forms=", "quiz-session=", "language=", "theme="], name => Assert.Contains(cookies, Starts(name)));
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Signing_in_over_a_session_ends_it()
    {
        using var first = await _ann.SignIn();
        Assert.DoesNotContain(_door.Users.Requests, asked => asked.Target == "/api/users/logout");

        using var second = await _ann.SignIn();

        var ended = Assert.Single(_door.Users.Requests, asked => asked.Target == "/api/users/logout");
        Assert.Equal("Bearer access-1", ended.Headers["Authorization"]);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (second.StatusCode, PathOf(second)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_guest_of_this_browser_did_goes_along_unless_one_is_not_that_guest(bool isTheGuest)
    {
        const string SignIn = "/sign-in?return=%2Fboard";
        await _door.Results.Kill(); // what moves is told only where it is known
        using var guest = await _ann.Fill("/play", "play");
        if (!isTheGuest)
        {
            using var left = await _ann.Fill(SignIn, "", "/sign-out", ("return", SignIn));
            Assert.Equal((HttpStatusCode.Redirect, SignIn), (left.StatusCode, left.Headers.Location!.OriginalString));
            Assert.Equal("Bearer access-1", Assert.Single(_door.Users.Requests, asked => asked.Target == "/api/users/logout").Headers["Authorization"]);
        }

        using var signedIn = await _ann.SignIn(SignIn);

        var login = Assert.Single(_door.Users.Requests, asked => asked.Target == "/api/users/login");
        Assert.Equal(isTheGuest, login.Body.Contains("refresh-1", StringComparison.Ordinal));
        Assert.Equal("/board", PathOf(signedIn));
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    public async Task Signing_out_leads_nowhere_else(string to)
    {
        using var signedIn = await _ann.SignIn();
        using var answer = await _ann.Fill("/", "", "/sign-out", ("return", to));

        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task With_the_cookie_an_app_gets_the_access_token_and_no_cookie()
    {
        using var signedIn = await _ann.SignIn();
        using var answer = await _ann.Get("/api/users/profile");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var asked = _door.Users.Requests.Last();
        Assert.Equal(("/api/users/profile", "Bearer access-1"), (asked.Target, asked.Headers["Authorization"]));
        Assert.DoesNotContain("Cookie", asked.Headers.Keys);
    }

    [Fact]
    public async Task A_token_of_the_clients_own_goes_before_the_cookie()
    {
        _accounts.ExpiresIn = 30;
        using var signedIn = await _ann.SignIn();
        using var answer = await _ann.Send("DELETE", "/api/quizzes/0190", ("Authorization", "Bearer own"));

        Assert.Equal("Bearer own", Assert.Single(_door.Quizzes.Requests).Headers["Authorization"]);
        Assert.Equal(0, _accounts.Refreshes);
    }

    [Fact]
    public async Task What_no_session_is_needed_for_renews_none()
    {
        _accounts.ExpiresIn = 30;
        using var signedIn = await _ann.SignIn();
        using var health = await _ann.Get("/health/live");
        using var unknown = await _ann.Get("/nothing-here", ("Accept", "application/json"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (health.StatusCode, unknown.StatusCode));
        Assert.Equal(0, _accounts.Refreshes);
    }

    [Fact]
    public async Task Without_a_session_nothing_is_added()
    {
        using var answer = await _ann.Get("/api/quizzes", ("Cookie", "quiz-session=made-up"));

        Assert.DoesNotContain("Authorization", Assert.Single(_door.Quizzes.Requests).Headers.Keys);
    }

    [Fact]
    public async Task A_token_about_to_end_is_renewed_once_for_a_request_and_kept()
    {
        _accounts.ExpiresIn = 30;
        using var signedIn = await _ann.SignIn();
        var before = _ann.Session;
        _accounts.ExpiresIn = 900;

        using var answer = await _ann.Get("/api/quizzes");
        using var next = await _ann.Get("/api/quizzes");

        Assert.Equal(["Bearer access-2", "Bearer access-2"], _door.Quizzes.Requests.Select(asked => asked.Headers["Authorization"]));
        Assert.Contains("refresh-1", Assert.Single(_door.Users.Requests, asked => asked.Target == "/api/users/refresh").Body, StringComparison.Ordinal);
        Assert.NotEqual(before, _ann.Session);
        Assert.True(answer.Headers.CacheControl!.NoStore); // no cache on the way keeps somebody's cookie
        Assert.False(next.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Many_requests_at_once_are_all_answered_when_the_token_ends()
    {
        _accounts.ExpiresIn = 30;
        using var signedIn = await _ann.SignIn();
        _accounts.ExpiresIn = 900;

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _ann.Get("/api/quizzes")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.All(_door.Quizzes.Requests, asked => Assert.Equal("Bearer access-2", asked.Headers["Authorization"]));
        using var later = await _ann.Get("/api/quizzes");
        Assert.Equal("Bearer access-2", _door.Quizzes.Requests.Last().Headers["Authorization"]);
    }

    [Fact]
    public async Task A_session_that_Users_knows_no_more_leaves_the_browser()
    {
        (_accounts.ExpiresIn, _accounts.RefreshStatus) = (30, 401);
        using var signedIn = await _ann.SignIn();

        using var answer = await _ann.Get("/api/quizzes");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("Authorization", Assert.Single(_door.Quizzes.Requests).Headers.Keys);
        Assert.Null(_ann.Session);
    }

    [Fact]
    public async Task While_Users_is_away_a_session_stays_and_what_needs_no_session_works()
    {
        (_accounts.ExpiresIn, _accounts.RefreshStatus) = (0, 503);
        using var signedIn = await _ann.SignIn();

        using var api = await _ann.Get("/api/quizzes");
        using var page = await _ann.Get("/register");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (api.StatusCode, api.Headers.RetryAfter is not null));
        Assert.Empty(_door.Quizzes.Requests);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.NotNull(_ann.Session);
    }

    [Fact]
    public async Task A_token_that_still_holds_goes_on_while_Users_does_not_answer()
    {
        (_accounts.ExpiresIn, _accounts.RefreshStatus) = (30, 503);
        using var signedIn = await _ann.SignIn();

        using var api = await _ann.Get("/api/quizzes");

        Assert.Equal("Bearer access-1", Assert.Single(_door.Quizzes.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task Nobody_waits_long_for_a_Users_that_hangs()
    {
        _accounts.ExpiresIn = 30;
        using var signedIn = await _ann.SignIn();
        _door.Users.Answer = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        using var api = await _ann.Get("/api/quizzes").WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("Bearer access-1", Assert.Single(_door.Quizzes.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task Any_gateway_with_the_key_knows_the_session()
    {
        await using var one = await Door.Open($"Gateway:Key={new string('k', 40)}");
        await using var two = await Door.Open($"Gateway:Key={new string('k', 40)}");
        _ = new Accounts(one.Users);
        await using var ann = one.Visitor();
        using var signedIn = await ann.SignIn();

        ann.Address = two.Http.BaseAddress!;
        using var answer = await ann.Get("/api/quizzes");

        Assert.Equal("Bearer access-1", Assert.Single(two.Quizzes.Requests).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_gateway_with_another_key_knows_nobody_and_serves_everybody()
    {
        await using var one = await Door.Open($"Gateway:Key={new string('k', 40)}");
        await using var two = await Door.Open($"Gateway:Key={new string('l', 40)}");
        _ = (new Accounts(one.Users), new Accounts(two.Users));
        await using var ann = one.Visitor();
        using var signedIn = await ann.SignIn();

        ann.Address = two.Http.BaseAddress!;
        using var answer = await ann.Get("/api/quizzes");
        using var again = await ann.SignIn();

        Assert.DoesNotContain("Authorization", Assert.Single(two.Quizzes.Requests).Headers.Keys);
        Assert.Equal((HttpStatusCode.Redirect, "/"), (again.StatusCode, PathOf(again)));
    }

    private static Predicate<string> Starts(string with) => text => text.StartsWith(with, StringComparison.Ordinal);

    private static string PathOf(HttpResponseMessage answer) => new Uri(new Uri("http://localhost"), answer.Headers.Location!).PathAndQuery;

    private static byte[] FromBase64Url(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='));
    }
}
