namespace QuizPlatform.Platform;

/// <summary>Where the keys that access tokens are signed with are kept: files in Local, Key Vault in Azure.</summary>
public interface ISigningKeyStore
{
    /// <summary>Every key there is, in any order, at least one.</summary>
    Task<IReadOnlyList<SigningKey>> Load(CancellationToken cancellation);

    /// <summary>Keeps one more key.</summary>
    /// <returns>False where the app may only read: there somebody else adds the keys (in Key Vault, a new version of the secret).</returns>
    Task<bool> Add(SigningKey key, CancellationToken cancellation) => Task.FromResult(false);

    /// <summary>Forgets a key that nothing is verified with any more; does nothing where the app may only read.</summary>
    Task Remove(SigningKey key, CancellationToken cancellation) => Task.CompletedTask;
}
