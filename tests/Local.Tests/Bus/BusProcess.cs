using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Bus;

/// <summary>This assembly run as another process on the same bus. It prints a message's id once the bus has acknowledged it.</summary>
internal static class BusProcess
{
    private const string Topic = "results", Subscription = "leaderboard";

    public static Process Start(string command, string dataDirectory, string name)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "exec", typeof(BusProcess).Assembly.Location, command, dataDirectory, name }) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    public static async Task Main(string[] args)
    {
        var (command, dataDirectory, name) = (args[0], args[1], args[2]);
        await using var bus = EmbeddedBus.Open(dataDirectory, new Topology([BusFixture.Results]), TimeProvider.System, NullLogger.Instance);
        var workers = command == "hold" ? 1 : 4; // others would take what comes next, too
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => command switch
        {
            "publish" => Publish(bus, $"{name}.{worker}"),
            "handle" => Handle(bus),
            "hold" => Hold(bus),
            _ => throw new ArgumentException(command),
        }));
    }

    private static async Task Publish(EmbeddedBus bus, string name)
    {
        for (var i = 0; ; i++)
        {
            await bus.Publish(Topic, [new($"{name}.{i}", "body")], CancellationToken.None);
            Console.WriteLine($"{name}.{i}");
        }
    }

    private static async Task Handle(EmbeddedBus bus)
    {
        var subscription = bus.Subscription(Topic, Subscription);
        while (true)
        {
            var received = await subscription.Receive(7, CancellationToken.None);
            await subscription.Complete(received);
            foreach (var message in received) Console.WriteLine(message.Message.MessageId);
        }
    }

    private static async Task Hold(EmbeddedBus bus)
    {
        foreach (var message in await bus.Subscription(Topic, Subscription).Receive(100, CancellationToken.None)) Console.WriteLine(message.Message.MessageId);
        await Task.Delay(Timeout.Infinite);
    }
}
