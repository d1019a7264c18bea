using System.Text.Json;
using QuizPlatform.LocalBus;

namespace QuizPlatform.LocalRuntime.ServiceBus;

/// <summary>What a Service Bus trigger's BindingData holds: text as it is, everything else as JSON text; for a batch, arrays as JSON text.</summary>
internal static class MessageBindingData
{
    private static readonly Dictionary<string, string> None = [];

    public static IReadOnlyDictionary<string, object?> Of(IReadOnlyList<ReceivedMessage> messages, bool batch)
    {
        var data = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (messages.Count == 0)
            return data;

        void Add<T>(string name, Func<ReceivedMessage, T> value)
        {
            if (batch)
                data[name + "Array"] = JsonSerializer.Serialize(messages.Select(value));
            else
                data[name] = value(messages[0]) is var one && one is null or string ? one : JsonSerializer.Serialize(one);
        }

        Add("MessageId", m => m.Message.MessageId);
        Add("Subject", m => m.Message.Subject);
        Add("CorrelationId", m => m.Message.CorrelationId);
        Add("ApplicationProperties", m => m.Message.ApplicationProperties ?? None);
        Add("SequenceNumber", m => m.SequenceNumber);
        Add("DeliveryCount", m => m.DeliveryCount);
        Add("EnqueuedTimeUtc", m => m.EnqueuedTime.UtcDateTime);
        Add("LockToken", m => m.LockToken);
        return data;
    }
}
