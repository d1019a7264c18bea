using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Platform;

namespace QuizPlatform.Testing;

/// <summary>Signs access tokens as the Users app does, and verifies them as every app does.</summary>
public sealed class TestTokens : IKeySet, IRevocations
{
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test-key" };
    private readonly TimeProvider _clock;

    public TestTokens(TimeProvider clock)
    {
        _clock = clock;
        Verifier = new BearerTokens(this, this, Options.Create(new TokenOptions()), clock);
    }

    public BearerTokens Verifier { get; }

    /// <summary>Session and user ids whose tokens are refused.</summary>
    public HashSet<string> Revoked { get; } = [];

    /// <param name="user">Whom the token speaks for: a user id, with roles after colons, <c>ann:author</c>.</param>
    public string Of(string user)
    {
        var (userId, roles) = (user.Split(':')[0], user.Split(':')[1..]);
        var now = _clock.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "http://localhost:3001",
            Audience = "quiz-platform",
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(15),
            Claims = new Dictionary<string, object> { ["sub"] = userId, ["sid"] = $"session-of-{userId}", ["roles"] = roles },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public ValueTask<SecurityKey?> Find(string keyId, CancellationToken cancellation) => new(keyId == _key.KeyId ? _key : null);

    public ValueTask<bool> Contains(Caller caller, CancellationToken cancellation) =>
        new(Revoked.Contains(caller.UserId) || Revoked.Contains(caller.SessionId));
}
