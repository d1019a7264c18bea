using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace QuizPlatform.Infra.Tests;

/// <summary>docker-compose.yml, with its anchors and merges resolved, and what the lesson's file adds to it.</summary>
internal static class Compose
{
    public static readonly IReadOnlyDictionary<string, string> Apps = new Dictionary<string, string>
    {
        ["users"] = "user-service",
        ["quizzes"] = "quiz-service",
        ["results"] = "results-service",
    };

    public static readonly Dictionary<object, object> File = Read("docker-compose.yml");

    public static readonly Dictionary<object, object> Lesson = Map(Read("docker-compose.lesson.yml")["services"]);

    public static Dictionary<object, object> Services => Map(File["services"]);

    public static Dictionary<object, object> Service(string name) => Map(Services[name]);

    public static Dictionary<string, string> Environment(string service) =>
        Map(Service(service)["environment"]).ToDictionary(pair => (string)pair.Key, pair => (string)pair.Value);

    public static IReadOnlyList<string> List(object list) => [.. ((List<object>)list).Cast<string>()];

    public static Dictionary<object, object> Map(object map) => (Dictionary<object, object>)map;

    public static Dictionary<object, object> Read(string path) =>
        new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(Repository.Text(path)))));
}
