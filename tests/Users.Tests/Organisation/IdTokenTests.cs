using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Platform;
using QuizPlatform.Provider;

namespace QuizPlatform.Users.Tests;

/// <summary>Which ID tokens are believed; the provider is a real one, and signs also what no provider would.</summary>
public sealed class IdTokenTests : IAsyncLifetime
{
    private const string Secret = "a secret of the gateway's, for one sign-in alone";
    private static readonly Member Ann = new("ann-1", "ann@example.org", Username: "ann", Name: "Ann", Roles: ["writers", "all"]);
    private OrganisedApp _here = null!;

    public async Task InitializeAsync() => _here = await OrganisedApp.Start(("Organisation:RolesClaim", "roles"), ("Organisation:AuthorRole", "writers"));

    public async Task DisposeAsync() => await _here.DisposeAsync();

    private TestProvider Provider => _here.Provider;

    private string Token(Action<SecurityTokenDescriptor>? change = null) => Provider.IdToken(Ann, IdTokens.NonceOf(Secret), change);

    private Task<OrganisationIdentity> Verify(string token, string secret = Secret) => _here.App.Get<IdTokens>().Verify(token, secret, default);

    private async Task<string> Refusal(string token, string secret = Secret) =>
        (await Assert.ThrowsAsync<ProblemException>(() => Verify(token, secret))) is var e ? $"{e.Status} {e.Code}" : "";

    [Fact]
    public async Task A_token_of_the_provider_for_this_platform_tells_who_one_is()
    {
        var identity = await Verify(Token());

        Assert.Equal((Provider.Issuer, "ann-1", "ann@example.org", true), (identity.Issuer, identity.Subject, identity.Email!.Text, identity.EmailIsVerified));
        Assert.Equal(["ann", "ann@example.org", "Ann"], identity.Names);
        Assert.Equal(["writers", "all"], identity.Groups);
    }

    [Theory]
    [InlineData("jwt")]
    [InlineData("")]
    public async Task However_the_provider_writes_the_type(string type) => Assert.Equal("ann-1", (await Verify(Token(t => t.TokenType = type))).Subject);

    public static TheoryData<string, Action<SecurityTokenDescriptor>> Wrong => new()
    {
        { "another platform's", token => token.Audience = "another-client" },
        { "for several, made for another", token => (token.Audience, token.Claims["aud"], token.Claims["azp"]) = (null,
            new[] { TestProvider.ClientId, "another-client" }, "another-client") },
        { "for several, made for nobody", token => (token.Audience, token.Claims["aud"]) = (null, new[] { TestProvider.ClientId, "another-client" }) },
        { "another issuer's", token => token.Issuer = "https://elsewhere.example/" },
        { "another tenant's of the same provider", token => token.Issuer += "other/" },
        { "expired", token => token.Expires = token.IssuedAt!.Value.AddMinutes(-2) },
        { "without an end", token => token.Expires = null },
        { "of a quarter of an hour ago", token => (token.IssuedAt, token.NotBefore) = (token.IssuedAt - IdTokens.MaxAge, token.NotBefore - IdTokens.MaxAge) },
        { "of the future", token => token.IssuedAt += TimeSpan.FromMinutes(5) },
        { "not yet good", token => token.NotBefore += TimeSpan.FromMinutes(5) },
        { "that does not say when it was made", token => token.IssuedAt = null },
        { "for nobody", token => token.Claims.Remove("sub") },
        { "for an endless subject", token => token.Claims["sub"] = new string('x', 256) },
        { "without a nonce", token => token.Claims.Remove("nonce") },
        { "of another request", token => token.Claims["nonce"] = IdTokens.NonceOf("a secret of another request, which it is") },
        { "whose nonce is no hash of the secret but the secret", token => token.Claims["nonce"] = Secret },
        { "that wants an extension known", token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = new[] { "exp" } } },
        { "that is an access token", token => token.TokenType = "at+jwt" },
        { "that is a logout token", token => token.TokenType = "logout+jwt" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Any_other_is_refused(string what, Action<SecurityTokenDescriptor> change)
    {
        Assert.NotEmpty(what);
        Assert.Equal("401 organisation.token", await Refusal(Token(change)));
    }

    [Fact]
    public async Task The_token_without_the_secret_of_its_request_is_worth_nothing()
    {
        var token = Token();

        Assert.Equal("401 organisation.token", await Refusal(token, IdTokens.NonceOf(Secret)));
        Assert.Equal("401 organisation.token", await Refusal(token, new string('x', 43)));
    }

    [Fact]
    public async Task A_forged_token_is_refused()
    {
        var parts = Token().Split('.');
        var none = $"{Part("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
        var unsigned = $"{parts[0]}.{parts[1]}.";
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        var changed = $"{parts[0]}.{Part(payload.Replace("ann-1", "bob-1", StringComparison.Ordinal))}.{parts[2]}";
        // Signed with the public key as if it were a shared secret.
        var head = Part("""{"alg":"HS256","typ":"JWT","kid":"key-of-the-provider"}""");
        var mac = HMACSHA256.HashData(TestProvider.PublicKey, Encoding.ASCII.GetBytes($"{head}.{parts[1]}"));
        var shared = $"{head}.{parts[1]}.{Base64Url.EncodeToString(mac)}";
        using var strange = RSA.Create(2048);
        var (key, broughtAlong) = (new RsaSecurityKey(strange) { KeyId = "key-of-the-provider" }, new RsaSecurityKey(strange));
        broughtAlong.KeyId = "another-key";

        foreach (var token in new[]
        {
            none, unsigned, changed, shared, "a.b.c", "..", "{}",
            Token(t => t.SigningCredentials = new(key, SecurityAlgorithms.RsaSha256)),
            Token(t => (t.SigningCredentials, t.AdditionalHeaderClaims) = (new(broughtAlong, SecurityAlgorithms.RsaSha256),
                new Dictionary<string, object> { ["jwk"] = JsonWebKeyConverter.ConvertFromRSASecurityKey(broughtAlong).N, ["jku"] = "http://127.0.0.1:1/" })),
        })
            Assert.Equal("401 organisation.token", await Refusal(token));

        static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }

    [Theory]
    [InlineData("email_verified", true, true)]
    [InlineData("email_verified", "true", true)]
    [InlineData("email_verified", false, false)]
    [InlineData("email_verified", new[] { "true", "false" }, false)]
    [InlineData("email_verified", "", false)]
    [InlineData("xms_edov", true, true)]
    [InlineData("xms_edov", "1", true)]
    [InlineData("xms_edov", 1, true)]
    [InlineData("xms_edov", 0, false)]
    [InlineData("anything_else", true, false)]
    public async Task An_address_is_verified_where_the_provider_says_so(string claim, object value, bool verified)
    {
        var token = Token(t =>
        {
            t.Claims.Remove("email_verified");
            t.Claims[claim] = value;
        });

        Assert.Equal(verified, (await Verify(token)).EmailIsVerified);
    }

    [Theory]
    [InlineData(false)]
    [InlineData("")]
    [InlineData(new[] { true, false })]
    public async Task Where_the_provider_says_no_another_claim_does_not_count(object no) =>
        Assert.False((await Verify(Token(t => (t.Claims["email_verified"], t.Claims["xms_edov"]) = (no, true)))).EmailIsVerified);

    [Fact]
    public async Task Of_several_addresses_none_is_taken() =>
        Assert.Null((await Verify(Token(t => t.Claims["email"] = new[] { "ann@example.org", "bob@example.org" }))).Email);

    [Fact]
    public async Task While_the_provider_is_away_it_is_503_and_keys_that_are_known_go_on()
    {
        Provider.IsDown = true;
        Assert.Equal("503 organisation.unavailable", await Refusal(Token()));

        Provider.IsDown = false;
        _here.App.Clock.Advance(TimeSpan.FromSeconds(2));
        await Verify(Token());
        Provider.IsDown = true;
        _here.App.Clock.Advance(TimeSpan.FromHours(2));

        await Verify(Token());
    }

    [Fact]
    public async Task Made_up_keys_have_the_provider_asked_once_in_ten_seconds()
    {
        await Verify(Token());
        var asked = Provider.Requests.Count;
        using var strange = RSA.Create(2048);

        for (var i = 0; i < 20; i++)
            await Refusal(Token(t => t.SigningCredentials = new(new RsaSecurityKey(strange) { KeyId = $"made-up-{i}" }, SecurityAlgorithms.RsaSha256)));
        Assert.Equal(asked, Provider.Requests.Count);

        _here.App.Clock.Advance(TimeSpan.FromSeconds(11));
        await Refusal(Token(t => t.SigningCredentials = new(new RsaSecurityKey(strange) { KeyId = "made-up" }, SecurityAlgorithms.RsaSha256)));
        Assert.Equal(asked + 2, Provider.Requests.Count); // the document, and the keys
    }

    [Fact]
    public async Task A_provider_that_calls_itself_otherwise_is_not_the_one()
    {
        Provider.CallsItself = new Uri("https://elsewhere.example/");

        Assert.Equal("503 organisation.unavailable", await Refusal(Token(token => token.Issuer = "https://elsewhere.example/")));
    }
}
