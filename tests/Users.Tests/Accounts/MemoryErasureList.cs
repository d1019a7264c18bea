using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

internal sealed class MemoryErasureList : IErasureList
{
    public Dictionary<string, DateTimeOffset> People { get; } = [];

    /// <summary>A backup was put back.</summary>
    public bool Restored { get; set; }

    public bool Unwritable { get; set; }

    public Task Add(Erasure erasure, CancellationToken cancellation)
    {
        if (Unwritable)
            throw new StoreUnavailableException("The list cannot be written just now.");
        People.TryAdd(erasure.UserId, erasure.DeletedAt);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Erasure>> ToRepeat(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Erasure>>(Restored ? [.. People.Select(person => new Erasure(person.Key, person.Value))] : []);

    public Task Repeated(CancellationToken cancellation)
    {
        Restored = false;
        return Task.CompletedTask;
    }
}
