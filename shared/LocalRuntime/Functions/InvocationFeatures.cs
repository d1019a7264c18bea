using System.Collections;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.LocalRuntime.ServiceBus;

namespace QuizPlatform.LocalRuntime.Functions;

internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> _features = [];

    public void Set<T>(T instance) => _features[typeof(T)] = instance!;

    public T? Get<T>() => _features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class InvocationBindings(Invocation invocation) : BindingContext
{
    private IReadOnlyDictionary<string, object?>? _data;

    public override IReadOnlyDictionary<string, object?> BindingData => _data ??= invocation.Http is { } http
        ? new Dictionary<string, object?>(http.Request.RouteValues, StringComparer.OrdinalIgnoreCase)
        : MessageBindingData.Of(invocation.Messages, invocation.IsBatch);
}
