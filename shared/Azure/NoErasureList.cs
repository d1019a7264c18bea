using QuizPlatform.Platform;

namespace QuizPlatform.Azure;

internal sealed class NoErasureList : IErasureList
{
    public Task Add(Erasure erasure, CancellationToken cancellation) => Task.CompletedTask;
    public Task<IReadOnlyList<Erasure>> ToRepeat(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Erasure>>([]);
    public Task Repeated(CancellationToken cancellation) => Task.CompletedTask;
}
