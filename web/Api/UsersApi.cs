namespace QuizPlatform.Web.Api;

/// <summary>The Users app: accounts and sessions.</summary>
public sealed class UsersApi(ApiClient api)
{
    private const string Root = "http://users/api/users";

    public async Task<Account> Register(Registration registration) =>
        (await api.Send<AccountAnswer>(HttpMethod.Post, $"{Root}/register", registration)).Body.User;

    /// <param name="name">The e-mail address or the username.</param>
    public async Task<SignedIn> SignIn(string name, string password)
    {
        object credentials = name.Contains('@', StringComparison.Ordinal) ? new { email = name, password } : new { username = name, password };
        return (await api.Send<SignedIn>(HttpMethod.Post, $"{Root}/login", credentials)).Body;
    }

    public async Task<TokenPair> Refresh(string refreshToken) =>
        (await api.Send<TokenPair>(HttpMethod.Post, $"{Root}/refresh", new { refreshToken })).Body;

    public Task SignOut() => api.Send(HttpMethod.Post, $"{Root}/logout");
}

public sealed record Registration(string? Username, string? Email, string? Password, string? DisplayName);

public sealed record Account(string Id, string Username, string Email, string DisplayName, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt);

public sealed record AccountAnswer(Account User);

/// <param name="ExpiresIn">Seconds the access token holds.</param>
public record TokenPair(string Token, string RefreshToken, int ExpiresIn);

public sealed record SignedIn(string Token, string RefreshToken, int ExpiresIn, Account User) : TokenPair(Token, RefreshToken, ExpiresIn);
