using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

/// <summary>
/// Beside the emulators, which have no vault: keys that live as long as the process. After a restart people go on with their refresh tokens.
/// </summary>
internal sealed class PassingSigningKeys(TimeProvider clock) : ISigningKeyStore
{
    private readonly List<SigningKey> _keys = [SigningKey.Create(clock.GetUtcNow())];

    public Task<IReadOnlyList<SigningKey>> Load(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<SigningKey>>([.. _keys]);

    public Task<bool> Add(SigningKey key, CancellationToken cancellation)
    {
        _keys.Add(key);
        return Task.FromResult(true);
    }

    public Task Remove(SigningKey key, CancellationToken cancellation)
    {
        _keys.Remove(key);
        return Task.CompletedTask;
    }
}
