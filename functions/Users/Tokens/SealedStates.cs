using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <param name="For">Whose account is changed by it; null where nobody is signed in yet.</param>
/// <param name="Until">When it is void.</param>
public sealed record SealedState(string Id, string State, StateOwner? For, DateTimeOffset Until);

/// <param name="Generation">Of the account: whatever ends its sessions voids the state.</param>
public sealed record StateOwner(string UserId, string SessionId, int Generation)
{
    internal static StateOwner Of(User user, Caller caller) => new(user.UserId, caller.SessionId, user.Generation);

    internal bool Is(Caller caller) => UserId == caller.UserId && SessionId == caller.SessionId;
}

/// <summary>
/// What is begun by one request and ended by another, a few minutes later: signed with the platform's key, so that whoever asks keeps it and any instance
/// can read it. Nothing is stored for strangers. It is no secret: whoever has it can read it.
/// </summary>
public sealed class SealedStates(SigningKeys keys, IOptions<TokenOptions> options, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>To be answered by a passkey.</summary>
    public const string Passkeys = "passkeys";

    /// <summary>To be answered by a code of the app that generates them.</summary>
    public const string Codes = "codes";

    // Nobody takes it for an access token, which has another type and audience, nor the other way about.
    private const string Type = "sealed-state+jwt";
    private const int MaxLength = 4096;

    private static readonly JsonWebTokenHandler Handler =
        new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    public string Seal(string purpose, string state, StateOwner? owner = null)
    {
        var now = clock.GetUtcNow();
        var claims = new Dictionary<string, object> { ["jti"] = PublicId.New(now), ["state"] = state };
        if (owner is not null)
            (claims["sub"], claims["sid"], claims["gen"]) = (owner.UserId, owner.SessionId, owner.Generation.ToString(CultureInfo.InvariantCulture));
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = options.Value.Issuer,
            Audience = AudienceOf(purpose),
            IssuedAt = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = keys.Current.Credentials,
        });
    }

    /// <summary>Null when it is not one of ours for that purpose, or void.</summary>
    public async Task<SealedState?> Open(string purpose, string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength })
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var result = await Handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = options.Value.Issuer,
            ValidAudience = AudienceOf(purpose),
            ValidTypes = [Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.Published.Select(key => key.Public),
            LifetimeValidator = (_, expires, _, _) => expires > now,
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token)
            return null;
        var owner = token.TryGetClaim("gen", out var generation)
            ? new StateOwner(token.Subject, token.GetClaim("sid").Value, int.Parse(generation.Value, CultureInfo.InvariantCulture))
            : null;
        return new(token.Id, token.GetClaim("state").Value, owner, token.ValidTo);
    }

    private string AudienceOf(string purpose) => $"{options.Value.Issuer}/{purpose}";
}
