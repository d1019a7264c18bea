using Microsoft.Extensions.Logging.Abstractions;

namespace QuizPlatform.LocalBus;

/// <summary>Looks at dead letters and sends them again, from a command line. The apps may be running meanwhile.</summary>
public static class DeadLetterCommand
{
    public const string Usage = """
        list [topic/subscription]                           show the dead letters
        resend topic/subscription <sequence number|--all>   send one, or all, to that subscription again
        delete topic/subscription <sequence number>         throw one away
        """;

    /// <summary>Returns the process's exit code: 0, or 1 when nothing fitted, or 2 for a wrong command line.</summary>
    public static async Task<int> Run(string dataDirectory, Topology topology, string[] args, TextWriter output)
    {
        try
        {
            if (!Directory.Exists(Path.Combine(dataDirectory, "bus")))
                throw new MessageBusException($"There are no messages in {dataDirectory}: is it the platform's data directory?");
            await using var bus = EmbeddedBus.Open(dataDirectory, topology, TimeProvider.System, NullLogger.Instance);
            return args switch
            {
                ["list"] => await List(topology.Topics.SelectMany(t => t.Subscriptions.Select(s => bus.Subscription(t.Name, s.Name))), output),
                ["list", var path] => await List([Find(bus, path)], output),
                ["resend", var path, "--all"] => await Resend(Find(bus, path), null, output),
                ["resend", var path, var number] when long.TryParse(number, out var sequence) => await Resend(Find(bus, path), sequence, output),
                ["delete", var path, var number] when long.TryParse(number, out var sequence) => await Delete(Find(bus, path), sequence, output),
                _ => await Misused(output),
            };
        }
        catch (MessageBusException e)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> List(IEnumerable<EmbeddedSubscription> subscriptions, TextWriter output)
    {
        var count = 0;
        foreach (var subscription in subscriptions)
        {
            foreach (var letter in await subscription.PeekDeadLetters())
            {
                count++;
                await output.WriteLineAsync(
                    $"{subscription.Path} {letter.SequenceNumber} {letter.Message.Subject} {letter.Message.MessageId} enqueued {letter.EnqueuedTime:u} "
                    + $"deliveries {letter.DeliveryCount} {letter.DeadLetterReason}: {letter.DeadLetterErrorDescription?.ReplaceLineEndings(" ")}");
            }
        }
        if (count == 0)
            await output.WriteLineAsync("no dead letters");
        return 0;
    }

    private static async Task<int> Resend(EmbeddedSubscription subscription, long? sequence, TextWriter output)
    {
        var count = await subscription.ResendDeadLetters(sequence);
        await output.WriteLineAsync($"{count} sent to {subscription.Path} again.");
        return sequence is null || count > 0 ? 0 : 1;
    }

    private static async Task<int> Delete(EmbeddedSubscription subscription, long sequence, TextWriter output)
    {
        var deleted = await subscription.DeleteDeadLetter(sequence);
        await output.WriteLineAsync(deleted ? "Deleted." : $"{subscription.Path} has no dead letter {sequence}.");
        return deleted ? 0 : 1;
    }

    private static async Task<int> Misused(TextWriter output)
    {
        await output.WriteLineAsync(Usage);
        return 2;
    }

    private static EmbeddedSubscription Find(EmbeddedBus bus, string path) => path.Split('/') is [var topic, var subscription]
        ? bus.Subscription(topic, subscription)
        : throw new MessageBusException($"'{path}' is not of the form topic/subscription.");
}
