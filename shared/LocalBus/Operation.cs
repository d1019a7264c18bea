namespace QuizPlatform.LocalBus;

/// <summary>Something to do in the topic's next transaction. Its caller hears of it only after the commit.</summary>
internal abstract class Operation
{
    public abstract void Run(long now);
    public abstract void Succeed();
    public abstract void Fail(Exception e);
}

internal sealed class Operation<T>(Func<long, T> work) : Operation
{
    // Asynchronous continuations: a caller's code must not run on the topic's thread.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _done.Task;

    public override void Run(long now) => _result = work(now);
    public override void Succeed() => _done.TrySetResult(_result);
    public override void Fail(Exception e) => _done.TrySetException(e);
}

/// <summary>
/// Somebody waiting for messages. It waits on the topic's side, so that a publish and the delivery of what it published are one
/// transaction. Once the topic has taken it up, a cancellation comes too late: the messages are locked, and the caller gets them.
/// </summary>
/// <param name="alone">It takes nothing while another process holds messages of the subscription.</param>
internal sealed class ReceiveRequest(Deliveries subscription, int maxMessages, bool alone, string lockToken) : Operation
{
    private enum State { Waiting, Taken, Over }

    private readonly TaskCompletionSource<IReadOnlyList<ReceivedMessage>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<ReceivedMessage> _received = [];
    private volatile State _state = State.Waiting;
    private CancellationTokenRegistration _registration;

    public Deliveries Subscription => subscription;
    public bool Alone => alone;
    public Task<IReadOnlyList<ReceivedMessage>> Task => _done.Task;
    public bool IsOver => _state == State.Over;
    public bool IsEmpty => _received.Count == 0;

    /// <summary>Called before the topic knows of the request: its end takes the registration back.</summary>
    public void CancelWith(CancellationToken ct) =>
        _registration = ct.UnsafeRegister(static (request, token) => ((ReceiveRequest)request!).Cancel(token), this);

    public bool Take() => Interlocked.CompareExchange(ref _state, State.Taken, State.Waiting) == State.Waiting;

    /// <summary>There was nothing for it after all.</summary>
    public void WaitOn()
    {
        _state = State.Waiting;
        if (_registration.Token.IsCancellationRequested) Cancel(_registration.Token);
    }

    public override void Run(long now) => _received = subscription.Receive(maxMessages, lockToken, now);

    public override void Succeed()
    {
        End();
        _done.TrySetResult(_received);
    }

    public override void Fail(Exception e)
    {
        End();
        _done.TrySetException(e);
    }

    public void Stop()
    {
        Cancel(CancellationToken.None);
        _registration.Unregister();
    }

    private void End()
    {
        _state = State.Over;
        _registration.Unregister();
    }

    private void Cancel(CancellationToken ct)
    {
        if (Interlocked.CompareExchange(ref _state, State.Over, State.Waiting) == State.Waiting) _done.TrySetCanceled(ct);
    }
}
