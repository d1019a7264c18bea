using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.LocalBus;

namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>One call of a function. What few functions ask for (id, items, token, ...) is made when it is asked for.</summary>
internal sealed class Invocation(Function function, InvocationLimits limits) : FunctionContext, IInvocationFeatures, IDisposable
{
    private IServiceProvider? _services;
    private string? _id;
    private IDictionary<object, object>? _items;
    private CancellationTokenSource? _timeout;
    private CancellationTokenRegistration _endedRegistration;

    public HttpContext? Http { get; init; }

    /// <summary>For an invocation without a request: the time of a draining host is up.</summary>
    public CancellationToken HostEnded { get; init; }
    public IReadOnlyList<ReceivedMessage> Messages { get; init; } = [];
    public TimerInfo? Timer { get; init; }
    public InvocationResult Result { get; } = new Outcome();

    public override string InvocationId => _id ??= Guid.NewGuid().ToString();
    public override FunctionDefinition FunctionDefinition => function;
    public override IServiceProvider InstanceServices { get => _services ??= Http!.RequestServices; set => _services = value; }
    public override IDictionary<object, object> Items { get => _items ??= new Dictionary<object, object>(); set => _items = value; }
    public override IInvocationFeatures Features => this;

    /// <summary>Cancelled when the caller has gone, when the time of a draining host is up, and after functionTimeout.</summary>
    public override CancellationToken CancellationToken
    {
        get
        {
            if (limits.Timeout == System.Threading.Timeout.InfiniteTimeSpan)
                return Ended;

            if (_timeout is null)
            {
                _timeout = new CancellationTokenSource(limits.Timeout, limits.Clock);
                _endedRegistration = Ended.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _timeout);
            }

            return _timeout.Token;
        }
    }

    public bool CallerHasGone => Ended.IsCancellationRequested;

    // Kestrel makes a source for the token when it is first read, so it is read only when somebody wants it.
    private CancellationToken Ended => Http?.RequestAborted ?? HostEnded;

    T? IInvocationFeatures.Get<T>() where T : default => Result is T result ? result : default;

    public void Dispose()
    {
        _endedRegistration.Dispose();
        _timeout?.Dispose();
    }

    private sealed class Outcome : InvocationResult
    {
        public override object? Value { get; set; }
    }
}

/// <summary>The same for every invocation of an app.</summary>
internal sealed record InvocationLimits(TimeSpan Timeout, TimeProvider Clock);
