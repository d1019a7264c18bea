using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Issues access tokens (RFC 9068), signed with the current key.</summary>
public sealed class AccessTokens(
    SigningKeys keys, IOptions<TokenOptions> options, IOptions<AccountOptions> accounts, IOptions<MailOptions> mail)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>How long a token may be believed anywhere: its lifetime and what verifiers allow for clocks.</summary>
    public static readonly TimeSpan MaxAge = Lifetime + TimeSpan.FromMinutes(1);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Issue(User user, string sessionId, DateTimeOffset now) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        TokenType = "at+jwt",
        Issuer = options.Value.Issuer,
        Audience = options.Value.Audience,
        IssuedAt = now.UtcDateTime,
        Expires = (now + Lifetime).UtcDateTime,
        Claims = new Dictionary<string, object>
        {
            ["sub"] = user.UserId,
            ["client_id"] = options.Value.Audience, // RFC 9068 asks for one; there are no other clients
            ["sid"] = sessionId,
            ["jti"] = Guid.NewGuid().ToString("N"),
            ["roles"] = RolesOf(user),
        },
        SigningCredentials = keys.Current.Credentials,
    });

    // What follows from an unconfirmed address is decided here, so that no other app needs the settings.
    private string[] RolesOf(User user) =>
        user.IsUnconfirmed && !(accounts.Value.UnconfirmedPublish ?? !mail.Value.Reaches) ? [.. user.Roles, Caller.Unconfirmed] : [.. user.Roles];
}
