using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

internal static class AllowancesExtensions
{
    /// <summary>Room for a school of two hundred behind one address, and for one person with a few tabs.</summary>
    public static void AddAllowances(this WebApplicationBuilder builder)
    {
        builder.AddRateLimit(AddressAllowance.Name, permits: 12_000, seconds: 60);
        builder.AddRateLimit(AccountAllowance.Name, permits: 1_200, seconds: 60);

        var services = builder.Services;
        services.AddOptions<TokenOptions>().FromSettings(TokenOptions.Section);
        services.AddHttpClient(UsersClient.Name, client =>
        {
            client.BaseAddress = new Uri("http://users/");
            client.Timeout = TimeSpan.FromSeconds(1); // who waits for it is waiting for an app
        }).ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<AppsHandler>());
        services.AddSingleton<IKeySet, RemoteKeySet>();
        services.AddSingleton<IRevocations, NoRevocations>();
        services.AddSingleton<BearerTokens>();
    }

    // Whose token it is does not change with its session's end, and nobody gets anything for it here.
    private sealed class NoRevocations : IRevocations
    {
        public ValueTask<bool> Contains(Caller caller, CancellationToken cancellation) => ValueTask.FromResult(false);
    }
}
