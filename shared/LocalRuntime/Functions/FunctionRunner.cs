using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace QuizPlatform.LocalRuntime.Functions;

/// <summary>Runs an invocation that no request brought: in a scope of its own, through the middleware.</summary>
internal sealed class FunctionRunner(FunctionExecutionDelegate pipeline, IServiceScopeFactory scopes, InvocationLimits limits)
{
    public InvocationLimits Limits => limits;

    public async Task Run(Invocation invocation)
    {
        using (invocation)
        {
            await using var scope = scopes.CreateAsyncScope();
            invocation.InstanceServices = scope.ServiceProvider;
            await pipeline(invocation);
        }
    }
}
