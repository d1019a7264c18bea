namespace QuizPlatform.Testing;

/// <summary>How a bus that delivers at least once, and in any order, may deliver.</summary>
public enum Delivery
{
    AsSent,
    OneByOne,
    Twice,
    Backwards,

    /// <summary>In batches at random, a third of the messages more than once; the same at each run.</summary>
    Shuffled,
}

public static class DeliveryExtensions
{
    /// <summary>The messages in the batches they come in.</summary>
    public static IEnumerable<string[]> Of(this Delivery how, IReadOnlyList<string> messages) => how switch
    {
        Delivery.OneByOne => messages.Chunk(1),
        Delivery.Twice => [[.. messages], [.. messages]],
        Delivery.Backwards => messages.Reverse().Chunk(1),
        Delivery.Shuffled => Shuffled(messages, new Random(42)),
        _ => [[.. messages]],
    };

    private static IEnumerable<string[]> Shuffled(IReadOnlyList<string> messages, Random random) =>
        messages.Concat(messages.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).Chunk(17);
}
