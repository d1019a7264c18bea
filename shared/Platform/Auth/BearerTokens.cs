using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace QuizPlatform.Platform;

/// <summary>
/// Verifies access tokens (RFC 9068: ES256, <c>typ: at+jwt</c>) and remembers the verified ones for their lifetime, so that a hot path pays
/// for a signature once. Whether the session was revoked is asked every time.
/// </summary>
public sealed class BearerTokens
{
    private const int MaxTokenLength = 4096;
    private const int MaxRemembered = 50_000;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenLength };
    private readonly IKeySet _keys;
    private readonly IRevocations _revocations;
    private readonly TokenOptions _options;
    private readonly TimeProvider _clock;
    private readonly Kept<string, Caller> _verified;

    public BearerTokens(IKeySet keys, IRevocations revocations, IOptions<TokenOptions> options, TimeProvider clock)
    {
        (_keys, _revocations, _options, _clock) = (keys, revocations, options.Value, clock);

        // By the whole header: looking it up allocates nothing. As long as the tokens that Users issues are good: where there is no more room,
        // those that have expired then go before the others.
        _verified = new(header => Verify(header["Bearer ".Length..].Trim()), TimeSpan.FromMinutes(15), MaxRemembered, clock);
    }

    /// <summary>The caller.</summary>
    /// <exception cref="ProblemException">401: no token, or one that is not to be believed. 503: no keys to verify it with.</exception>
    public async ValueTask<Caller> Require(HttpRequest request, CancellationToken cancellation) =>
        await Find(request, cancellation) ?? throw Problem.Unauthorized("Sign in first: this needs a bearer token.");

    /// <summary>
    /// The caller and the body, as an object and as its bytes. A body may take its time, so the caller is asked for before it, that nobody else
    /// makes us read one, and again once it is there: who was locked out meanwhile is refused.
    /// </summary>
    /// <param name="admit">Refuses, before the body is read, who may not do this whatever it says.</param>
    /// <exception cref="ProblemException">As <see cref="Require"/> and <see cref="RequestBody.Read{T}"/>.</exception>
    public async Task<(Caller Caller, T Body, ReadOnlyMemory<byte> Bytes)> RequireWithBody<T>(
        HttpRequest request, Action<Caller> admit, CancellationToken cancellation)
        where T : class
    {
        admit(await Require(request, cancellation));
        var (body, bytes) = await RequestBody.ReadWithBytes<T>(request, cancellation);
        return (await Require(request, cancellation), body, bytes);
    }

    /// <summary>As <see cref="RequireWithBody{T}"/>, where the body is a file.</summary>
    /// <exception cref="ProblemException">As <see cref="Require"/>; 400, 408, 413 or 415.</exception>
    public async Task<(Caller Caller, ReadOnlyMemory<byte> File)> RequireWithFile(
        HttpRequest request, Action<Caller> admit, int maxBytes, CancellationToken cancellation)
    {
        admit(await Require(request, cancellation));
        var file = await RequestBody.ReadFile(request, maxBytes, cancellation);
        return (await Require(request, cancellation), file);
    }

    /// <summary>The caller, or null when no token was sent at all.</summary>
    /// <exception cref="ProblemException">As <see cref="Require"/>: a bad token is refused also where none is needed.</exception>
    public async ValueTask<Caller?> Find(HttpRequest request, CancellationToken cancellation)
    {
        var headers = request.Headers.Authorization;
        if (headers.Count == 0)
            return null;
        if (headers.Count > 1 || headers[0] is not { } header || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            throw Problem.Unauthorized("The Authorization header must be 'Bearer' and an access token.", "invalid_request");

        var caller = await _verified.Get(header, cancellation);
        if (caller.Expires + ClockSkew <= _clock.GetUtcNow())
        {
            _verified.Drop(header);
            throw Refused();
        }

        return await _revocations.Contains(caller, cancellation)
            ? throw Problem.SessionEnded()
            : caller;
    }

    private async Task<Caller> Verify(string token)
    {
        if (token.Length > MaxTokenLength || !_handler.CanReadToken(token))
            throw Refused();
        JsonWebToken unverified;
        try
        {
            unverified = _handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or SecurityTokenException)
        {
            throw Refused();
        }

        // The algorithm is looked at before the key, the key is chosen by id alone, and no header of the token can bring a key along.
        if (unverified.Alg != SecurityAlgorithms.EcdsaSha256 || await _keys.Find(unverified.Kid ?? "", CancellationToken.None) is not { } key)
            throw Refused();

        var now = _clock.GetUtcNow().UtcDateTime;
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = _options.Issuer,
            ValidAudience = _options.Audience,
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = key,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) =>
                expires is { } end && end + ClockSkew > now && (notBefore is not { } start || start - ClockSkew <= now),
        });
        if (!result.IsValid || result.SecurityToken is not JsonWebToken { Subject.Length: > 0 } verified
            || !verified.TryGetClaim("sid", out var session))
            throw Refused();

        return new Caller(verified.Subject, session.Value, Roles(verified.Claims), verified.IssuedAt, verified.ValidTo);
    }

    private static string[] Roles(IEnumerable<Claim> claims) => [.. claims.Where(c => c.Type == "roles").Select(c => c.Value)];

    private static ProblemException Refused() => Problem.Unauthorized("The access token is not valid or has expired. Sign in again.", "invalid_token");
}
