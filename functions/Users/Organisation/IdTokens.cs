using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// Verifies the organisation's ID tokens (OpenID Connect Core 1.0, 3.1.3.7) itself, whoever sends them: this app can be reached without the gateway.
/// </summary>
public sealed class IdTokens(IssuerKeys keys, IOptions<OrganisationOptions> options, TimeProvider clock)
{
    /// <summary>How old one may be: long enough to sign in with a password meanwhile.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    internal const int MaxLength = 16 * 1024; // one of Entra ID's names up to 200 groups
    internal const int MinSecret = 32;
    internal const int MaxSecret = 128;

    // No secret of ours and no public key can make one of these, whatever a token's header says.
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    /// <summary>What the nonce of a request for an ID token is, so that the token alone, read in a log, is worth nothing.</summary>
    /// <param name="secret">Known to who has made the request.</param>
    public static string NonceOf(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <exception cref="ProblemException">
    /// 400: one of the two is missing or too long. 401: not to be believed. 501: there is no organisation. 503: its provider cannot be asked for its keys.
    /// </exception>
    public async Task<OrganisationIdentity> Verify(string? idToken, string? nonceSecret, CancellationToken cancellation)
    {
        var validation = new Validation();
        validation.Check(!string.IsNullOrWhiteSpace(idToken), "idToken", "'idToken' is required.");
        validation.Check(idToken is null or { Length: <= MaxLength }, "idToken", "'idToken' is too long.");
        validation.Check(nonceSecret is { Length: >= MinSecret and <= MaxSecret }, "nonceSecret",
            $"'nonceSecret' is required: {MinSecret} to {MaxSecret} characters.");
        validation.ThrowIfAny();
        if (!options.Value.IsOn)
            throw new ProblemException(501, "There is no organisation to sign in with here.", "organisation.off");
        var unverified = Read(idToken!);
        if (!Algorithms.Contains(unverified.Alg) || unverified.TryGetHeaderValue("crit", out object _)) // we know no extension: RFC 7515, 4.1.11
            throw Refused();

        var issuer = await keys.Find(unverified.Kid, cancellation);
        var now = clock.GetUtcNow().UtcDateTime;
        var result = await _handler.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer,
            ValidAudience = options.Value.ClientId,
            ValidAlgorithms = Algorithms,
            IssuerSigningKeys = issuer.SigningKeys,
            TypeValidator = (type, _, _) => IsIdToken(type) ? "JWT" : throw new SecurityTokenInvalidTypeException("no ID token"),
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => expires + ClockSkew > now && (notBefore is null || notBefore - ClockSkew <= now),
        });

        if (!result.IsValid || result.SecurityToken is not JsonWebToken token || !IsForUs(token) || !IsFresh(token, now)
            || OrganisationIdentity.Of(token, options.Value.RolesClaim) is not { } identity || !IsAnswerTo(identity, nonceSecret!))
            throw Refused();
        return identity;
    }

    private JsonWebToken Read(string idToken)
    {
        try
        {
            return _handler.CanReadToken(idToken) ? _handler.ReadJsonWebToken(idToken) : throw Refused();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or SecurityTokenException)
        {
            throw Refused();
        }
    }

    private static bool IsIdToken(string? type) => type is null or "" || type.Equals("JWT", StringComparison.OrdinalIgnoreCase); // RFC 7515, 4.1.9

    // One that several may use says for whom it was made.
    private bool IsForUs(JsonWebToken token) =>
        token.TryGetPayloadValue("azp", out string? party) ? party == options.Value.ClientId : token.Audiences.Count() == 1;

    private static bool IsFresh(JsonWebToken token, DateTime now) =>
        token.IssuedAt != DateTime.MinValue && token.IssuedAt - ClockSkew <= now && now < token.IssuedAt + MaxAge;

    private static bool IsAnswerTo(OrganisationIdentity identity, string nonceSecret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(identity.Nonce), Encoding.UTF8.GetBytes(NonceOf(nonceSecret)));

    internal static ProblemException Refused() =>
        new(401, "This sign-in through the organisation cannot be used, or not any more. Begin it again.", "organisation.token") { Challenge = "Bearer" };
}
