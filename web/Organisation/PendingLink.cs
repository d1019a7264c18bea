using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Web.Organisation;

/// <summary>
/// Somebody whom the provider has named and who has yet to say which account is theirs: an encrypted cookie for some minutes, on the way of these pages alone.
/// </summary>
/// <param name="Known">Why there was no session yet: the problem's code; null where the owner has asked for a link.</param>
internal sealed record PendingLink(string IdToken, string NonceSecret, string? Email, string? Known, string Return)
{
    public const string Scheme = "organisation-pending";
    public const string Page = "/sign-in/organisation/account";

    private const string Token = "id_token";
    private const string Secret = "nonce_secret";
    private const string KnownKey = "known";
    private const string ReturnKey = "return";
    private const string EmailType = "email";

    /// <summary>What is to be remembered from before the provider is asked.</summary>
    public static AuthenticationProperties Begin(string back) => new() { RedirectUri = Page, Items = { [ReturnKey] = back } };

    public static string ReturnOf(AuthenticationProperties? properties) => properties?.GetString(ReturnKey) ?? "/";

    /// <summary>Keeps what the provider has answered, and nothing else of it.</summary>
    public static ClaimsPrincipal Keep(AuthenticationProperties properties, string idToken, string nonceSecret, string? email)
    {
        properties.StoreTokens([new() { Name = Token, Value = idToken }, new() { Name = Secret, Value = nonceSecret }]);
        return new(new ClaimsIdentity(email is null ? [] : [new Claim(EmailType, email)], Scheme));
    }

    public static void SetKnown(AuthenticationProperties properties, string code) => properties.Items[KnownKey] = code;

    public static PendingLink Of(ClaimsPrincipal? person, AuthenticationProperties properties) => new(
        properties.GetTokenValue(Token)!, properties.GetTokenValue(Secret)!, person?.FindFirstValue(EmailType),
        properties.GetString(KnownKey), ReturnOf(properties));

    /// <summary>Null when there is none, or none any more.</summary>
    public static async Task<PendingLink?> Find(HttpContext context) =>
        await context.AuthenticateAsync(Scheme) is { Succeeded: true, Properties: { } properties } found ? Of(found.Principal, properties) : null;

    public static Task End(HttpContext context) => context.SignOutAsync(Scheme);
}
