using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QuizPlatform.LocalBus;
using QuizPlatform.LocalRuntime.Functions;
using QuizPlatform.LocalRuntime.Http;
using QuizPlatform.LocalRuntime.ServiceBus;
using QuizPlatform.LocalRuntime.Settings;
using QuizPlatform.LocalRuntime.Timers;

namespace QuizPlatform.LocalRuntime.Hosting;

/// <summary>The functions of an app, ready to run.</summary>
internal sealed class FunctionApp
{
    public FunctionApp(
        LocalHostOptions options, HostJson host, IReadOnlyList<Function> functions,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, IServiceProvider services, IConfiguration configuration)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        var logs = services.GetRequiredService<ILoggerFactory>();
        var limits = new InvocationLimits(host.FunctionTimeout, clock);
        var pipeline = middleware.Reverse().Aggregate((FunctionExecutionDelegate)Execute, (next, step) => step(next));
        var runner = new FunctionRunner(pipeline, services.GetRequiredService<IServiceScopeFactory>(), limits);
        var timers = new TimerRecords(DataDirectory.Of(configuration), options.App);
        var keys = new Lazy<KeyCheck>(() => new(FunctionKeys.Of(configuration, options.App)));

        Http = [.. functions.Where(f => f.Trigger is HttpTriggerAttribute).Select(f => new HttpFunction(f, host.RoutePrefix, pipeline, limits,
            ((HttpTriggerAttribute)f.Trigger).AuthLevel == AuthorizationLevel.Anonymous ? null : keys.Value, logs))];
        RouteOverlaps.Refuse(Http, services.GetRequiredService<ParameterPolicyFactory>());
        Listeners = [.. functions.Where(f => f.Trigger is not HttpTriggerAttribute).Select(Listener)];

        IListener Listener(Function function)
        {
            var log = logs.CreateLogger($"Function.{function.Name}");
            return function.Trigger switch
            {
                TimerTriggerAttribute timer => new TimerListener(function,
                    Schedule.Parse(function.Name, configuration.Resolve(function.Name, timer.Schedule)), timers, runner, clock, log),
                ServiceBusTriggerAttribute bus => new MessageListener(function, Subscription(function, bus),
                    new(bus.IsBatched, host.MaxConcurrentCalls, host.MaxMessageBatchSize, host.MaxAutoLockRenewalDuration), runner, clock, log),
                var other => throw new StartupException($"Function {function.Name}: the local runtime knows no {other.GetType().Name}."),
            };
        }

        ISubscription Subscription(Function function, ServiceBusTriggerAttribute trigger)
        {
            var bus = services.GetService<IMessageBus>()
                ?? throw new StartupException(
                    $"Function {function.Name} has a Service Bus trigger, but the app has no bus. Call builder.AddEvents(...) in Program.cs.");
            try
            {
                return bus.Subscription(
                    configuration.Resolve(function.Name, trigger.TopicName), configuration.Resolve(function.Name, trigger.SubscriptionName));
            }
            catch (MessageBusException e)
            {
                throw new StartupException($"Function {function.Name} cannot be triggered: {e.Message}", e);
            }
        }
    }

    public IReadOnlyList<HttpFunction> Http { get; }
    public IReadOnlyList<IListener> Listeners { get; }

    private static Task Execute(FunctionContext context) => ((Function)context.FunctionDefinition).ExecuteAsync((Invocation)context);
}
