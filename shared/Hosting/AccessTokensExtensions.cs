using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class AccessTokensExtensions
{
    /// <summary>
    /// Believes the access tokens that the Users app signs (setting <c>Services:Users</c>), except those of sessions and people that events have
    /// revoked. The app's model holds <see cref="Revocation"/> and <see cref="RememberedKeys"/>.
    /// </summary>
    public static FunctionsApplicationBuilder AddAccessTokens<TDb>(this FunctionsApplicationBuilder builder)
        where TDb : DocumentDb
    {
        var users = builder.Configuration.ServiceUrl("Users", "http://localhost:3001");
        builder.Services.AddHttpClient(UsersClient.Name, client =>
        {
            client.BaseAddress = users;
            client.Timeout = TimeSpan.FromSeconds(3);
        });
        builder.Services.AddSingleton<IKeySet, RemoteKeySet<TDb>>();
        builder.Services.AddSingleton<IRevocations, StoredRevocations<TDb>>();
        return builder;
    }
}
