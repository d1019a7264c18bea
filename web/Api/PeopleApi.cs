using System.Net;

namespace QuizPlatform.Web.Api;

/// <summary>The Users app for admins: other people's accounts.</summary>
public sealed class PeopleApi(ApiClient api)
{
    private const string Root = "http://users/api/users";

    /// <param name="search">An id, a username, an e-mail address, or a part of a username or display name.</param>
    public Task<FoundPeople> Find(string search) => api.Get<FoundPeople>($"{Root}?search={Uri.EscapeDataString(search)}");

    /// <exception cref="ApiException">404: there is nobody with that id.</exception>
    public async Task<Account> Get(string id) => (await Find(id)).Users.SingleOrDefault(person => person.Id == id)
        ?? throw new ApiException("There is nobody with this id.") { Status = HttpStatusCode.NotFound, Code = "user.not-found" };

    public Task SetRoles(string id, IReadOnlyList<string> roles) => api.Send(HttpMethod.Put, $"{Of(id)}/roles", new { roles });

    public Task SignOut(string id) => api.Send(HttpMethod.Delete, $"{Of(id)}/sessions");

    /// <exception cref="ApiException">404: there is none, or nobody with that id.</exception>
    public Task TurnOffSecondFactor(string id) => api.Send(HttpMethod.Delete, $"{Of(id)}/second-factor");

    public Task Close(string id) => api.Send(HttpMethod.Delete, Of(id));

    private static string Of(string id) => $"{Root}/{Uri.EscapeDataString(id)}";
}

/// <param name="More">Whether there are others that match as well.</param>
public sealed record FoundPeople(IReadOnlyList<Account> Users, bool More);
