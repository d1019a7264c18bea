using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using QuizPlatform.Azure;
using QuizPlatform.Platform;

namespace QuizPlatform.Hosting;

public static class EventsExtensions
{
    private const string ConnectionString = "ServiceBus";
    private const string Namespace = "ServiceBus:fullyQualifiedNamespace";

    /// <summary>Events to a topic of Azure Service Bus. What the app listens to is opened by the Functions host, with the same settings.</summary>
    /// <param name="topic">The topic this app sends its events to.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong.</exception>
    public static FunctionsApplicationBuilder AddEvents(this FunctionsApplicationBuilder builder, string topic)
    {
        var client = Client(builder.Configuration);
        builder.Services.AddSingleton(_ => client());
        builder.Services.AddSingleton(provider => new WatchedEventSender(
            new ServiceBusEventSender(provider.GetRequiredService<ServiceBusClient>().CreateSender(topic)), provider.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IEventSender>(provider => provider.GetRequiredService<WatchedEventSender>());
        builder.Services.AddHealthChecks().AddCheck<ServiceBusHealth>("bus");
        return builder;
    }

    private static Func<ServiceBusClient> Client(ConfigurationManager configuration) => (configuration[Namespace], configuration[ConnectionString]) switch
    {
        ({ Length: > 0 }, { Length: > 0 }) => throw new InvalidOperationException(
            "The settings ServiceBus__fullyQualifiedNamespace (Azure) and ServiceBus (emulator) are both there: remove one."),
        ({ Length: > 0 } name, _) => Uri.CheckHostName(name) == UriHostNameType.Dns && name.Contains('.')
            ? () => new(name, configuration.Credential())
            : throw new InvalidOperationException("The setting ServiceBus__fullyQualifiedNamespace must be a host name, e.g. name.servicebus.windows.net."),
        (_, { Length: > 0 } text) => text.Contains("UseDevelopmentEmulator=true", StringComparison.OrdinalIgnoreCase)
            ? () => new(text)
            : throw new InvalidOperationException(
                "The setting ServiceBus must be the emulator's connection string (UseDevelopmentEmulator=true). "
                + "In Azure the app signs in with its identity: set ServiceBus__fullyQualifiedNamespace."),
        _ => throw new InvalidOperationException(
            "The setting ServiceBus__fullyQualifiedNamespace is missing: the namespace's host name in Azure. "
            + "For the emulator set ServiceBus to its connection string instead."),
    };
}
