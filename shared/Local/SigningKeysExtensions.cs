using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Local;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class SigningKeysExtensions
{
    /// <summary>The keys that access tokens are signed with: files in the data directory, the first one made on the first run.</summary>
    public static FunctionsApplicationBuilder AddSigningKeys(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ISigningKeyStore>(provider =>
            new FileSigningKeys(Path.Combine(DataDirectory.Of(builder.Configuration), "keys"), provider.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
