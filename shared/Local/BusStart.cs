using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QuizPlatform.LocalRuntime;
using QuizPlatform.LocalRuntime.Bus;

namespace QuizPlatform.Local;

/// <summary>Opens the bus before anything else runs, so that a damaged file is told at start and not at the first message.</summary>
internal sealed class BusStart(IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            var bus = services.GetRequiredService<EmbeddedBus>();
            foreach (var topic in services.GetRequiredService<Topology>().Topics)
                bus.EnsureOpen(topic.Name);
            return Task.CompletedTask;
        }
        catch (MessageBusException e)
        {
            throw new StartupException(e.Message, e);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
