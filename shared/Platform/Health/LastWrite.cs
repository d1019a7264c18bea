namespace QuizPlatform.Platform;

/// <summary>How the last write went, for as long as that says something about the next.</summary>
/// <param name="failureTells">After that a failure may be over; by default a second, for who can try again at no cost.</param>
public sealed class LastWrite(TimeProvider clock, TimeSpan? failureTells = null)
{
    private static readonly TimeSpan SuccessTells = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _failureTells = failureTells ?? TimeSpan.FromSeconds(1);
    private volatile Outcome? _last;

    /// <param name="failure">What it failed with; null when it did not.</param>
    public void Went(Exception? failure) => _last = new(failure, clock.GetTimestamp());

    /// <summary>What the last one failed with, however long ago; null when it did not, and when there was none.</summary>
    public Exception? Failure => _last?.Failure;

    /// <summary>Whether there was one lately, and what it failed with.</summary>
    public bool IsKnown(out Exception? failure)
    {
        var last = _last;
        failure = last?.Failure;
        return last is not null && clock.GetElapsedTime(last.At) < (failure is null ? SuccessTells : _failureTells);
    }

    private sealed record Outcome(Exception? Failure, long At);
}
