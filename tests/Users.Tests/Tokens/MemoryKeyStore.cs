using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

internal sealed class MemoryKeyStore : ISigningKeyStore
{
    private static readonly DateTimeOffset LongAgo = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public List<SigningKey> Keys { get; } = [SigningKey.Create(LongAgo)];

    /// <summary>As in Key Vault, where the app may only read.</summary>
    public bool ReadOnly { get; set; }

    public Task<IReadOnlyList<SigningKey>> Load(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<SigningKey>>([.. Keys]);

    public Task<bool> Add(SigningKey key, CancellationToken cancellation)
    {
        if (!ReadOnly)
            Keys.Add(key);
        return Task.FromResult(!ReadOnly);
    }

    public Task Remove(SigningKey key, CancellationToken cancellation)
    {
        if (!ReadOnly)
            Keys.RemoveAll(k => k.Id == key.Id);
        return Task.CompletedTask;
    }
}
