namespace Microsoft.Azure.Functions.Worker;

public abstract class FunctionContext
{
    public abstract string InvocationId { get; }

    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    public abstract IDictionary<object, object> Items { get; set; }

    public abstract IInvocationFeatures Features { get; }

    public virtual CancellationToken CancellationToken { get; } = CancellationToken.None;
}

public abstract class FunctionDefinition
{
    public abstract string Name { get; }
}

public interface IInvocationFeatures
{
    T? Get<T>();
}

public abstract class InvocationResult
{
    public abstract object? Value { get; set; }
}
