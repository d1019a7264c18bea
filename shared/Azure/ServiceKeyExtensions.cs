using Microsoft.Azure.Functions.Worker.Builder;

namespace QuizPlatform.Hosting;

public static class ServiceKeyExtensions
{
    /// <summary>
    /// The key to another app's internal functions, setting <c>Services:{app}Key</c>; in Azure a reference that the platform fills in from the vault.
    /// </summary>
    /// <exception cref="InvalidOperationException">The setting is missing, or the platform could not read the vault.</exception>
    public static string ServiceKey(this FunctionsApplicationBuilder builder, string app) => builder.Configuration[$"Services:{app}Key"] switch
    {
        null or "" => throw new InvalidOperationException($"The setting Services__{app}Key is missing: the key to the internal functions of {app}."),
        var text when text.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) => throw new InvalidOperationException(
            $"The setting Services__{app}Key is still a reference to Key Vault: "
            + "run infra/secrets.sh create and share, which make the secret and have it read again."),
        var key => key,
    };
}
