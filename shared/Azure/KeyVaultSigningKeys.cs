using System.Security.Cryptography;
using Azure.Security.KeyVault.Secrets;
using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// The versions of one secret, each a private key in PEM. The app may only read; a new version is added by whoever rotates
/// (infra/secrets.sh), and a version that is disabled or expired is a key no longer.
/// </summary>
internal sealed class KeyVaultSigningKeys(SecretClient vault, TimeProvider clock) : ISigningKeyStore
{
    private const string Secret = "token-signing-key";

    private readonly Dictionary<string, SigningKey> _known = [];

    public async Task<IReadOnlyList<SigningKey>> Load(CancellationToken cancellation)
    {
        var keys = new List<SigningKey>();
        await foreach (var version in vault.GetPropertiesOfSecretVersionsAsync(Secret, cancellation))
        {
            if (version.Enabled != false && !(version.ExpiresOn <= clock.GetUtcNow()))
                keys.Add(await Get(version, cancellation));
        }

        return keys.Count > 0
            ? keys
            : throw new InvalidOperationException(
                $"The vault {vault.VaultUri} holds no enabled version of the secret '{Secret}': run infra/secrets.sh create.");
    }

    // A version never changes, so its value is fetched once.
    private async Task<SigningKey> Get(SecretProperties version, CancellationToken cancellation)
    {
        if (_known.TryGetValue(version.Version, out var known))
            return known;

        var secret = await vault.GetSecretAsync(Secret, version.Version, cancellationToken: cancellation);
        try
        {
            return _known[version.Version] = SigningKey.FromPem(secret.Value.Value, version.CreatedOn ?? clock.GetUtcNow());
        }
        catch (CryptographicException e)
        {
            throw new InvalidOperationException(
                $"The version {version.Version} of the secret '{Secret}' in {vault.VaultUri} is no signing key ({e.Message.TrimEnd('.')}): disable it.", e);
        }
    }
}
