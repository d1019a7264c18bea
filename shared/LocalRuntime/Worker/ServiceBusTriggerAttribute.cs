using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

public sealed class ServiceBusTriggerAttribute(string topicName, string subscriptionName) : TriggerBindingAttribute
{
    public string? Connection { get; set; }

    public string TopicName { get; } = topicName;

    public string SubscriptionName { get; } = subscriptionName;

    public bool IsBatched { get; set; }
}
