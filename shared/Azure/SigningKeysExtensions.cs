using Azure.Security.KeyVault.Secrets;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Azure;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class SigningKeysExtensions
{
    private const string Vault = "KeyVault:Uri";

    /// <summary>The keys that access tokens are signed with: the versions of the secret <c>token-signing-key</c> in the app's vault.</summary>
    /// <exception cref="InvalidOperationException">The setting is missing or wrong.</exception>
    public static FunctionsApplicationBuilder AddSigningKeys(this FunctionsApplicationBuilder builder)
    {
        switch (builder.Configuration[Vault])
        {
            case { Length: > 0 } text:
                if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
                    throw new InvalidOperationException("The setting KeyVault__Uri must be an https URL, e.g. https://name.vault.azure.net/.");
                builder.Services.AddSingleton(_ => new SecretClient(uri, builder.Configuration.Credential()));
                builder.Services.AddSingleton<ISigningKeyStore, KeyVaultSigningKeys>();
                break;
            case var _ when CosmosAccount.Read(builder.Configuration).IsEmulator:
                builder.Services.AddSingleton<ISigningKeyStore, PassingSigningKeys>();
                break;
            default:
                throw new InvalidOperationException("The setting KeyVault__Uri is missing: the vault that holds the secret 'token-signing-key'.");
        }

        return builder;
    }
}
