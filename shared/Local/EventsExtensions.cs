using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using QuizPlatform.Local;
using QuizPlatform.LocalBus;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class EventsExtensions
{
    /// <summary>Events to and from the embedded bus, whose topology is the Service Bus emulator's file.</summary>
    /// <param name="topic">The topic this app sends its events to.</param>
    public static FunctionsApplicationBuilder AddEvents(this FunctionsApplicationBuilder builder, string topic)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => Topology.Load(Path.Combine(AppContext.BaseDirectory, "servicebus.json")));
        services.AddSingleton(provider => EmbeddedBus.Open(
            DataDirectory.Of(builder.Configuration),
            provider.GetRequiredService<Topology>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EmbeddedBus>>()));
        services.AddSingleton<IMessageBus>(provider => provider.GetRequiredService<EmbeddedBus>());
        services.AddSingleton(provider => new WatchedEventSender(
            new BusEventSender(provider.GetRequiredService<IMessageBus>(), topic), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEventSender>(provider => provider.GetRequiredService<WatchedEventSender>());
        services.AddHostedService<BusStart>();
        services.AddHealthChecks().AddCheck<BusHealth>("bus");
        return builder;
    }
}
