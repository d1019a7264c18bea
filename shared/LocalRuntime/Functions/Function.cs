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
        Body = method.GetParameters().SingleOrDefault(p => p.IsDefined(typeof(Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute)));
        _run = Invoker.Compile(this);
    }

    public override string Name { get; }
    public override string Id => Name;
    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";
    public override string PathToAssembly => Method.DeclaringType!.Assembly.Location;

    public MethodInfo Method { get; }
    public ParameterInfo TriggerParameter { get; }
    public TriggerBindingAttribute Trigger { get; }
    public ParameterInfo? Body { get; }

    /// <summary>The innermost step of the middleware pipeline.</summary>
    public Task ExecuteAsync(Invocation invocation)
    {
        var outcome = Body is null ? _run(invocation) : RunWithBody(invocation, Body);
        if (!outcome.IsCompletedSuccessfully)
            return Finish(invocation, outcome);

        invocation.Result.Value = outcome.Result;
        return Task.CompletedTask;
    }

    private static async Task Finish(Invocation invocation, ValueTask<object?> outcome) => invocation.Result.Value = await outcome;

    private async ValueTask<object?> RunWithBody(Invocation invocation, ParameterInfo body)
    {
        invocation.Body = await RequestBody.Read(invocation, body);
        return await _run(invocation);
    }
}
