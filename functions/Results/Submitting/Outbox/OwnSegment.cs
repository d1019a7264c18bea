namespace QuizPlatform.Results;

/// <summary>An <see cref="OutboxSegment"/> that this process has begun: what is under way in it. All may be called at once.</summary>
internal sealed class OwnSegment(string id, DateTimeOffset endsAt)
{
    internal const int Length = 64; // results

    private readonly Lock _lock = new();
    private int _added;
    private int _inside;
    private bool _hasLeftovers;
    private bool _isEnded;
    private bool _isRemoved;

    public string Id => id;
    public DateTimeOffset EndsAt => endsAt;

    public bool IsOver(DateTimeOffset now)
    {
        lock (_lock)
            return _isEnded || _added >= Length || now >= endsAt;
    }

    /// <summary>Before a result is added.</summary>
    /// <returns>False when none is to be added any more.</returns>
    public bool TryEnter(DateTimeOffset now)
    {
        lock (_lock)
        {
            if (IsOver(now))
                return false;
            _added++;
            _inside++;
            return true;
        }
    }

    /// <summary>Before what is left is sent.</summary>
    /// <returns>False when nothing is.</returns>
    public bool TryEnterAgain()
    {
        lock (_lock)
        {
            if (!_hasLeftovers)
                return false;
            _hasLeftovers = false;
            _inside++;
            return true;
        }
    }

    /// <param name="isSettled">Whether that for which it was entered leaves nothing to send.</param>
    public void Leave(bool isSettled)
    {
        lock (_lock)
        {
            _inside--;
            _hasLeftovers |= !isSettled;
        }
    }

    /// <summary>No more results are added.</summary>
    public void End()
    {
        lock (_lock)
            _isEnded = true;
    }

    /// <summary>It could not be removed.</summary>
    public void Keep()
    {
        lock (_lock)
            _isRemoved = false;
    }

    /// <summary>True once, when all is sent.</summary>
    public bool TryRemove()
    {
        lock (_lock)
        {
            if (_isRemoved || !_isEnded || _inside > 0 || _hasLeftovers)
                return false;
            return _isRemoved = true;
        }
    }
}
