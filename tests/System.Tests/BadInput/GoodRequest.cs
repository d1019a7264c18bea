using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuizPlatform.System.Tests.BadInput;

/// <summary>A good request to the route, made anew each time, with one thing in it changed.</summary>
internal sealed partial class GoodRequest(Route route, Stage stage)
{
    public string Path() => Path(route.Id(stage));

    public RawRequest Request()
    {
        var headers = new List<(string, string)> { ("Host", "localhost") };
        if (route.As is not null)
            headers.Add(("Authorization", $"Bearer {route.As(stage).Token}"));
        if (route.Keyed)
            headers.Add(("x-functions-key", Stage.FunctionKey));
        if (route.IfMatch)
            headers.Add(("If-Match", "*"));
        if (route.Body is not null)
            headers.Add(("Content-Type", "application/json"));
        return new(route.Method, Asking(Path()), headers, route.Body is null ? null : Encoding.UTF8.GetBytes(Body()));
    }

    public RawRequest WithId(string id) => Request() with { Target = Asking(Path(id)) };

    public RawRequest WithQuery(string query) => Request() with { Target = $"{Asking(Path())}{(route.Always is null ? "?" : "&")}{query}" };

    private string Asking(string path) => route.Always is null ? path : $"{path}?{route.Always}";

    public RawRequest WithHeader(string name, params string[] values) => Request().With(name, values);

    public string Body() => Json().ToJsonString();

    /// <summary>The body with something put in at its end, fields for instance, and still an object.</summary>
    public string BodyAnd(string more) => $"{Body()[..^1]},{more}}}";

    public RawRequest WithBody(string body) => WithBody(Encoding.UTF8.GetBytes(body));

    public RawRequest WithBody(byte[] body) => Request() with { Body = body };

    /// <summary>The body in a frame of its own, which the headers describe.</summary>
    public RawRequest Framed(string body, params (string Name, string Value)[] headers)
    {
        var request = Request();
        return request with { Body = null, Framed = body, Headers = [.. request.Headers, .. headers] };
    }

    public RawRequest With(string field, string json) => With(field, Encoding.UTF8.GetBytes(json));

    // The new value is put in as bytes: much of what is sent no JSON writer would write.
    public RawRequest With(string field, byte[] json)
    {
        const string Mark = "@put it here@";
        var body = Json();
        Change(body, field, (parent, name) =>
        {
            if (parent is JsonArray list)
                list[int.Parse(name)] = Mark;
            else
                parent[name] = Mark;
        });
        var text = body.ToJsonString().Split($"\"{Mark}\"");
        return WithBody([.. Encoding.UTF8.GetBytes(text[0]), .. json, .. Encoding.UTF8.GetBytes(text[1])]);
    }

    public RawRequest Without(string field)
    {
        var body = Json();
        Change(body, field, (parent, name) => parent.AsObject().Remove(name));
        return WithBody(body.ToJsonString());
    }

    /// <summary>Every value in the body by its path; of a list only the first.</summary>
    public IEnumerable<(string Path, JsonNode Value)> Fields() => Walk(Json(), "");

    private static IEnumerable<(string Path, JsonNode Value)> Walk(JsonNode node, string path)
    {
        IEnumerable<(string Path, JsonNode Value)> children = node switch
        {
            JsonObject fields => fields.Select(field => (path.Length == 0 ? field.Key : $"{path}.{field.Key}", field.Value!)),
            JsonArray list => list.Take(1).Select(item => ($"{path}[0]", item!)),
            _ => [],
        };
        return children.SelectMany(child => Walk(child.Value, child.Path).Prepend(child));
    }

    // questions[0].options -> change(the first question, "options")
    private static void Change(JsonNode body, string field, Action<JsonNode, string> change)
    {
        var names = Name().Matches(field).Select(match => match.Value).ToArray();
        change(names[..^1].Aggregate(body, (node, name) => node is JsonArray list ? list[int.Parse(name)]! : node[name]!), names[^1]);
    }

    private string Path(string id) => "/" + route.Path.Replace("{id}", id);

    private JsonObject Json() => route.Body!(stage);

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex Name();
}
