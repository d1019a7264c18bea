using QuizPlatform.LocalBus;

namespace QuizPlatform.Local.Tests.Bus;

public sealed class TopologyTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void The_emulators_file_is_read()
    {
        var topic = Assert.Single(Load("""
            { "UserConfig": { "Namespaces": [ { "Name": "sbemulatorns", "Queues": [], "Topics": [ { "Name": "results",
                "Properties": { "RequiresDuplicateDetection": true, "DuplicateDetectionHistoryTimeWindow": "PT20S", "MaxSizeInMegabytes": 5 },
                "Subscriptions": [ { "Name": "leaderboard", "Rules": [], "Properties": {
                    "LockDuration": "PT1M30S", "MaxDeliveryCount": 3, "DeadLetteringOnMessageExpiration": true, "ForwardTo": "", "RequiresSession": false
                } } ] } ] } ],
              "Logging": { "Type": "File" } } }
            """).Topics);

        var subscription = Assert.Single(topic.Subscriptions);
        Assert.Equal(
            new TopicProperties("results")
            {
                RequiresDuplicateDetection = true,
                DuplicateDetectionHistoryTimeWindow = TimeSpan.FromSeconds(20),
                MaxSizeInMegabytes = 5,
                Subscriptions = topic.Subscriptions,
            },
            topic);
        Assert.Equal(
            new SubscriptionProperties("leaderboard")
            {
                LockDuration = TimeSpan.FromSeconds(90),
                MaxDeliveryCount = 3,
            },
            subscription);
    }

    [Fact]
    public void A_subscription_may_be_for_one_subject()
    {
        var topic = Assert.Single(Load(Topics("""
            { "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties": {
                "FilterType": "Correlation", "CorrelationFilter": { "Label": "quiz.hidden.v1" } } } ] } ] }
            """)).Topics);

        Assert.Equal(new SubscriptionProperties("s") { Subject = "quiz.hidden.v1" }, Assert.Single(topic.Subscriptions));
    }

    [Fact]
    public void What_is_not_said_has_Service_Bus_defaults()
    {
        var topic = Assert.Single(Load(Topics("""{ "Name": "results", "Subscriptions": [ { "Name": "leaderboard" } ] }""")).Topics);

        Assert.Equal(new TopicProperties("results") { Subscriptions = topic.Subscriptions }, topic);
        Assert.Equal(new SubscriptionProperties("leaderboard"), Assert.Single(topic.Subscriptions));
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("[]", "it has no UserConfig.Namespaces")]
    [InlineData("""{ "UserConfig": { "Namespaces": {} } }""", "'Namespaces' is not of the kind Array")]
    public void A_file_of_another_kind_is_refused(string json, string sentence) => AssertRefused(json, sentence);

    [Theory]
    [InlineData("""{ }""", "a topic has no name")]
    [InlineData("""{ "Name": "../x" }""", "a topic has no name")]
    [InlineData("""{ "Name": "t" }, { "Name": "T" }""", "topic 't' is there twice")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Properties": { "LockDuration": "1h" } } ] }""",
        "LockDuration of subscription 't/s' is \"1h\", not an ISO 8601 duration")]
    [InlineData("""{ "Name": "t", "Properties": { "DuplicateDetectionHistoryTimeWindow": "PT0S" } }""", "not an ISO 8601 duration")]
    [InlineData("""{ "Name": "t", "Properties": { "RequiresDuplicateDetection": 1 } }""", "not true or false")]
    [InlineData("""{ "Name": "t", "Properties": { "MaxSizeInMegabytes": -1 } }""", "not a whole number above 0")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { } ] }""", "a subscription of topic 't' has no name")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s" }, { "Name": "s" } ] }""", "subscription of topic 't' 's' is there twice")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Properties": { "LockDuration": "PT6M" } } ] }""",
        "LockDuration of subscription 't/s' is more than PT5M")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r" } ] } ] }""", "'r' is not a correlation by Label")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties": { "FilterType": "Sql" } } ] } ] }""",
        "'r' is not a correlation by Label")]
    [InlineData("""
        { "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties": {
            "FilterType": "Correlation", "CorrelationFilter": { "Label": "a'b" } } } ] } ] }
        """,
        "has other characters than letters")]
    public void A_faulty_topic_is_named(string topics, string sentence) => AssertRefused(Topics(topics), sentence);

    [Theory]
    [InlineData("""{ "Name": "t", "Properties": { "DefaultMessageTimeToLive": "PT1H" } }""", "topic 't' has DefaultMessageTimeToLive")]
    [InlineData("""{ "Name": "t", "Properties": { "RequiresDuplicateDetections": true } }""", "topic 't' has RequiresDuplicateDetections")]
    [InlineData("""{ "Name": "t", "New": {} }""", "topic 't' has New")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r" }, { "Name": "q" } ] } ] }""",
        "subscription 't/s' has several Rules")]
    [InlineData("""
        { "Name": "t", "Subscriptions": [ { "Name": "s", "Rules": [ { "Name": "r", "Properties": {
            "FilterType": "Correlation", "CorrelationFilter": { "Label": "a", "To": "b" } } } ] } ] }
        """,
        "rule of subscription 't/s' 'r' has To")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Properties": { "RequiresSession": true } } ] }""",
        "subscription 't/s' has RequiresSession")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Properties": { "ForwardTo": "u" } } ] }""", "subscription 't/s' has ForwardTo")]
    [InlineData("""{ "Name": "t", "Subscriptions": [ { "Name": "s", "Properties": { "DefaultMessageTimeToLive": "P1D" } } ] }""",
        "subscription 't/s' has DefaultMessageTimeToLive")]
    [InlineData("""{ "Name": "t" } ], "Queues": [ {} """, "a namespace has Queues")]
    public void What_the_bus_does_not_know_is_refused_by_name(string topics, string property) =>
        AssertRefused(Topics(topics), $"{property}, which the embedded bus does not know");

    [Fact]
    public void A_missing_file_is_named()
    {
        var thrown = Assert.Throws<MessageBusException>(() => Topology.Load("/nowhere/servicebus.json"));

        Assert.Contains("/nowhere/servicebus.json cannot be opened", thrown.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_path);

    private void AssertRefused(string json, string sentence)
    {
        var thrown = Assert.Throws<MessageBusException>(() => Load(json));

        Assert.StartsWith($"The bus topology {_path} ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, thrown.Message, StringComparison.Ordinal);
    }

    private Topology Load(string json)
    {
        File.WriteAllText(_path, json);
        return Topology.Load(_path);
    }

    private static string Topics(string topics) => $$"""{ "UserConfig": { "Namespaces": [ { "Topics": [ {{topics}} ] } ] } }""";
}
