using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.LocalBus;

/// <summary>
/// A topic and its one thread, the only one of this process that touches the topic's file. It takes everything that has queued up and runs
/// it in one transaction. Those who receive wait here, beside the file, and not each with a query of its own.
/// </summary>
internal sealed class Topic : IAsyncDisposable
{
    // So long a publisher is held up at most where its messages are not taken as fast as they come.
    private static readonly TimeSpan LongestHoldUp = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20), Seldom = TimeSpan.FromMilliseconds(50), Lively = TimeSpan.FromSeconds(5);

    private readonly TopicFile _file;
    private readonly Sender _sender;
    private readonly Dictionary<string, Deliveries> _subscriptions;
    private readonly GroupCommit _groupCommit;
    private readonly TimeProvider _clock;
    private readonly string _name;
    private readonly object _gate = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<Operation> _queue = [];
    private bool _stopping;
    private long _lastWork;
    private volatile TaskCompletionSource? _behind; // until it has been caught up; null where nobody is behind

    public Topic(string path, TopicProperties properties, LockOwner owner, TimeProvider clock, ILogger logger)
    {
        (_name, _clock) = (properties.Name, clock);
        _file = TopicFile.Open(path);
        try
        {
            _subscriptions = properties.Subscriptions.ToDictionary(s => s.Name, s => new Deliveries(_file, properties, s, owner, logger));
            foreach (var subscription in _subscriptions.Values) subscription.FreeLocksOfTheDead();
            _sender = new Sender(_file, properties, _subscriptions.Values);
            _groupCommit = new GroupCommit(_file, _subscriptions.Values, clock, TakeMore);
        }
        catch (Exception e)
        {
            _file.Dispose();
            if (e is SqliteException sqlite) throw _file.Explain(sqlite);
            throw;
        }
        new Thread(Loop) { IsBackground = true, Name = $"bus topic {_name}" }.Start();
    }

    /// <summary>Done once they are kept and, for a while at most, those before them are not far too many for who takes them.</summary>
    public async Task Publish(IReadOnlyList<BusMessage> messages)
    {
        await Do(now =>
        {
            _sender.Publish(messages, now);
            return true;
        });
        if (_behind is { } behind)
            await Task.WhenAny(behind.Task, Task.Delay(LongestHoldUp, _clock));
    }

    public Deliveries Subscription(string name) => _subscriptions[name];

    public Task<T> Do<T>(Func<long, T> work)
    {
        var operation = new Operation<T>(work);
        Enqueue(operation);
        return operation.Task;
    }

    public void Enqueue(Operation operation)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(EmbeddedBus));
            _queue.Add(operation);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>What is queued is still done; those who wait for messages are cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
        await _stopped.Task;
    }

    private void Loop()
    {
        var batch = new List<Operation>();
        while (Take(ref batch))
        {
            LetReceiversWait(batch);
            foreach (var subscription in _subscriptions.Values) subscription.Waiting.RemoveAll(request => request.IsOver);
            if (_groupCommit.Run(batch)) _lastWork = Environment.TickCount64;
            TellWhetherBehind();
            batch.Clear();
        }
        foreach (var request in Waiting()) request.Stop();
        _file.Dispose();
        _stopped.SetResult();
    }

    // Where publishers and handlers share a processor, the handlers would get ever further behind.
    private void TellWhetherBehind()
    {
        if (IsAnybodyBehind())
            _behind ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        else if (_behind is { } behind)
        {
            _behind = null;
            behind.SetResult();
        }
    }

    // A file that cannot be read just now holds nobody up, and must not end the topic's thread: the next operation is told of it.
    private bool IsAnybodyBehind()
    {
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            return _subscriptions.Values.Any(subscription => subscription.IsBehind(now));
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    // Publishes of other processes and the ends of locks announce themselves to nobody: while somebody waits, look at the indices now and then.
    private bool Take(ref List<Operation> batch)
    {
        lock (_gate)
        {
            if (_queue.Count == 0 && !_stopping)
            {
                if (!Waiting().Any()) Monitor.Wait(_gate);
                else Monitor.Wait(_gate, Environment.TickCount64 - _lastWork < Lively.TotalMilliseconds ? Often : Seldom);
            }
            (_queue, batch) = (batch, _queue);
            return !_stopping || batch.Count > 0;
        }
    }

    private void TakeMore(List<Operation> batch)
    {
        lock (_gate)
        {
            batch.AddRange(_queue);
            _queue.Clear();
        }
        LetReceiversWait(batch);
    }

    private static void LetReceiversWait(List<Operation> batch)
    {
        foreach (var request in batch.OfType<ReceiveRequest>()) request.Subscription.Waiting.Add(request);
        batch.RemoveAll(operation => operation is ReceiveRequest);
    }

    private IEnumerable<ReceiveRequest> Waiting() => _subscriptions.Values.SelectMany(subscription => subscription.Waiting);
}
