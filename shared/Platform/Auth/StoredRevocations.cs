using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.Platform;

/// <summary>
/// Revocations an app learned of by event and keeps in its own store. Read again every second while tokens are being checked, so that every
/// instance of the app knows within a second of the event; while they cannot be read, those known hold.
/// </summary>
public sealed class StoredRevocations<TDb> : IRevocations
    where TDb : DocumentDb
{
    private readonly IDbContextFactory<TDb> _databases;
    private readonly ILogger<StoredRevocations<TDb>> _log;
    private readonly Kept<string, FrozenDictionary<string, DateTimeOffset>> _kept;
    private volatile FrozenDictionary<string, DateTimeOffset>? _known;

    public StoredRevocations(IDbContextFactory<TDb> databases, TimeProvider clock, ILogger<StoredRevocations<TDb>> log)
    {
        (_databases, _log) = (databases, log);
        _kept = new(_ => ReadOrKnown(), TimeSpan.FromSeconds(1), 1, clock);
    }

    public async ValueTask<bool> Contains(Caller caller, CancellationToken cancellation)
    {
        var known = await _kept.Get(Revocation.PartitionValue, cancellation);
        return known.Count != 0
            && (known.ContainsKey(caller.SessionId) || (known.TryGetValue(caller.UserId, out var before) && caller.IssuedAt <= before));
    }

    private async Task<FrozenDictionary<string, DateTimeOffset>> ReadOrKnown()
    {
        try
        {
            return _known = await Read();
        }
        catch (Exception e) when (_known is not null)
        {
            _log.LogWarning(e, "The revocations could not be read again; going on with those known");
            return _known;
        }
    }

    private async Task<FrozenDictionary<string, DateTimeOffset>> Read()
    {
        await using var db = await _databases.CreateDbContextAsync();
        var revocations = await db.Set<Revocation>().AsNoTracking()
            .Where(r => r.Partition == Revocation.PartitionValue)
            .Select(r => new { r.Subject, r.IssuedBefore })
            .ToListAsync();
        return revocations.ToFrozenDictionary(r => r.Subject, r => r.IssuedBefore);
    }
}
