using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Provider;

namespace QuizPlatform.Users.Tests;

/// <summary>The Users app with an organisation's provider, which has the same clock.</summary>
internal sealed class OrganisedApp : IAsyncDisposable
{
    private readonly TestStore<UsersDb> _store;

    private OrganisedApp(TestStore<UsersDb> store, TestProvider provider, (string Name, string Value)[] settings)
    {
        (_store, Provider) = (store, provider);
        Settings = [("Organisation:Authority", provider.Issuer), ("Organisation:ClientId", TestProvider.ClientId), .. settings];
        App = new UsersApp(store, Settings);
    }

    public TestProvider Provider { get; }
    public UsersApp App { get; }
    public (string Name, string Value)[] Settings { get; }

    public static async Task<OrganisedApp> Start(params (string Name, string Value)[] settings)
    {
        var store = new TestStore<UsersDb>();
        return new(store, await TestProvider.Start(clock: store.Clock), settings);
    }

    /// <summary>What the provider says of somebody, and the secret of the request for it.</summary>
    public (string IdToken, string NonceSecret) Assert(Member who, Action<SecurityTokenDescriptor>? change = null)
    {
        var secret = RandomNumberGenerator.GetHexString(64);
        return (Provider.IdToken(who, IdTokens.NonceOf(secret), change), secret);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
        await _store.DisposeAsync();
    }
}
