using QuizPlatform.Platform;

namespace QuizPlatform.Users.Tests;

internal sealed class MemoryErasureList : IErasureList
{
    public Dictionary<string, DateTimeOffset> People { get; } = [];
    public Dictionary<string, string?> KeptBy { get; } = [];

    /// <summary>A backup was put back.</summary>
    public bool Restored { get; set; }

    public bool Unwritable { get; set; }

    public Task Add(Erasure erasure, CancellationToken cancellation)
    {
        if (Unwritable)
            throw new StoreUnavailableException("The list cannot be written just now.");
        People.TryAdd(erasure.UserId, erasure.DeletedAt);
        KeptBy.TryAdd(erasure.UserId, erasure.KeptBy);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Erasure>> ToRepeat(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Erasure>>(
            Restored ? [.. People.Select(person => new Erasure(person.Key, person.Value, KeptBy.GetValueOrDefault(person.Key)))] : []);

    public Task Repeated(CancellationToken cancellation)
    {
        Restored = false;
        return Task.CompletedTask;
    }
}
