using System.Reflection;
using System.Text.Json.Nodes;
using QuizPlatform.Platform;

namespace QuizPlatform.Contracts.Tests;

/// <summary>
/// What is on a bus during an upgrade is still read. Samples/ holds each event as it is written today, named by its type, and as it was
/// written before a field came, named by its type and that field. Those are never changed and never deleted.
/// </summary>
public sealed class EventTests
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Samples");

    private static readonly Dictionary<string, Type> Events = typeof(QuizPublished).Assembly.GetExportedTypes()
        .SelectMany(type => type.GetFields().Where(field => field is { IsLiteral: true, Name: "Type" or "TypeV2" })
            .Select(field => (Type: type, Name: (string)field.GetRawConstantValue()!)))
        .ToDictionary(e => e.Name, e => e.Type);

    public static TheoryData<string> All => [.. Events.Keys];

    public static TheoryData<string> Kept => [.. Directory.GetFiles(Samples).Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_written_today_is_kept_as_a_sample_with_all_its_fields(string type)
    {
        var sample = Read(type);

        Assert.Equal(type, sample["type"]!.GetValue<string>());
        Assert.Equal(Fields(Events[type]).Order(), Names(sample["data"]!).Order());
        Assert.Equal(sample.ToJsonString(), Again(sample).ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void Whatever_was_ever_written_is_read_whole(string name)
    {
        var sample = Read(name);
        var again = Again(sample)["data"]!.AsObject();

        Assert.All(sample["data"]!.AsObject(), field => Assert.True(
            JsonNode.DeepEquals(field.Value, again[field.Key]),
            $"{field.Key} was {field.Value?.ToJsonString()} and is read as {again[field.Key]?.ToJsonString()}"));
    }

    /// <summary>Read as its consumers read it, and written as its sender writes it.</summary>
    private static JsonObject Again(JsonObject sample)
    {
        var told = Event.Parse(sample.ToJsonString());
        var time = sample["time"]!.GetValue<DateTimeOffset>();
        return (JsonObject)typeof(EventTests).GetMethod(nameof(Rewrite), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(Events[told.Type]).Invoke(null, [told, time])!;
    }

    private static JsonObject Rewrite<T>(Event told, DateTimeOffset time) => JsonNode.Parse(Event.Write(told.Id, told.Type, time, told.Data<T>()))!.AsObject();

    private static JsonObject Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Samples, name + ".json")))!.AsObject();

    private static IEnumerable<string> Fields(Type type) => type.GetProperties().Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]);

    private static IEnumerable<string> Names(JsonNode data) => data.AsObject().Select(field => field.Key);
}
