using System.Collections.Concurrent;

namespace QuizPlatform.Platform;

/// <summary>
/// What was read, kept in memory for a while: a crowd that asks for the same thing costs one read. The read belongs to everybody who waits for
/// it, so no single request cancels it. One that fails is told to those who wait, and made anew for the next.
/// </summary>
/// <param name="read">Reads what belongs to a key.</param>
/// <param name="age">How long it is given out, from when it was first asked for.</param>
/// <param name="max">How many are kept at most.</param>
/// <param name="clock">Time that passes; what its hands are set to does not matter.</param>
/// <param name="isWorthKeeping">Tells what is kept once it is read; by default all is.</param>
public sealed class Kept<TKey, T>(Func<TKey, Task<T>> read, TimeSpan age, int max, TimeProvider clock, Func<T, bool>? isWorthKeeping = null)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();

    public int Count => _entries.Count;

    /// <param name="cancellation">Ends this caller's waiting.</param>
    public Task<T> Get(TKey key, CancellationToken cancellation)
    {
        if (!_entries.TryGetValue(key, out var entry) || IsOld(entry))
            entry = Renew(key, entry);
        var value = entry.Value.Value;
        return value.IsCompleted ? value : value.WaitAsync(cancellation);
    }

    /// <summary>Forgets it, a read under way too: who asks from now on gets it read anew.</summary>
    public void Drop(TKey key) => _entries.TryRemove(key, out _);

    private bool IsOld(Entry entry) => clock.GetElapsedTime(entry.Since) >= age;

    private Entry Renew(TKey key, Entry? old)
    {
        if (_entries.Count >= max)
            MakeRoom();

        Entry renewed = null!;
        renewed = new(clock.GetTimestamp(), new Lazy<Task<T>>(() => Read(key, renewed)));
        if (old is null)
            return _entries.GetOrAdd(key, renewed);
        return _entries.TryUpdate(key, renewed, old) ? renewed : _entries.GetOrAdd(key, renewed);
    }

    private async Task<T> Read(TKey key, Entry entry)
    {
        var keep = false;
        try
        {
            var value = await read(key);
            keep = isWorthKeeping?.Invoke(value) ?? true;
            return value;
        }
        finally
        {
            if (!keep)
                _entries.TryRemove(KeyValuePair.Create(key, entry));
        }
    }

    // Old ones go first; if that is not enough all of them, for they can be read again.
    private void MakeRoom()
    {
        foreach (var (key, entry) in _entries)
        {
            if (IsOld(entry))
                _entries.TryRemove(KeyValuePair.Create(key, entry));
        }

        if (_entries.Count >= max)
            _entries.Clear();
    }

    private sealed record Entry(long Since, Lazy<Task<T>> Value);
}
