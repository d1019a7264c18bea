using Microsoft.Extensions.Caching.Memory;

namespace QuizPlatform.Web.Api;

/// <summary>The Users app: accounts and sessions.</summary>
public sealed class UsersApi(ApiClient api, IMemoryCache cache)
{
    private const string Root = "http://users/api/users";

    public async Task<Account> Register(Registration registration) =>
        (await api.Send<AccountAnswer>(HttpMethod.Post, $"{Root}/register", registration)).Body.User;

    /// <summary>Whether one may play without an account.</summary>
    public Task<GuestTerms> Guests() => Setting<GuestTerms>($"{Root}/guest");

    /// <summary>Whether letters are sent, as far as is known: a forgotten password and the confirming of an address need one.</summary>
    public async Task<bool> SendsLetters() => (await Answer.OrNull(() => Setting<LetterTerms>($"{Root}/letters")))?.Sent ?? true;

    /// <param name="displayName">Null: a made-up one.</param>
    public async Task<SignedIn> PlayAsGuest(string? displayName) =>
        (await api.Send<SignedIn>(HttpMethod.Post, $"{Root}/guest", new { displayName })).Body;

    /// <summary>Takes back the guest that one is, with all that is kept.</summary>
    public Task ForgetGuest() => api.Send(HttpMethod.Delete, $"{Root}/profile", new { });

    /// <param name="name">The e-mail address or the username.</param>
    /// <param name="guestRefreshToken">Of the guest whose results the account keeps; null: none.</param>
    /// <param name="code">Of the second factor; null: none was asked for yet.</param>
    public async Task<SignedIn> SignIn(string name, string password, string? guestRefreshToken = null, string? code = null)
    {
        object credentials = name.Contains('@', StringComparison.Ordinal)
            ? new { email = name, password, guestRefreshToken, code }
            : new { username = name, password, guestRefreshToken, code };
        return (await api.Send<SignedIn>(HttpMethod.Post, $"{Root}/login", credentials)).Body;
    }

    public async Task<TokenPair> Refresh(string refreshToken) =>
        (await api.Send<TokenPair>(HttpMethod.Post, $"{Root}/refresh", new { refreshToken })).Body;

    /// <summary>Ends the session that asks, if it can be.</summary>
    public async Task TrySignOut()
    {
        try
        {
            await api.Send(HttpMethod.Post, $"{Root}/logout");
        }
        catch (ApiException)
        {
            // It has ended already, or Users is away: gone from the browser it is in any case.
        }
    }

    /// <summary>Ends all of one's own sessions.</summary>
    public Task SignOutEverywhere() => api.Send(HttpMethod.Post, $"{Root}/logout?everywhere=true");

    /// <summary>One's own account, and the tag for a change of it.</summary>
    public async Task<ApiAnswer<Account>> Profile()
    {
        var (body, tag) = await api.GetWithTag<AccountAnswer>($"{Root}/profile");
        return new(body.User, tag);
    }

    /// <param name="tag">Of the profile the change is made to; <c>*</c>: whatever it is.</param>
    public async Task<Account> Change(ProfileChange change, string tag) =>
        (await api.Send<AccountAnswer>(HttpMethod.Patch, $"{Root}/profile", change, tag)).Body.User;

    /// <param name="code">Of the second factor; null: none was asked for yet.</param>
    public Task Delete(string password, string? code) => api.Send(HttpMethod.Delete, $"{Root}/profile", new { password, code });

    /// <param name="token">From the letter's link.</param>
    public Task ConfirmAddress(string token) => api.Send(HttpMethod.Post, $"{Root}/email/confirm", new { token });

    /// <param name="token">From the link of the letter that told of a changed address.</param>
    public Task UndoEmailChange(string token, string password, string? code = null) =>
        api.Send(HttpMethod.Post, $"{Root}/email/undo", new { token, password, code });

    /// <summary>Has the letter sent again that confirms one's address.</summary>
    public Task AskForConfirmation() => api.Send(HttpMethod.Post, $"{Root}/email/confirmation", new { });

    /// <summary>Asks for a letter with a link that sets a new password.</summary>
    public Task ForgetPassword(string? email) => api.Send(HttpMethod.Post, $"{Root}/password/forgotten", new { email });

    /// <param name="token">From the letter's link.</param>
    /// <param name="code">Of the second factor; null: none was asked for yet.</param>
    public Task ResetPassword(string token, string password, string? code = null) =>
        api.Send(HttpMethod.Post, $"{Root}/password/reset", new { token, password, code });

    /// <summary>One's own sessions.</summary>
    public async Task<IReadOnlyList<UserSession>> Sessions() => (await api.Get<SessionList>($"{Root}/sessions")).Sessions;

    public Task EndSession(string id) => api.Send(HttpMethod.Delete, $"{Root}/sessions/{Uri.EscapeDataString(id)}");

    // Asked once a minute.
    private async Task<T> Setting<T>(string url) => (await cache.GetOrCreateAsync(url, entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(1);
        return api.Get<T>(url);
    }))!;

    private sealed record SessionList(IReadOnlyList<UserSession> Sessions);
}

/// <param name="GuestRefreshToken">Of the guest whose results the account keeps; null: none.</param>
public sealed record Registration(string? Username, string? Email, string? Password, string? DisplayName, string? GuestRefreshToken);

/// <param name="HideName">Whether boards keep the name to themselves.</param>
/// <param name="EmailConfirmed">Null: nobody has asked.</param>
public sealed record Account(
    string Id, string Username, string Email, string DisplayName, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt, bool HideName,
    bool? EmailConfirmed = null);

public sealed record AccountAnswer(Account User);

/// <param name="ExpiresIn">Seconds the access token holds.</param>
public record TokenPair(string Token, string RefreshToken, int ExpiresIn);

/// <param name="KeptGuest">Whether what was done as a guest goes over to the account.</param>
public sealed record SignedIn(string Token, string RefreshToken, int ExpiresIn, Account User, bool KeptGuest = false)
    : TokenPair(Token, RefreshToken, ExpiresIn);

/// <summary>The new values; null: as it is.</summary>
public sealed record ProfileChange
{
    public string? DisplayName { get; init; }
    public bool? HideName { get; init; }
    public string? Email { get; init; }
    public string? Password { get; init; }
    public string? CurrentPassword { get; init; }
    public string? Code { get; init; }
}

/// <param name="Current">Whether it is the one that asks.</param>
public sealed record UserSession(string Id, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, string? UserAgent, bool Current);

/// <param name="Offered">Whether one may play without an account.</param>
public sealed record GuestTerms(bool Offered);

/// <param name="Sent">Whether any are.</param>
public sealed record LetterTerms(bool Sent);
