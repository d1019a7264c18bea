using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>Reads files on half of the processors at most, whatever is in them: the others are for everybody else.</summary>
public sealed class Imports : IDisposable
{
    private readonly HeavyWork _work = new(
        atOnce: Math.Max(1, Environment.ProcessorCount / 2), maxWaiting: 20, maxWait: TimeSpan.FromSeconds(10),
        busy: "Too many files are being imported at this moment. Try again in a few seconds.");

    /// <inheritdoc cref="Import.Of"/>
    /// <exception cref="ProblemException">503: too many wait already.</exception>
    public Task<Import> Read(Format format, ImportFile file, Quiz? into, bool shuffle, string language, CancellationToken cancellation) =>
        _work.Do(() => Import.Of(format, file, into, shuffle, cancellation, language), cancellation);

    public void Dispose() => _work.Dispose();
}
