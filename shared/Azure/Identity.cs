using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace QuizPlatform.Azure;

internal static class Identity
{
    private const string ClientId = "AZURE_CLIENT_ID";

    /// <summary>
    /// In Azure the app's own identity and no other: whatever else could sign in there (a developer's variables, a second identity) is not
    /// tried. Without the setting, as on a developer's machine, whoever is signed in.
    /// </summary>
    public static TokenCredential Credential(this IConfiguration configuration) =>
        configuration[ClientId] is { Length: > 0 } id
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id))
            : new DefaultAzureCredential();
}
