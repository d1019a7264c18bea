using System.Security.Claims;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace QuizPlatform.Provider;

/// <summary>Somebody with an account at the provider.</summary>
/// <param name="EmailVerified">Null: the provider does not say.</param>
/// <param name="Roles">In the claim <c>roles</c>.</param>
public sealed record Member(string Subject, string? Email, bool? EmailVerified = true, string? Username = null, string? Name = null, params string[] Roles)
{
    /// <summary>What an ID token says of them.</summary>
    public IReadOnlyDictionary<string, object> Claims()
    {
        var claims = new Dictionary<string, object?>
        {
            ["sub"] = Subject,
            ["email"] = Email,
            ["email_verified"] = EmailVerified,
            ["preferred_username"] = Username,
            ["name"] = Name,
            ["roles"] = Roles.Length == 0 ? null : Roles,
        };
        return claims.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Key, claim => claim.Value!);
    }

    internal ClaimsPrincipal Principal(IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("provider", OpenIddictConstants.Claims.Name, OpenIddictConstants.Claims.Role);
        identity.SetClaim("sub", Subject).SetClaim("email", Email).SetClaim("preferred_username", Username).SetClaim("name", Name);
        if (EmailVerified is { } verified)
            identity.SetClaim("email_verified", verified);
        if (Roles.Length > 0)
            identity.SetClaims("roles", [.. Roles]);
        identity.SetDestinations(_ => [Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity).SetScopes(scopes);
    }
}
