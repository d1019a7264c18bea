using Microsoft.Data.Sqlite;

namespace QuizPlatform.LocalBus;

/// <summary>
/// Runs a batch of operations in one transaction, then gives those who wait what has become visible, and commits once: the more callers
/// there are, the more of them share a flush to the disk.
/// </summary>
internal sealed class GroupCommit(TopicFile file, IReadOnlyCollection<Deliveries> subscriptions, TimeProvider clock, Action<List<Operation>> takeMore)
{
    private readonly Statement _begin = file.Prepare("BEGIN IMMEDIATE");
    private readonly Statement _commit = file.Prepare("COMMIT");
    private readonly Statement _rollback = file.Prepare("ROLLBACK");
    private readonly Statement _savepoint = file.Prepare("SAVEPOINT operation");
    private readonly Statement _release = file.Prepare("RELEASE operation");
    private readonly Statement _rollbackTo = file.Prepare("ROLLBACK TO operation");
    private readonly List<Operation> _done = [];

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();
    private IEnumerable<ReceiveRequest> Waiting => subscriptions.SelectMany(subscription => subscription.Waiting);

    /// <summary>Whether there was anything to do. An empty batch is a look at what other processes published and whose locks have ended.</summary>
    public bool Run(List<Operation> batch)
    {
        try
        {
            if (batch.Count == 0 && !subscriptions.Any(s => s.Waiting.Exists(request => s.HasFor(request, Now)))) return false;
            using (file.Turns.Next()) _begin.Execute();
            // Both only now, for the BEGIN may have waited for another process.
            takeMore(batch);
            var now = Now;
            foreach (var operation in batch) Try(operation, now);
            foreach (var subscription in subscriptions) Deliver(subscription, now);
            _commit.Execute();
            foreach (var operation in _done) operation.Succeed();
        }
        catch (Exception e)
        {
            Undo();
            foreach (var operation in batch.Concat(Waiting)) operation.Fail(Explain(e));
        }
        _done.Clear();
        return true;
    }

    private void Deliver(Deliveries subscription, long now)
    {
        for (var i = 0; i < subscription.Waiting.Count; i++)
        {
            var request = subscription.Waiting[i];
            if (!subscription.HasFor(request, now) || !request.Take()) continue;
            if (Try(request, now) && request.IsEmpty)
            {
                _done.Remove(request);
                request.WaitOn();
            }
        }
    }

    // A savepoint each: the failure of one (a full topic, say) takes back its own changes and nobody else's.
    private bool Try(Operation operation, long now)
    {
        _savepoint.Execute();
        try
        {
            operation.Run(now);
            _release.Execute();
            _done.Add(operation);
            return true;
        }
        catch (Exception e)
        {
            _rollbackTo.Execute();
            _release.Execute();
            operation.Fail(Explain(e));
            return false;
        }
    }

    private void Undo()
    {
        try
        {
            _rollback.Execute();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, or there was no BEGIN.
        }
    }

    private Exception Explain(Exception e) => e is SqliteException sqlite ? file.Explain(sqlite) : e;
}
