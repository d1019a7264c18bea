using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Web.Api;
using QuizPlatform.Web.Organisation;

namespace QuizPlatform.Web.Session;

/// <summary>
/// A visitor's session in the browser: an encrypted cookie that holds the two tokens, so that no page ever sees one and no gateway keeps anything.
/// </summary>
internal static class WebSession
{
    public const string Scheme = "session";

    private const string AccessToken = "access_token";
    private const string RefreshToken = "refresh_token";
    private const string ExpiresAt = "expires_at";

    /// <summary>Begins one in this browser, and ends the one that was here: whoever has a copy of its cookie is not to go on with it.</summary>
    public static async Task Start(HttpContext context, SignedIn signedIn)
    {
        if (context.User.IsSignedIn)
            await context.RequestServices.GetRequiredService<UsersApi>().TrySignOut();
        var properties = new AuthenticationProperties { IsPersistent = true };
        Keep(properties, signedIn, context.RequestServices.GetRequiredService<TimeProvider>());
        await context.SignInAsync(Scheme, PersonOf(signedIn.User), properties);
    }

    /// <summary>Goes on with the same tokens and what the account is called now.</summary>
    public static async Task Rename(HttpContext context, Account account)
    {
        if (await context.AuthenticateAsync(Scheme) is { Succeeded: true, Properties: { } properties })
            await context.SignInAsync(Scheme, PersonOf(account), properties);
    }

    /// <summary>Goes on with a new pair of tokens, where there is a session and Users can be asked.</summary>
    public static async Task Renew(HttpContext context)
    {
        if (await context.AuthenticateAsync(Scheme) is not { Succeeded: true, Principal: { } person, Properties: { } properties })
            return;
        var services = context.RequestServices;
        if (await Answer.OrNull(() => services.GetRequiredService<UsersApi>().Refresh(RefreshTokenOf(properties) ?? "")) is not { } tokens)
            return;
        Keep(properties, tokens, services.GetRequiredService<TimeProvider>());
        await context.SignInAsync(Scheme, person, properties);
    }

    /// <summary>
    /// What shows an account that signs in who the visitor has been as a guest; null for everybody else. Who is not that guest says so on the page before (by
    /// its <c>KeepNote</c>), which ends the guest's session here: so every way of signing in may pass it on without asking.
    /// </summary>
    public static async Task<string?> GuestToken(HttpContext context) =>
        context.User.IsGuest && await context.AuthenticateAsync(Scheme) is { Succeeded: true, Properties: { } properties } ? RefreshTokenOf(properties) : null;

    /// <summary>
    /// Forgets the session in this browser, and whom the organisation has named to it: whoever comes next is not to link their own account to that person.
    /// That it ends at Users too is for the caller to ask for.
    /// </summary>
    public static async Task End(HttpContext context)
    {
        if (context.User is { IsSignedIn: true, IsGuest: false }) // who is not that guest may be on the way to their account
            await PendingLink.End(context);
        await context.SignOutAsync(Scheme);
    }

    public static void Keep(AuthenticationProperties properties, TokenPair tokens, TimeProvider clock) => properties.StoreTokens(
    [
        new() { Name = AccessToken, Value = tokens.Token },
        new() { Name = RefreshToken, Value = tokens.RefreshToken },
        new() { Name = ExpiresAt, Value = clock.GetUtcNow().AddSeconds(tokens.ExpiresIn).ToString("O", CultureInfo.InvariantCulture) },
    ]);

    public static string? RefreshTokenOf(AuthenticationProperties properties) => properties.GetTokenValue(RefreshToken);

    /// <summary>The access token, while it still holds for that long.</summary>
    public static string? AccessTokenOf(AuthenticationProperties properties, TimeProvider clock, TimeSpan atLeast) =>
        DateTimeOffset.TryParse(properties.GetTokenValue(ExpiresAt), CultureInfo.InvariantCulture, out var end) && end - clock.GetUtcNow() > atLeast
            ? properties.GetTokenValue(AccessToken)
            : null;

    private static ClaimsPrincipal PersonOf(Account account) => new(new ClaimsIdentity(
        [
            new(Person.Id, account.Id), new(Person.Name, account.DisplayName),
            .. account.Roles.Select(role => new Claim(Person.Role, role)),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme, Person.Name, Person.Role));
}
