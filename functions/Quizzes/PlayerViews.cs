using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using QuizPlatform.Platform;

namespace QuizPlatform.Quizzes;

/// <summary>
/// The answers of GET quiz, serialised once and kept for a second: players of one quiz come in crowds, and a crowd costs one read. A change
/// made in this process shows at once, one made by another instance of the app within the second.
/// </summary>
public sealed class PlayerViews(IDbContextFactory<QuizzesDb> stores, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);
    private const int MaxKept = 500;
    private const int MaxLength = 128 * 1024; // 500 of them are 64 MB; longer answers are shared while they are read, not kept

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The answer, or null when players have no such quiz.</summary>
    public Task<CachedJson?> Get(string id, CancellationToken cancellation)
    {
        if (!_entries.TryGetValue(id, out var entry) || clock.GetElapsedTime(entry.Since) >= MaxAge)
            entry = Renew(id, entry);
        var view = entry.View.Value;
        return view.IsCompleted ? view : view.WaitAsync(cancellation);
    }

    internal int Count => _entries.Count;

    /// <summary>To be called after a change was saved.</summary>
    public void Drop(string id) => _entries.TryRemove(id, out _);

    private Entry Renew(string id, Entry? old)
    {
        if (_entries.Count >= MaxKept)
            MakeRoom();

        // The read belongs to everybody who waits for it: no single request may cancel it.
        Entry renewed = null!;
        renewed = new Entry(clock.GetTimestamp(), new Lazy<Task<CachedJson?>>(() => Read(id, renewed)));
        if (old is null)
            return _entries.GetOrAdd(id, renewed);
        return _entries.TryUpdate(id, renewed, old) ? renewed : _entries.GetOrAdd(id, renewed);
    }

    private async Task<CachedJson?> Read(string id, Entry entry)
    {
        CachedJson? view = null;
        try
        {
            await using var quizzes = await stores.CreateDbContextAsync();
            var quiz = await quizzes.Find(id, CancellationToken.None);
            return view = quiz is { IsPublished: true } ? CachedJson.Of(PlayerView.Of(quiz), ETags.Of(quiz.Revision)) : null;
        }
        finally
        {
            if (view is null || view.Length > MaxLength)
                _entries.TryRemove(KeyValuePair.Create(id, entry));
        }
    }

    private void MakeRoom()
    {
        foreach (var (id, entry) in _entries)
        {
            if (clock.GetElapsedTime(entry.Since) >= MaxAge)
                _entries.TryRemove(KeyValuePair.Create(id, entry));
        }

        if (_entries.Count >= MaxKept)
            _entries.Clear();
    }

    private sealed record Entry(long Since, Lazy<Task<CachedJson?>> View);
}
