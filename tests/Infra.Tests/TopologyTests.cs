using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Microsoft.Azure.Functions.Worker;

namespace QuizPlatform.Infra.Tests;

public class TopologyTests
{
    private static readonly JsonNode Config = Repository.Json("infra/servicebus.json")["UserConfig"]!;
    private static readonly JsonArray Topics = Config["Namespaces"]![0]!["Topics"]!.AsArray();

    private static readonly string[] OfATopic = ["DuplicateDetectionHistoryTimeWindow", "RequiresDuplicateDetection"];
    private static readonly string[] OfASubscription = ["DeadLetteringOnMessageExpiration", "LockDuration", "MaxDeliveryCount", "RequiresSession"];

    private static readonly IEnumerable<(string Topic, JsonNode Subscription)> Subscriptions =
        Topics.SelectMany(topic => topic!["Subscriptions"]!.AsArray(), (topic, subscription) => ((string)topic!["Name"]!, subscription!));

    [Fact]
    public void Every_trigger_has_its_subscription_and_every_subscription_its_trigger()
    {
        var triggers = Code.Triggers<ServiceBusTriggerAttribute>().Select(t => $"{t.Trigger.TopicName}/{t.Trigger.SubscriptionName}").Order();

        Assert.Equal(Subscriptions.Select(s => $"{s.Topic}/{(string?)s.Subscription["Name"]}").Order(), triggers);
    }

    [Fact]
    public void Every_trigger_is_opened_with_the_one_connection()
    {
        Assert.All(Code.Triggers<ServiceBusTriggerAttribute>(), t => Assert.Equal("ServiceBus", t.Trigger.Connection));
    }

    [Fact]
    public void Every_app_sends_to_a_topic_of_its_own()
    {
        foreach (var app in Code.Apps.Keys)
        {
            Assert.Contains(Topics, topic => (string?)topic!["Name"] == app);
            var program = Repository.Text($"functions/{char.ToUpperInvariant(app[0])}{app[1..]}/Program.cs");
            Assert.Contains($"AddEvents(\"{app}\")", program, StringComparison.Ordinal);
        }
    }

    [BicepFact]
    public void Bicep_deploys_exactly_that_topology()
    {
        foreach (var resources in Deployment.All)
        {
            Assert.Equal(
                Topics.Select(t => Told((string)t!["Name"]!, t["Properties"]!, OfATopic)).Order(),
                Deployed(resources, "topics", OfATopic).Order());
            Assert.Equal(
                Subscriptions.Select(s => Told($"{s.Topic}/{s.Subscription["Name"]}", s.Subscription["Properties"]!, OfASubscription)).Order(),
                Deployed(resources, "topics/subscriptions", OfASubscription).Order());
            Assert.Equal(
                Subscriptions.Where(s => LabelOf(s.Subscription) is not null)
                    .Select(s => $"{s.Topic}/{s.Subscription["Name"]}/$Default {LabelOf(s.Subscription)}"),
                Deployment.Of(resources, "Microsoft.ServiceBus/namespaces/topics/subscriptions/rules")
                    .Select(r => $"{AfterSlash((string)r["name"]!)} {r["properties"]!["correlationFilter"]!["label"]}"));
        }
    }

    [Fact]
    public void Nothing_in_the_topology_is_silently_not_deployed()
    {
        Assert.All(Topics, t => Assert.Equal(OfATopic, t!["Properties"]!.AsObject().Select(p => p.Key).Order()));
        Assert.All(Subscriptions, s => Assert.Equal(OfASubscription, s.Subscription["Properties"]!.AsObject().Select(p => p.Key).Order()));
    }

    // Config-schema.json of Azure/azure-service-bus-emulator-installer: what is not as it says ends the emulator with "Out of memory".
    [Fact]
    public void The_emulator_s_schema_is_kept()
    {
        Assert.Equal(["Logging", "Namespaces"], Config.AsObject().Select(p => p.Key).Order());
        Assert.Equal("File", (string?)Config["Logging"]!["Type"]);
        var space = Config["Namespaces"]!.AsArray().Single()!;
        Assert.Equal(["Name", "Queues", "Topics"], space.AsObject().Select(p => p.Key).Order());
        Assert.Equal("sbemulatorns", (string?)space["Name"]);
        Assert.Empty(space["Queues"]!.AsArray());
        Assert.All(Topics, t => Assert.Equal(["Name", "Properties", "Subscriptions"], t!.AsObject().Select(p => p.Key).Order()));
        Assert.All(Topics, t => Assert.InRange(Time(t!, "DuplicateDetectionHistoryTimeWindow"), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)));
        Assert.All(Topics, t => Assert.NotEmpty(t!["Subscriptions"]!.AsArray()));
        Assert.All(Subscriptions, s => Assert.Equal(["Name", "Properties"], s.Subscription.AsObject().Select(p => p.Key).Except(["Rules"]).Order()));
        Assert.All(Subscriptions, s => Assert.InRange(Time(s.Subscription, "LockDuration"), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)));
        Assert.All(Subscriptions, s => Assert.InRange((int)s.Subscription["Properties"]!["MaxDeliveryCount"]!, 1, 10));
    }

    // Quizzes tells the right answers: whom they are for, and who is to have one kind of its events alone.
    [Fact]
    public void Of_what_Quizzes_tells_Users_is_given_hidden_quizzes_alone()
    {
        Assert.Equal(
            ["results ", "mail quiz.hidden.v1"],
            Subscriptions.Where(s => s.Topic == "quizzes").Select(s => $"{s.Subscription["Name"]} {LabelOf(s.Subscription)}"));
    }

    private static string? LabelOf(JsonNode subscription) =>
        (string?)subscription["Rules"]?.AsArray().Single()!["Properties"]!["CorrelationFilter"]!["Label"];

    private static TimeSpan Time(JsonNode of, string property) => XmlConvert.ToTimeSpan((string)of["Properties"]![property]!);

    private static IEnumerable<string> Deployed(JsonArray resources, string type, string[] properties) =>
        Deployment.Of(resources, $"Microsoft.ServiceBus/namespaces/{type}")
            .Select(r => Told(AfterSlash((string)r["name"]!), r["properties"]!, [.. properties.Select(JsonNamingPolicy.CamelCase.ConvertName)]));

    private static string Told(string name, JsonNode of, string[] properties) => $"{name} {string.Join(' ', properties.Select(p => of[p]))}";

    private static string AfterSlash(string name) => name[(name.IndexOf('/') + 1)..];
}
