using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="State">The passkey handler's, with the challenge in it.</param>
/// <param name="For">Whose account gets a passkey by it; null where one is to be signed in with.</param>
/// <param name="Until">When it is void.</param>
public sealed record PasskeyChallenge(string Id, string State, PasskeyOwner? For, DateTimeOffset Until);

/// <param name="Generation">Of the account: whatever ends its sessions voids the challenge.</param>
public sealed record PasskeyOwner(string UserId, string SessionId, int Generation);

/// <summary>
/// Seals what a passkey is asked, signed with the platform's key, so that whoever asks for it keeps it and any instance can read it: nothing is stored for
/// strangers. What it was answered by is in the account.
/// </summary>
public sealed class PasskeyChallenges(SigningKeys keys, IOptions<TokenOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // Nobody takes it for an access token, which has another type and audience, nor the other way about.
    private const string Type = "passkey-challenge+jwt";
    private const int MaxLength = 4096;

    private static readonly JsonWebTokenHandler Handler =
        new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    private string Audience => $"{options.Value.Issuer}/passkeys";

    public string Seal(string state, PasskeyOwner? owner = null)
    {
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object> { ["jti"] = PublicId.New(now), ["state"] = state };
        if (owner is not null)
            (claims["sub"], claims["sid"], claims["gen"]) = (owner.UserId, owner.SessionId, owner.Generation.ToString(CultureInfo.InvariantCulture));
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = options.Value.Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = keys.Current.Credentials,
        });
    }

    /// <summary>Null when it is not one of ours, or void.</summary>
    public async Task<PasskeyChallenge?> Open(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength })
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var result = await Handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = options.Value.Issuer,
            ValidAudience = Audience,
            ValidTypes = [Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.Published.Select(key => key.Public),
            LifetimeValidator = (_, expires, _, _) => expires > now,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
            return null;
        var owner = token.TryGetClaim("gen", out var generation)
            ? new PasskeyOwner(token.Subject, token.GetClaim("sid").Value, int.Parse(generation.Value, CultureInfo.InvariantCulture))
            : null;
        return new(token.Id, token.GetClaim("state").Value, owner, token.ValidTo);
    }
}
