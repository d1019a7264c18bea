namespace QuizPlatform.Web.Api;

/// <summary>What one's own account wants beside the password.</summary>
public sealed class SecondFactorApi(ApiClient api)
{
    private const string Root = "http://users/api/users/second-factor";

    public Task<SecondFactor> Get() => api.Get<SecondFactor>(Root);

    public async Task<SecondFactorSetup> Begin(string? password) =>
        (await api.Send<SecondFactorSetup>(HttpMethod.Post, $"{Root}/options", new { password })).Body;

    /// <returns>The recovery codes, which are told here and never again.</returns>
    public async Task<IReadOnlyList<string>> TurnOn(string? state, string? code) =>
        (await api.Send<RecoveryCodes>(HttpMethod.Put, Root, new { state, code })).Body.Codes;

    /// <inheritdoc cref="TurnOn"/>
    public async Task<IReadOnlyList<string>> RenewCodes(string? password, string? code) =>
        (await api.Send<RecoveryCodes>(HttpMethod.Post, $"{Root}/recovery-codes", new { password, code })).Body.Codes;

    public Task TurnOff(string? password, string? code) => api.Send(HttpMethod.Delete, Root, new { password, code });

    private sealed record RecoveryCodes(IReadOnlyList<string> Codes);
}

/// <param name="RecoveryCodes">How many are left.</param>
public sealed record SecondFactor(bool On, DateTimeOffset? Since, int RecoveryCodes);

/// <param name="Uri">For a QR code, or to be opened by an app on the same device.</param>
public sealed record SecondFactorSetup(string Secret, string Uri, string State);
