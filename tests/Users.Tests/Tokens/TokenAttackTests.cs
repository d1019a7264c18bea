using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

/// <summary>Forged and misused access tokens (RFC 8725), made by hand so that no library refuses to make them.</summary>
public sealed class TokenAttackTests : IAsyncDisposable
{
    private readonly UsersApp _app = new();
    private readonly ECDsa _foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static TheoryData<string> Attacks => [.. Forgeries.Keys];

    [Fact]
    public async Task A_token_made_by_hand_with_the_right_key_is_believed()
    {
        var ada = await _app.SignedIn("ada");

        Assert.Equal(ada.Id, (await _app.Verify(new Forgery(_app, ada, _foreign).Token())).UserId); // or the attacks would prove nothing
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task A_forged_token_is_refused(string attack)
    {
        var ada = await _app.SignedIn("ada");
        var token = Forgeries[attack](new Forgery(_app, ada, _foreign));

        var refused = await Assert.ThrowsAsync<ProblemException>(() => _app.Verify(token));

        Assert.Equal(401, refused.Status);
        Assert.Contains("error=\"invalid_token\"", refused.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_a_deleted_person_is_refused()
    {
        var ada = await _app.SignedIn("ada");
        await _app.Verify(ada.Token); // remembered as verified
        await ada.Delete();

        await Assert.ThrowsAsync<ProblemException>(() => _app.Verify(ada.Token));
    }

    [Fact]
    public async Task A_token_of_a_revoked_session_is_refused()
    {
        var ada = await _app.SignedIn("ada");
        await _app.Verify(ada.Token);
        await ada.LogOut();

        await Assert.ThrowsAsync<ProblemException>(() => _app.Verify(ada.Token));
    }

    [Fact]
    public async Task A_token_that_was_believed_is_refused_once_it_has_expired()
    {
        var ada = await _app.SignedIn("ada");
        await _app.Verify(ada.Token);
        _app.Clock.Advance(AccessTokens.MaxAge);

        await Assert.ThrowsAsync<ProblemException>(() => _app.Verify(ada.Token));
    }

    [Theory]
    [InlineData("Basic YWRhOnB3")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c.d.e")]
    [InlineData("Bearer ....")]
    public async Task A_header_that_is_no_bearer_token_is_refused(string header)
    {
        var request = TestHttp.Request("GET", headers: ("Authorization", header));

        Assert.Equal(401, (await Assert.ThrowsAsync<ProblemException>(async () => await _app.Get<BearerTokens>().Require(request, default))).Status);
    }

    private static readonly Dictionary<string, Func<Forgery, string>> Forgeries = new()
    {
        ["alg none, no signature"] = f => f.Token(header: h => h["alg"] = "none", sign: _ => []),
        ["alg None, mixed case"] = f => f.Token(header: h => h["alg"] = "NoNe", sign: _ => []),
        ["signature cut off"] = f => f.Token(sign: _ => []),
        ["signature of zeros"] = f => f.Token(sign: _ => new byte[64]), // CVE-2022-21449
        ["HS256 with the public key as PEM"] = f => f.SignedWithSecret(Encoding.ASCII.GetBytes(f.PublicPem)),
        ["HS256 with the public key as DER"] = f => f.SignedWithSecret(f.PublicDer),
        ["HS256 with the published x"] = f => f.SignedWithSecret(Base64Url.DecodeFromChars(f.Key.X)),
        ["ES384 named, ES256 made"] = f => f.Token(header: h => h["alg"] = "ES384"),
        ["another's key under our key's id"] = f => f.Token(sign: f.SignedByAnother),
        ["an unknown key id"] = f => f.Token(header: h => h["kid"] = "unknown"),
        ["a key id that is a path"] = f => f.Token(header: h => h["kid"] = "../../../dev/null"),
        ["no key id"] = f => f.Token(header: h => h.Remove("kid")),
        ["another's key brought along in the header"] = f => f.Token(header: h => h["jwk"] = f.AnothersKey(), sign: f.SignedByAnother),
        ["another's key to be fetched"] = f => f.Token(
            header: h => (h["jku"], h["kid"]) = ("https://evil.example/jwks.json", "evil"), sign: f.SignedByAnother),
        ["typ JWT"] = f => f.Token(header: h => h["typ"] = "JWT"),
        ["no typ"] = f => f.Token(header: h => h.Remove("typ")),
        ["another audience"] = f => f.Token(claims: c => c["aud"] = "another-platform"),
        ["no audience"] = f => f.Token(claims: c => c.Remove("aud")),
        ["another issuer"] = f => f.Token(claims: c => c["iss"] = "https://evil.example"),
        ["no issuer"] = f => f.Token(claims: c => c.Remove("iss")),
        ["expired"] = f => f.Token(claims: c => c["exp"] = f.At(TimeSpan.FromMinutes(-1))),
        ["no expiry"] = f => f.Token(claims: c => c.Remove("exp")),
        ["not yet valid"] = f => f.Token(claims: c => c["nbf"] = f.At(TimeSpan.FromMinutes(5))),
        ["no subject"] = f => f.Token(claims: c => c.Remove("sub")),
        ["no session"] = f => f.Token(claims: c => c.Remove("sid")),
        ["a session that never was"] = f => f.Token(claims: c => c["sid"] = new string('0', 32)),
        ["somebody else's session"] = f => f.Token(claims: c => c["sub"] = new string('1', 32)),
        ["roles changed after signing"] = f => f.Tampered(c => c["roles"] = new JsonArray("player", "admin")),
        ["subject changed after signing"] = f => f.Tampered(c => c["sub"] = new string('2', 32)),
        ["expiry changed after signing"] = f => f.Tampered(c => c["exp"] = f.At(TimeSpan.FromDays(365))),
        ["five parts, as an encrypted one has, and one no Base64url"] = f => f.Token().Split('.')[0] + ".AAAAA.AAAA.AAAA.AAAA",
        ["too long to be looked at"] = f => f.Token(claims: c => c["padding"] = new string('x', 10_000)),
    };

    public async ValueTask DisposeAsync()
    {
        _foreign.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class Forgery(UsersApp app, Person person, ECDsa another)
    {
        private readonly ECDsa _ours = Ours(app.Get<SigningKeys>().Current);

        public JsonWebKey Key => app.Get<SigningKeys>().Current.Public;
        public string PublicPem => _ours.ExportSubjectPublicKeyInfoPem();
        public byte[] PublicDer => _ours.ExportSubjectPublicKeyInfo();

        public long At(TimeSpan fromNow) => (app.Clock.GetUtcNow() + fromNow).ToUnixTimeSeconds();

        public string SignedWithSecret(byte[] secret) => Token(header: h => h["alg"] = "HS256", sign: data => HMACSHA256.HashData(secret, data));

        public byte[] SignedByAnother(byte[] data) => another.SignData(data, HashAlgorithmName.SHA256);

        public JsonObject AnothersKey()
        {
            var q = another.ExportParameters(false).Q;
            return new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(q.X), ["y"] = Base64Url.EncodeToString(q.Y) };
        }

        public string Token(Action<JsonObject>? header = null, Action<JsonObject>? claims = null, Func<byte[], byte[]>? sign = null)
        {
            var (head, body) = (Header(), Claims());
            header?.Invoke(head);
            claims?.Invoke(body);
            var signed = $"{Encode(head)}.{Encode(body)}";
            return $"{signed}.{Base64Url.EncodeToString((sign ?? (data => _ours.SignData(data, HashAlgorithmName.SHA256)))(Encoding.ASCII.GetBytes(signed)))}";
        }

        public string Tampered(Action<JsonObject> change)
        {
            var parts = person.Token.Split('.');
            var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
            change(claims);
            return $"{parts[0]}.{Encode(claims)}.{parts[2]}";
        }

        private JsonObject Header() => new() { ["alg"] = "ES256", ["typ"] = "at+jwt", ["kid"] = Key.Kid };

        private JsonObject Claims() => new()
        {
            ["iss"] = "http://localhost:3001",
            ["aud"] = "quiz-platform",
            ["sub"] = person.Id,
            ["sid"] = person.SessionId,
            ["iat"] = At(TimeSpan.Zero),
            ["exp"] = At(TimeSpan.FromMinutes(15)),
            ["roles"] = new JsonArray("player"),
        };

        private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

        private static ECDsa Ours(SigningKey key)
        {
            var ecdsa = ECDsa.Create();
            ecdsa.ImportFromPem(key.ToPem());
            return ecdsa;
        }
    }
}
