using System.Text.Json;

namespace QuizPlatform.Web.Api;

/// <summary>The passkeys of one's own account, and signing in with one.</summary>
public sealed class PasskeysApi(ApiClient api)
{
    private const string Root = "http://users/api/users";

    public Task<PasskeyList> All() => api.Get<PasskeyList>($"{Root}/passkeys");

    /// <param name="credential">JSON that the browser has made.</param>
    public Task Add(string? name, string? state, string? credential) =>
        api.Send(HttpMethod.Post, $"{Root}/passkeys", new { name, state, credential = Read(credential) });

    public Task Rename(string id, string? name) => api.Send(HttpMethod.Put, $"{Root}/passkeys/{Uri.EscapeDataString(id)}", new { name });

    /// <param name="code">Of the second factor; null: none was asked for yet.</param>
    public Task Remove(string id, string? password, string? code) =>
        api.Send(HttpMethod.Delete, $"{Root}/passkeys/{Uri.EscapeDataString(id)}", new { password, code });

    /// <param name="credential">JSON that the browser has made.</param>
    /// <param name="guestRefreshToken">Of the guest whose results the account keeps; null: none.</param>
    public async Task<SignedIn> SignIn(string? state, string? credential, string? guestRefreshToken) => (await api.Send<SignedIn>(
        HttpMethod.Post, $"{Root}/login/passkey", new { state, credential = Read(credential), guestRefreshToken })).Body;

    // It comes from a form, where anything may stand: what is no JSON is none.
    private static JsonElement? Read(string? json)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json ?? "null");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <param name="Offered">Whether browsers make any for this platform.</param>
public sealed record PasskeyList(bool Offered, IReadOnlyList<Passkey> Passkeys);

public sealed record Passkey(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt, bool Synced);
