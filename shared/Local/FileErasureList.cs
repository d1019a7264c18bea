using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>The list as a file; another one in the data directory says that a backup was put back there.</summary>
internal sealed class FileErasureList(string path, string dataDirectory, TimeProvider clock) : IErasureList
{
    public const string RestoredMark = "restored";

    private readonly string _mark = Path.Combine(dataDirectory, RestoredMark);
    private readonly Lock _lock = new();
    private HashSet<string>? _listed;

    public Task Add(Erasure erasure, CancellationToken cancellation)
    {
        try
        {
            lock (_lock)
            {
                _listed ??= [.. File.Exists(path) ? ErasureFile.Read(path).People.Select(person => person.UserId) : []];
                if (!_listed.Contains(erasure.UserId))
                    ErasureFile.Append(path, erasure);
                _listed.Add(erasure.UserId);
            }

            return Task.CompletedTask;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("The list of erasures cannot be written just now. Try again in a moment.", e);
        }
    }

    public Task<IReadOnlyList<Erasure>> ToRepeat(CancellationToken cancellation)
    {
        try
        {
            if (File.Exists(_mark))
                return Task.FromResult(ErasureFile.Read(path).People);

            // There from the first start on, so that a missing list is known for a lost one.
            if (!File.Exists(path))
            {
                OwnerOnly.MakeDirectory(Path.GetDirectoryName(path)!);
                ErasureFile.Write(path, new(clock.GetUtcNow(), []));
            }

            return Task.FromResult<IReadOnlyList<Erasure>>([]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                $"The list of erasures {path} cannot be read or written ({e.Message.TrimEnd('.')}): "
                + "without it people who were deleted could come back from a backup. Put it in its place.", e);
        }
    }

    public Task Repeated(CancellationToken cancellation)
    {
        File.Delete(_mark);
        return Task.CompletedTask;
    }
}
