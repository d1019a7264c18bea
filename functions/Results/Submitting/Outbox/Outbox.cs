using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using QuizPlatform.Platform;

namespace QuizPlatform.Results;

/// <summary>
/// Saves results and sends their events, without a second save of each that tells of the sending: some share a segment
/// (<see cref="OutboxSegment"/>), which is removed when all of its events are sent. What a process leaves behind is sent by another, for a whole segment:
/// some are then sent twice, which is harmless.
/// </summary>
public sealed class Outbox(
    IDbContextFactory<ResultsDb> databases, AnswerKeys keys, IEventSender events, Leftovers leftovers, TimeProvider clock, ILogger<Outbox> log)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, OwnSegment> _own = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private Task<OwnSegment>? _open;
    private volatile bool _hasSweptAll;

    /// <summary>What tells of the result, under the same id however often it is made.</summary>
    internal static Event EventOf(Result result, AnswerKey key)
    {
        var told = result.ToEvent(key);
        return Event.Parse(Event.Write($"{result.Id}.1", told.SentAs(), result.SubmittedAt, told, EventSpans.Create(told.SentAs())));
    }

    /// <summary>Adds the result, and sends its event, unless its id is taken.</summary>
    /// <returns>False when it is. The context is then empty.</returns>
    public async Task<bool> TryAdd(ResultsDb db, Result result, AnswerKey key, CancellationToken cancellation)
    {
        var segment = await Enter(cancellation);
        result.SendBy(segment.Id);
        var isAdded = false;
        await Settle(segment, async () =>
        {
            isAdded = await db.TryAdd(result, cancellation); // where not, it may have been all the same, and the answer was lost
            return isAdded && await TrySend(result, key);
        });
        return isAdded;
    }

    /// <summary>
    /// Sends what could not be sent before, and what other processes have left: of those who began it long ago, and the first time, when a predecessor may
    /// just have been killed, of all.
    /// </summary>
    public async Task Finish(CancellationToken cancellation)
    {
        var failures = new List<ProblemException>();
        foreach (var segment in _own.Values)
        {
            if (segment.TryEnterAgain())
                await Settle(segment, () => SendAll(segment.Id, failures, cancellation));
            else
                await RemoveIfDone(segment);
        }

        var now = clock.GetUtcNow();
        foreach (var left in await databases.Repeat(db => All(db, cancellation), cancellation))
        {
            var isDue = left.IsDue(now);
            if (_own.ContainsKey(left.Segment) || (_hasSweptAll && !isDue))
                continue;
            if (await SendAll(left.Segment, failures, cancellation) && isDue)
                await databases.Repeat(db => Swept(db, left.Id, now, cancellation), cancellation);
        }

        _hasSweptAll = true;
        if (failures.Count > 0)
            throw failures[0];
    }

    /// <summary>Ends the segment, which nothing more will be added to.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await End(_ => true);
    }

    // Removes it where nobody submits any more.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Look, clock, stoppingToken);
            await End(open => open.IsOver(clock.GetUtcNow()));
        }
    }

    private static Task<List<OutboxSegment>> All(ResultsDb db, CancellationToken cancellation) =>
        db.Set<OutboxSegment>().AsNoTracking().Where(s => s.Partition == OutboxSegment.PartitionValue).ToListAsync(cancellation);

    private static async Task Swept(ResultsDb db, string id, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await db.Find<OutboxSegment>(OutboxSegment.PartitionValue, id, cancellation) is not { } left || !left.IsDue(now))
            return; // somebody else was quicker
        if (left.SweptAt is null)
            left.Swept(now);
        else
            db.Remove(left);
        await db.SaveChangesAsync(cancellation);
    }

    private async Task<OwnSegment> Enter(CancellationToken cancellation)
    {
        while (true)
        {
            Task<OwnSegment> open;
            OwnSegment? before = null;
            lock (_lock)
            {
                var now = clock.GetUtcNow();
                if (_open is null || (_open.IsCompleted && (!_open.IsCompletedSuccessfully || _open.Result.IsOver(now))))
                {
                    before = EndOpen();
                    _open = Begin(now);
                }

                open = _open;
            }

            await RemoveIfDone(before);
            var segment = await open.WaitAsync(cancellation);
            if (segment.TryEnter(clock.GetUtcNow()))
                return segment;
        }
    }

    // For all who wait for it: where it fails, none of them tries in vain once more.
    private async Task<OwnSegment> Begin(DateTimeOffset now)
    {
        var segment = new OwnSegment(PublicId.New(now), now + OutboxSegment.Time);
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        // Its id can be taken by this save alone, whose answer was lost.
        await db.TryAdd(new OutboxSegment(segment.Id, segment.EndsAt), CancellationToken.None);
        _own[segment.Id] = segment;
        return segment;
    }

    private async Task End(Func<OwnSegment, bool> isToEnd)
    {
        OwnSegment? ended = null;
        lock (_lock)
        {
            if (_open is { IsCompletedSuccessfully: true } && isToEnd(_open.Result))
                ended = EndOpen();
        }

        await RemoveIfDone(ended);
    }

    private OwnSegment? EndOpen()
    {
        var open = _open is { IsCompletedSuccessfully: true } ? _open.Result : null;
        open?.End();
        _open = null;
        return open;
    }

    /// <param name="act">Whether nothing is left to send.</param>
    private async Task Settle(OwnSegment segment, Func<Task<bool>> act)
    {
        var isSettled = false;
        try
        {
            isSettled = await act();
        }
        finally
        {
            segment.Leave(isSettled);
            if (!isSettled)
                leftovers.Left();
            await RemoveIfDone(segment);
        }
    }

    private async Task<bool> TrySend(Result result, AnswerKey key)
    {
        // The result stands: a client that hangs up now must not keep its event from being sent at once.
        using var timeout = new CancellationTokenSource(DocumentDb.SendTimeout, clock);
        try
        {
            await events.Send([EventOf(result, key)], timeout.Token);
            return true;
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The event of {Document} could not be sent yet", result.Id);
            return false;
        }
    }

    /// <param name="failures">Gets why results cannot be told of, which keeps no other from it.</param>
    /// <returns>Whether all of them are.</returns>
    private async Task<bool> SendAll(string segment, List<ProblemException> failures, CancellationToken cancellation)
    {
        var results = await databases.Repeat(
            db => db.Results.AsNoTracking().Where(r => r.Segment == segment).ToListAsync(cancellation), cancellation);
        var told = new List<Event>(results.Count);
        foreach (var result in results)
        {
            try
            {
                told.Add(EventOf(result, await keys.Version(result.QuizId, result.QuizVersion, cancellation)));
            }
            catch (ProblemException e)
            {
                failures.Add(e);
            }
        }

        if (told.Count > 0)
            await events.Send(told, cancellation);
        return told.Count == results.Count;
    }

    private async Task RemoveIfDone(OwnSegment? segment)
    {
        if (segment is null || !segment.TryRemove())
            return;
        try
        {
            await databases.Repeat(async db =>
            {
                if (await db.Find<OutboxSegment>(OutboxSegment.PartitionValue, OutboxSegment.IdOf(segment.Id), CancellationToken.None) is { } sent)
                    db.Remove(sent);
                await db.SaveChangesAsync();
            }, CancellationToken.None);
            _own.TryRemove(segment.Id, out _);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The outbox segment {Segment} could not be removed yet", segment.Id);
            segment.Keep();
            leftovers.Left();
        }
    }
}
