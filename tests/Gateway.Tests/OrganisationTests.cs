using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Http;
using QuizPlatform.Provider;

namespace QuizPlatform.Gateway.Tests;

/// <summary>Signing in through the organisation, up to what Users is asked: the provider is a real one.</summary>
public sealed class OrganisationTests : IAsyncLifetime
{
    private const string Begin = "/sign-in/organisation?return=/quizzes";
    private TestProvider _provider = null!;
    private Door _door = null!;
    private Visitor _ann = null!;

    public async Task InitializeAsync()
    {
        _provider = await TestProvider.Start(new Member("ann-1", "ann@example.org", Username: "ann", Name: "Ann"));
        _door = await Open();
        _ann = _door.Visitor();
    }

    public async Task DisposeAsync()
    {
        await _ann.DisposeAsync();
        await _door.DisposeAsync();
        await _provider.DisposeAsync();
    }

    private async Task<Door> Open(params string[] settings)
    {
        var door = await Door.Open([
            $"Organisation:Authority={_provider.Issuer}", $"Organisation:ClientId={TestProvider.ClientId}", "Organisation:Name=Example School",
            $"Organisation:ClientSecret={TestProvider.ClientSecret}", .. settings]);
        var accounts = new Accounts(door.Users);
        var usual = door.Users.Answer;
        door.Users.Answer = context => context.Request.Path == "/api/users/login/organisation" ? SignIn(context, usual) : usual(context);
        Assert.NotNull(accounts);
        return door;
    }

    // What Users says of the token; null: it knows whose it is.
    private (int Status, string Code)? Refusal { get; set; }

    private Task SignIn(HttpContext context, RequestDelegate usual)
    {
        if (Refusal is not { } refusal)
        {
            context.Request.Path = "/api/users/login";
            return usual(context);
        }

        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync($$"""{"type":"urn:problem:{{refusal.Code}}","detail":"No."}""");
    }

    private static Uri To(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!;
    }

    private static string Value(Uri address, string name) => HttpUtility.ParseQueryString(address.Query)[name] ?? "";

    // To the provider, and where it sends the browser back to.
    private async Task<string> AskProvider(Visitor visitor, string begin = Begin)
    {
        using var begun = await visitor.Get(begin);
        using var provider = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var answer = await provider.GetAsync(To(begun));
        return To(answer).PathAndQuery;
    }

    private IEnumerable<Asked> Told => _door.Users.Requests.Where(asked => asked.Target == "/api/users/login/organisation");

    [Fact]
    public async Task The_provider_is_asked_for_a_code_with_PKCE_state_and_nonce()
    {
        using var begun = await _ann.Get(Begin);

        var asked = To(begun);
        Assert.StartsWith(_provider.Issuer, asked.ToString(), StringComparison.Ordinal);
        Assert.Equal(("code", "S256", "openid profile email", TestProvider.ClientId),
            (Value(asked, "response_type"), Value(asked, "code_challenge_method"), Value(asked, "scope"), Value(asked, "client_id")));
        Assert.All((string[])["code_challenge", "state", "nonce"], name => Assert.True(Value(asked, name).Length >= 43, name));
        Assert.Equal(new Uri(_ann.Address, TestProvider.Callback).ToString(), Value(asked, "redirect_uri"));
        var cookies = begun.Headers.GetValues("Set-Cookie").Where(cookie => cookie.StartsWith("quiz-organisation-", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, cookies.Count);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains($"path={TestProvider.Callback}", cookie, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Who_comes_back_is_signed_in_and_is_where_they_wanted_to_be()
    {
        using var back = await _ann.Get(await AskProvider(_ann));

        Assert.Equal("/quizzes", To(back).ToString());
        Assert.NotNull(_ann.Session);
        var told = JsonNode.Parse(Assert.Single(Told).Body)!;
        var nonce = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(((string)told["idToken"]!).Split('.')[1]))!["nonce"]!.ToString();
        var secret = (string)told["nonceSecret"]!;
        Assert.NotEqual(secret, nonce);
        Assert.Equal(nonce, System.Buffers.Text.Base64Url.EncodeToString(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(secret))));
    }

    [Fact]
    public async Task No_token_and_no_code_is_kept_shown_or_logged()
    {
        var come = await AskProvider(_ann);
        using var back = await _ann.Get(come);

        var idToken = (string)JsonNode.Parse(Assert.Single(Told).Body)!["idToken"]!;
        var seen = string.Join('\n', _door.Log.All.Append(await back.Content.ReadAsStringAsync()).Concat(back.Headers.Select(h => string.Join(' ', h.Value))));
        foreach (var secret in (string[])[idToken, idToken.Split('.')[2], HttpUtility.ParseQueryString(new Uri(_ann.Address, come).Query)["code"]!,
            TestProvider.ClientSecret])
            Assert.DoesNotContain(secret, seen, StringComparison.Ordinal);
        Assert.DoesNotContain(
            _ann.Cookies.GetAllCookies(), cookie => cookie.Name.StartsWith("quiz-organisation", StringComparison.Ordinal) && !cookie.Expired);
    }

    [Fact]
    public async Task A_code_that_was_used_is_good_for_nothing()
    {
        var come = await AskProvider(_ann);
        using var first = await _ann.Get(come);
        using var again = await _ann.Get(come);

        Assert.Equal("failed", Value(new Uri(_ann.Address, To(again)), "organisation"));
        Assert.Single(Told);
    }

    [Theory]
    [InlineData("")]
    [InlineData("another")]
    public async Task A_state_that_this_browser_was_not_given_is_refused(string whose)
    {
        await using var eve = _door.Visitor();
        var come = await AskProvider(eve);
        if (whose == "another")
            await AskProvider(_ann); // which has given this browser a state of its own

        using var back = await _ann.Get(come);

        Assert.Equal("failed", Value(new Uri(_ann.Address, To(back)), "organisation"));
        Assert.Null(_ann.Session);
        Assert.Empty(Told);
    }

    [Fact]
    public async Task Anothers_code_in_ones_own_state_is_refused_by_the_provider()
    {
        await using var eve = _door.Visitor();
        var (stolen, own) = (new Uri(_ann.Address, await AskProvider(_ann)), new Uri(_ann.Address, await AskProvider(eve)));

        using var back = await eve.Get($"{TestProvider.Callback}?code={Uri.EscapeDataString(Value(stolen, "code"))}"
            + $"&state={Uri.EscapeDataString(Value(own, "state"))}&iss={Uri.EscapeDataString(_provider.Issuer)}");

        Assert.Equal("failed", Value(new Uri(_ann.Address, To(back)), "organisation")); // its verifier is not that of the challenge
        Assert.Null(eve.Session);
        Assert.Empty(Told);
    }

    [Theory]
    [InlineData("//elsewhere.example")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    public async Task One_comes_back_to_no_other_site(string wanted)
    {
        using var back = await _ann.Get(await AskProvider(_ann, $"/sign-in/organisation?return={Uri.EscapeDataString(wanted)}"));

        Assert.Equal("/", To(back).ToString());
    }

    [Fact]
    public async Task Another_site_cannot_send_anybody_to_the_provider()
    {
        using var begun = await _ann.Get(Begin, ("Sec-Fetch-Site", "cross-site"));

        Assert.Equal("/sign-in?return=%2Fquizzes", To(begun).ToString());
        Assert.DoesNotContain(_provider.Requests, request => request.EndsWith("authorize", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_site_of_the_settings_goes_before_the_host_of_a_request()
    {
        await using var door = await Open("Organisation:Site=http://localhost:4999");
        await using var ann = door.Visitor();

        using var begun = await ann.Get(Begin, ("Host", "elsewhere.example"));

        Assert.Equal("http://localhost:4999" + TestProvider.Callback, Value(To(begun), "redirect_uri"));
    }

    [Fact]
    public async Task While_the_provider_is_away_one_is_told_and_signs_in_with_the_password()
    {
        _provider.IsDown = true;

        using var begun = await _ann.Get(Begin);
        Assert.Equal("/sign-in?organisation=away&return=%2Fquizzes", To(begun).ToString());
        using var page = await _ann.Get(To(begun).ToString());
        Assert.Contains("Example School cannot be reached just now", WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var signedIn = await _ann.SignIn();
        Assert.NotNull(_ann.Session);
    }

    [Fact]
    public async Task A_provider_that_goes_away_in_between_signs_nobody_in()
    {
        var come = await AskProvider(_ann);
        _provider.IsDown = true;

        using var back = await _ann.Get(come);

        Assert.Equal("/sign-in?organisation=away&return=%2Fquizzes", To(back).ToString());
        Assert.Null(_ann.Session);
    }

    [Fact]
    public async Task Who_does_not_want_to_is_back_at_the_page_for_signing_in()
    {
        _provider.Who = null;

        using var back = await _ann.Get(await AskProvider(_ann));

        Assert.Equal("cancelled", Value(new Uri(_ann.Address, To(back)), "organisation"));
    }

    [Theory]
    [InlineData(409, "organisation.link", "There is an account with the address ann@example.org already")]
    [InlineData(403, "organisation.no-account", "ann@example.org has no account here")]
    public async Task Who_has_yet_to_say_which_account_is_theirs_is_asked_on_a_page(int status, string code, string sentence)
    {
        Refusal = (status, code);

        using var back = await _ann.Get(await AskProvider(_ann));
        Assert.Equal("/sign-in/organisation/account", To(back).ToString());
        Assert.Null(_ann.Session);
        var kept = Assert.Single(back.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("quiz-organisation=", StringComparison.Ordinal));
        Assert.Contains("path=/sign-in/organisation", kept, StringComparison.Ordinal);
        using var page = await _ann.Get("/sign-in/organisation/account");

        Assert.Contains(sentence, WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.True(page.Headers.CacheControl!.NoStore);
        using var signedIn = await _ann.Fill(
            "/sign-in?return=/sign-in/organisation/account", "sign-in", ("Input.Name", "ann"), ("Input.Password", "a password"));
        Assert.Equal("/sign-in/organisation/account", To(signedIn).ToString());
        using var linked = await _ann.Fill("/sign-in/organisation/account", "link");
        Assert.Equal("/quizzes", To(linked).ToString());
        var told = JsonNode.Parse(Assert.Single(_door.Users.Requests, asked => asked.Target == "/api/users/organisation").Body)!;
        Assert.Equal((string?)JsonNode.Parse(Assert.Single(Told).Body)!["idToken"], (string?)told["idToken"]);
        using var gone = await _ann.Get("/sign-in/organisation/account");
        Assert.Contains("That took too long", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, "organisation.token", "failed")]
    [InlineData(503, "organisation.unavailable", "away")]
    [InlineData(503, "service.unavailable", "busy")]
    [InlineData(429, "request.too-many", "busy")]
    [InlineData(400, "request.invalid", "failed")]
    public async Task What_Users_refuses_is_told_on_the_page_for_signing_in(int status, string code, string told)
    {
        Refusal = (status, code);

        using var back = await _ann.Get(await AskProvider(_ann));

        Assert.Equal(told, Value(new Uri(_ann.Address, To(back)), "organisation"));
        Assert.Null(_ann.Session);
    }

    [Fact]
    public async Task Who_links_an_account_is_asked_first_and_signed_in_as_nobody_else()
    {
        using var signedIn = await _ann.SignIn();

        using var back = await _ann.Get(await AskProvider(_ann, "/sign-in/organisation?link=yes&return=/account"));

        Assert.Equal("/sign-in/organisation/account", To(back).ToString());
        Assert.Empty(Told);
        Assert.DoesNotContain(_door.Users.Requests, asked => asked.Target == "/api/users/organisation");
    }

    [Fact]
    public async Task Who_links_an_account_without_a_session_signs_in_first()
    {
        using var begun = await _ann.Get("/sign-in/organisation?link=yes&return=/account");

        Assert.Equal("/sign-in?return=/account", To(begun).ToString());
    }

    [Fact]
    public async Task Whose_session_is_over_when_they_come_back_to_link_signs_in_and_goes_on()
    {
        using var signedIn = await _ann.SignIn();
        var come = await AskProvider(_ann, "/sign-in/organisation?link=yes&return=/account");
        _ann.Cookies.GetAllCookies().Single(cookie => cookie.Name == "quiz-session").Expired = true;

        using var back = await _ann.Get(come);
        using var page = await _ann.Get(To(back).ToString());

        Assert.Contains("your session here is over", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var again = await _ann.SignIn("/sign-in?return=/sign-in/organisation/account");
        using var linked = await _ann.Fill(To(again).ToString(), "link");
        Assert.Equal("/account", To(linked).ToString());
        Assert.Empty(Told);
    }

    [Fact]
    public async Task Who_signs_out_leaves_nobody_to_link_to()
    {
        using var signedIn = await _ann.SignIn();
        using var back = await _ann.Get(await AskProvider(_ann, "/sign-in/organisation?link=yes&return=/account"));

        using var left = await _ann.Fill("/account", "", "/sign-out", ("return", "/"));
        Assert.Null(_ann.Session);
        using var other = await _ann.SignIn("/sign-in?return=/sign-in/organisation/account");
        using var page = await _ann.Get(To(other).ToString());

        Assert.Contains("That took too long", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_in_again_is_asked_again_by_the_provider()
    {
        using var first = await _ann.Get(Begin);
        using var again = await _ann.Get($"{Begin}&again=yes");

        Assert.Equal(("", "login"), (Value(To(first), "prompt"), Value(To(again), "prompt")));
    }

    [Fact]
    public async Task A_link_is_made_by_a_form_of_ours_alone()
    {
        Refusal = (409, "organisation.link");
        using var signedIn = await _ann.SignIn();
        using var back = await _ann.Get(await AskProvider(_ann));

        using var posted = await _ann.Post("/sign-in/organisation/account", ("_handler", "link"));

        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        Assert.DoesNotContain(_door.Users.Requests, asked => asked.Target == "/api/users/organisation");
    }

    [Fact]
    public async Task Any_gateway_with_the_key_goes_on_with_what_another_began()
    {
        await using var first = await Open("Gateway:Key=the key that both of these gateways have");
        await using var second = await Open("Gateway:Key=the key that both of these gateways have");
        await using var ann = first.Visitor();
        var come = await AskProvider(ann);
        ann.Address = second.Http.BaseAddress!;

        using var back = await ann.Get(come);

        // The address of the request for the code is that of the first: it is what the provider was told.
        Assert.Equal("/quizzes", To(back).ToString());
    }

    [Fact]
    public async Task Without_an_organisation_there_is_no_such_way()
    {
        await using var door = await Door.Open();
        await using var ann = door.Visitor();

        using var begun = await ann.Get(Begin);
        using var page = await ann.Get("/sign-in");

        Assert.Equal(HttpStatusCode.NotFound, begun.StatusCode);
        Assert.DoesNotContain("/sign-in/organisation", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Organisation:Authority", "Organisation:Authority=http://login.example.org")]
    [InlineData("Organisation:ClientSecret", "Organisation:ClientSecret=")]
    [InlineData("Organisation:Name", "Organisation:Name=")]
    [InlineData("Organisation:Site", "Organisation:Site=quiz.example.org")]
    public async Task A_setting_that_cannot_be_stops_the_gateway_by_its_name(string name, string setting)
    {
        var stopped = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => Open(setting));

        Assert.Contains($"The setting {name} cannot be used. ", stopped.Message, StringComparison.Ordinal);
    }
}
