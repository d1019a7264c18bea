namespace QuizPlatform.Web.Api;

/// <summary>The Users app: accounts that are linked to an organisation's provider.</summary>
public sealed class OrganisationApi(ApiClient api)
{
    private const string Root = "http://users/api/users";

    /// <param name="guestRefreshToken">Of the guest whose results the account keeps; null: none.</param>
    public async Task<SignedIn> SignIn(string idToken, string nonceSecret, string? guestRefreshToken) =>
        (await api.Send<SignedIn>(HttpMethod.Post, $"{Root}/login/organisation", new { idToken, nonceSecret, guestRefreshToken })).Body;

    /// <summary>Whether one's own account is linked.</summary>
    public Task<AccountLink> Get() => api.Get<AccountLink>($"{Root}/organisation");

    public Task Link(string idToken, string nonceSecret) => api.Send(HttpMethod.Post, $"{Root}/organisation", new { idToken, nonceSecret });

    public Task Unlink() => api.Send(HttpMethod.Delete, $"{Root}/organisation");
}

/// <param name="LinkedAt">Null: it is not.</param>
public sealed record AccountLink(DateTimeOffset? LinkedAt, bool HasPassword);
