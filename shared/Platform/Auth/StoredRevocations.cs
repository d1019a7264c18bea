using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.Platform;

/// <summary>
/// Revocations an app learned of by event and keeps in its own store. Held in memory and read again every second while tokens are being
/// checked, so that every instance of the app knows within a second of the event.
/// </summary>
public sealed class StoredRevocations<TDb>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<StoredRevocations<TDb>> log) : IRevocations, IDisposable
    where TDb : DocumentDb
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile FrozenDictionary<string, DateTimeOffset>? _known;
    private long _readAt;

    public async ValueTask<bool> Contains(Caller caller, CancellationToken cancellation)
    {
        if (_known is null || clock.GetElapsedTime(Volatile.Read(ref _readAt)) > MaxAge)
            await Refresh(cancellation);
        var known = _known!;
        return known.Count != 0
            && (known.ContainsKey(caller.SessionId) || (known.TryGetValue(caller.UserId, out var before) && caller.IssuedAt <= before));
    }

    // One request reads, the others go on with what is known; only before the first read does everybody wait.
    private async Task Refresh(CancellationToken cancellation)
    {
        if (_known is not null)
        {
            if (!await _reading.WaitAsync(0, cancellation))
                return;
        }
        else
        {
            await _reading.WaitAsync(cancellation);
        }

        try
        {
            if (_known is not null && clock.GetElapsedTime(Volatile.Read(ref _readAt)) <= MaxAge)
                return;
            await using var scope = scopes.CreateAsyncScope();
            var revocations = await scope.ServiceProvider.GetRequiredService<TDb>().Set<Revocation>().AsNoTracking()
                .Where(r => r.Partition == Revocation.PartitionValue)
                .Select(r => new { r.Subject, r.IssuedBefore })
                .ToListAsync(cancellation);
            _known = revocations.ToFrozenDictionary(r => r.Subject, r => r.IssuedBefore);
            Volatile.Write(ref _readAt, clock.GetTimestamp());
        }
        catch (Exception e) when (_known is not null && e is not OperationCanceledException)
        {
            log.LogWarning(e, "The revocations could not be read again; going on with those known");
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();
}
