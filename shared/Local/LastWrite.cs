namespace QuizPlatform.Local;

/// <summary>How the last write went, for as long as that says something about the next.</summary>
internal sealed class LastWrite(TimeProvider clock)
{
    private static readonly TimeSpan SuccessTells = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FailureTells = TimeSpan.FromSeconds(1); // then it is worth another try: it may be over

    private volatile Outcome? _last;

    /// <param name="failure">What it failed with; null when it did not.</param>
    public void Went(Exception? failure) => _last = new(failure?.GetBaseException().Message, clock.GetTimestamp());

    /// <summary>Whether there was one lately, and what it failed with.</summary>
    public bool IsKnown(out string? failure)
    {
        var last = _last;
        failure = last?.Failure;
        return last is not null && clock.GetElapsedTime(last.At) < (failure is null ? SuccessTells : FailureTells);
    }

    private sealed record Outcome(string? Failure, long At);
}
