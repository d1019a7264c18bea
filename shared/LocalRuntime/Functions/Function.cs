using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>A method with a trigger, and the delegate that runs it.</summary>
internal sealed class Function : FunctionDefinition
{
    private readonly Func<Invocation, ValueTask<object?>> _run;

    public Function(string name, MethodInfo method, ParameterInfo triggerParameter, TriggerBindingAttribute trigger)
    {
        Name = name;
        Method = method;
        TriggerParameter = triggerParameter;
        Trigger = trigger;
        _run = Invoker.Compile(this);
    }

    public override string Name { get; }
    public string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";
    public MethodInfo Method { get; }
    public ParameterInfo TriggerParameter { get; }
    public TriggerBindingAttribute Trigger { get; }

    /// <summary>The innermost step of the middleware pipeline.</summary>
    public Task ExecuteAsync(Invocation invocation)
    {
        var outcome = _run(invocation);
        if (!outcome.IsCompletedSuccessfully)
            return Finish(invocation, outcome);

        invocation.Result.Value = outcome.Result;
        return Task.CompletedTask;
    }

    private static async Task Finish(Invocation invocation, ValueTask<object?> outcome) => invocation.Result.Value = await outcome;
}
