using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace QuizPlatform.System.Tests.BadInput;

/// <param name="Statuses">The answers that are right.</param>
/// <param name="Blamed">The field that <c>errors</c> must name, it or one it is part of.</param>
/// <param name="Accepted">Perhaps it is a good request: then it may change something.</param>
/// <param name="ByServer">What is no HTTP any more is refused before a function, or the middleware, sees it: without a body.</param>
internal sealed record Variant(string What, RawRequest Request, int[] Statuses, string? Blamed = null, bool Accepted = false, bool ByServer = false);

/// <summary>Every way in which a request to a route can be wrong, or merely strange.</summary>
internal sealed partial class Variants(Route route, Stage stage)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"];

    // The good request of a route that changes something and has no body is never sent: it would be the last.
    private bool GoodIsHarmless => route.Method == "GET" || route.Body is not null;

    public IEnumerable<Variant> All() =>
    [
        .. route.Body is null ? IgnoredBodies() : [.. BrokenBodies(), .. BrokenFrames(), .. ContentTypes(), .. StrangeBodies(), .. Fields(), .. OwnBodies()],
        .. route.Path.Contains("{id}") ? Ids() : [],
        .. route.Query.SelectMany(Parameters), .. OwnQueries(),
        .. route.As is null ? [] : Tokens(), .. route.Keyed ? Keys() : [],
        .. route.IdempotencyKey ? IdempotencyKeys() : [], .. route.IfMatch ? Conditions() : [],
        .. OtherMethods(), .. Headers(),
    ];

    private IEnumerable<Variant> BrokenBodies()
    {
        foreach (var (what, body) in new[]
        {
            ("empty", ""), ("blank", " \r\n\t"), ("half an object", "{"), ("text", "hello"), ("XML", "<a/>"), ("no value", "{\"a\":}"), ("a comma too many", "{\"a\":1,}"),
            ("single quotes", "{'a':1}"), ("no quotes", "{a:1}"), ("two objects", "{}{}"), ("something after it", Text(Good()) + "x"), ("a comment", "{/* */}"),
            ("NaN", "{\"a\":NaN}"), ("a leading zero", "{\"a\":01}"), ("a line feed in a text", "{\"a\":\"\n\"}"), ("a wrong escape", "{\"a\":\"\\x\"}"), ("a NUL", "\0"), ("a NUL after it", Text(Good()) + "\0"),
            ("null", "null"), ("a list", "[]"), ("a list of it", $"[{Text(Good())}]"), ("a string", "\"text\""), ("a number", "1"), ("true", "true"),
            ("nested 100 deep", Nested(100)), ("nested 100,000 deep", Nested(100_000)), ("nested deep in a field nobody knows", Text(Good())[..^1] + ",\"deep\":" + Nested(100) + "}"),
            ("nested and never closed", new string('[', 100_000)), ("UTF-16", "\0{\0}"), ("a field twice", Text(Good())[..^1] + "," + Text(Good())[1..]),
        })
            yield return Refused($"body: {what}", WithBody(Encoding.UTF8.GetBytes(body)));

        yield return Refused("body: none", Request() with { Body = null });
        yield return Refused("body: bytes that are no UTF-8", WithBody([0xFF, 0xFE, 0x00, 0xC0, 0x80]));
        yield return Refused("body: no UTF-8 in a field nobody knows", WithBody([.. Encoding.UTF8.GetBytes(Text(Good())[..^1] + ",\"unknown\":\""), 0xC3, 0x28, .. "\"}"u8]));
        yield return Refused("body: no UTF-8 in a name nobody knows", WithBody([.. Encoding.UTF8.GetBytes(Text(Good())[..^1] + ",\""), 0xED, 0xA0, 0x80, .. "\":1}"u8]));

        var huge = Encoding.UTF8.GetBytes(Text(Good()) + new string(' ', 2 * 1024 * 1024));
        yield return new("body: 2 MiB", WithBody(huge), [413]);
        yield return new("body: 2 MiB in chunks", WithBody(huge) with { Chunked = true }, [413]);
    }

    // A server that reads a length otherwise than a proxy before it lets one person's request pass for another's.
    private IEnumerable<Variant> BrokenFrames()
    {
        var good = Text(Good());
        var size = Encoding.UTF8.GetByteCount(good).ToString("x");
        foreach (var (what, chunks) in new[]
        {
            ("a size beyond 64 bits", $"FFFFFFFFFFFFFFFFFF\r\n{good}\r\n0\r\n\r\n"), ("a size of 64 bits", $"FFFFFFFFFFFFFFFF\r\n{good}\r\n0\r\n\r\n"), ("a size beyond 31 bits", $"FFFFFFFF\r\n{good}\r\n0\r\n\r\n"),
            ("a negative size", $"-1\r\n{good}\r\n0\r\n\r\n"), ("no number", $"size\r\n{good}\r\n0\r\n\r\n"), ("0x", $"0x{size}\r\n{good}\r\n0\r\n\r\n"), ("no size", $"\r\n{good}\r\n0\r\n\r\n"),
            ("a size too small", $"1\r\n{good}\r\n0\r\n\r\n"), ("a size too large", $"{size}0\r\n{good}\r\n0\r\n\r\n{new string('x', 100_000)}"), ("nothing after the data", $"{size}\r\n{good}0\r\n\r\n"),
            ("line feeds alone", $"{size}\n{good}\n0\n\n"), ("a trailer without a name", $"{size}\r\n{good}\r\n0\r\n: x\r\n\r\n"),
        })
            yield return Refused($"chunks: {what}", Framed(chunks, ("Transfer-Encoding", "chunked")));
        yield return new("chunks: a trailer of 100 kB", Framed($"{size}\r\n{good}\r\n0\r\na: {new string('x', 100_000)}\r\n\r\n", ("Transfer-Encoding", "chunked")), [431]);
        yield return Perhaps("chunks: an extension", Framed(Chunk(Text(Good()), ";a=b"), ("Transfer-Encoding", "chunked")));
        yield return Perhaps("chunks: and a length", Framed(Chunk(Text(Good())), ("Transfer-Encoding", "chunked"), ("Content-Length", "3")));

        yield return Refused("length: shorter than the body", Framed(good, ("Content-Length", "1")));
        yield return new("length: 2^63-1", Framed(good, ("Content-Length", "9223372036854775807")), [413]);
        foreach (var length in (string[])["-1", "x", "", "1.5", "0x10", "99999999999999999999"])
            yield return new($"length: '{length}'", Framed(good, ("Content-Length", length)), [400], ByServer: true);
        yield return new("length: two", Framed(good, ("Content-Length", "1"), ("Content-Length", "2")), [400], ByServer: true);
        foreach (var coding in (string[])["gzip", "chunked, gzip", "identity"])
            yield return new($"coding: {coding}", Framed(good, ("Transfer-Encoding", coding)), [400], ByServer: true);
    }

    private static string Chunk(string body, string extension = "") => $"{Encoding.UTF8.GetByteCount(body):x}{extension}\r\n{body}\r\n0\r\n\r\n";

    private RawRequest Framed(string body, params (string Name, string Value)[] headers)
    {
        var request = Request();
        return request with { Body = null, Framed = body, Headers = [.. request.Headers, .. headers] };
    }

    private IEnumerable<Variant> ContentTypes() =>
        from type in new[] { "", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/problem+json", "application/json; charset=utf-16", "application/json; charset=nonsense", ";;;", "application/json, text/plain", "*/*" }
        select new Variant($"content type: '{type}'", type.Length == 0 ? Request().With("Content-Type") : Request().With("Content-Type", type), [415]);

    private IEnumerable<Variant> StrangeBodies()
    {
        yield return Fine("as it is", Request());
        yield return Fine("content type: in capitals, with a charset", Request().With("Content-Type", "Application/JSON; Charset=\"UTF-8\""));
        yield return Fine("body: in chunks", Request() with { Chunked = true });
        yield return Fine("body: blanks around it", WithBody(Encoding.UTF8.GetBytes($" \r\n\t{Text(Good())}\n ")));
        foreach (var more in new[]
        {
            "\"unknown\":1", "\"unknown\":1,\"unknown\":2", "\"unknown\":{\"a\":[null,1e400,\"\\ud800\"]}", "\"\":\"\"", "\"__proto__\":{}", "\"$type\":\"System.Object\"", "\"id\":\"mine\"",
            "\"isAdmin\":true", "\"createdAt\":\"x\"", "\"score\":100", "\"correctAnswers\":[]", "\"\\u0000\":0", $"\"{new string('x', 10_000)}\":1",
        })
            yield return Fine($"one more field: {Short(more)}", WithBody(Encoding.UTF8.GetBytes(Text(Good())[..^1] + "," + more + "}")));

        yield return Perhaps("body: a byte order mark", WithBody([0xEF, 0xBB, 0xBF, .. Request().Body!]));
        yield return Perhaps("body: half a character names a field nobody knows", WithBody(Encoding.UTF8.GetBytes(Text(Good())[..^1] + ",\"\\udc00\":1}")));
    }

    private IEnumerable<Variant> Fields()
    {
        foreach (var (field, value) in Walk(Good(), ""))
        {
            var element = field.EndsWith(']');
            var required = route.Required.Contains(field);
            if (!element)
                yield return required ? Refused($"{field}: missing", Without(field), field) : Fine($"{field}: missing", Without(field));
            if (field != "answers[0]") // no answer is an answer
                yield return required || element ? Refused($"{field}: null", With(field, "null"), field) : Fine($"{field}: null", With(field, "null"));

            var kind = value.GetValueKind();
            foreach (var (json, _) in WrongTypes.Where(wrong => !wrong.Kinds.Contains(kind)))
                yield return Refused($"{field}: {json}", With(field, json), field);
            if (kind == JsonValueKind.Number)
                foreach (var number in (string[])["-1", "-2147483649", "2147483648", "99999999999999999999", "1e400", "-1e400", "1e-400", "0.1"])
                    yield return Refused($"{field}: {number}", With(field, number), field);
            if (kind != JsonValueKind.String)
                continue;

            foreach (var json in (string[])["\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\""])
                yield return Refused($"{field}: {json}", With(field, json), field);
            yield return Refused($"{field}: no UTF-8", With(field, [(byte)'"', (byte)'a', 0xFF, (byte)'"']));
            foreach (var json in (string[])[$"\"{new string('x', 100_000)}\"", "\"a\\u0000b\"", "\"a\\u0007\\u001bb\""])
                yield return route.Odd.TryGetValue(field, out var odd) ? new($"{field}: {Short(json)}", With(field, json), odd) : Refused($"{field}: {Short(json)}", With(field, json), field);
        }
    }

    private static readonly (string Json, JsonValueKind[] Kinds)[] WrongTypes =
    [
        ("\"x\"", [JsonValueKind.String]), ("\"1\"", [JsonValueKind.String]), ("\"\\u0074rue\"", [JsonValueKind.String]), ("1", [JsonValueKind.Number]), ("1.5", []),
        ("true", [JsonValueKind.True, JsonValueKind.False]), ("[]", [JsonValueKind.Array]), ("[[]]", []), ("{}", [JsonValueKind.Object]), ("{\"a\":1}", [JsonValueKind.Object]),
    ];

    private IEnumerable<Variant> OwnBodies() => route.Bodies(stage).Select(own => new Variant(own.What, With(own.Field, own.Json), [own.Status], own.Blamed));

    private IEnumerable<Variant> IgnoredBodies() => route.Method != "GET" ? [] :
        from body in new[] { "{", "null", new string('x', 2 * 1024 * 1024) }
        select new Variant($"a body that nobody asked for: {Short(body)}", Request().With("Content-Type", "application/json") with { Body = Encoding.UTF8.GetBytes(body) }, route.Good);

    private IEnumerable<Variant> Ids()
    {
        var id = route.Id(stage);
        foreach (var odd in new[]
        {
            Stage.Unknown, new string('z', 32), id.ToUpperInvariant(), id[1..], id + "0", id + "%20", "%20" + id, id + "%0d%0aX-Injected:%201", $"{id[..16]}%2d{id[17..]}",
            "0", "-1", "1e9", "null", "undefined", "%7Bid%7D", "NaN", "true", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwin.ini", "%22%27%60%3B--", "'%20OR%20'1'='1", "%3Cscript%3E",
            "%e2%98%83", string.Concat(Enumerable.Repeat("%e2%98%83", 32)), string.Concat(Enumerable.Repeat("%F0%9F%92%A9", 16)), "%ff", "%ff%fe%c0%80", string.Concat(Enumerable.Repeat("%ff", 32)),
            "%", "%zz", "%u0041", "*", "$count", "~", "a:b", "a%2Fb", "%252e", string.Concat(Enumerable.Repeat("%01", 32)), string.Concat(Enumerable.Repeat("%E2%80%AE", 32)), new string('a', 7_000),
        }.Where(odd => odd != id))
            yield return new($"id: {Short(odd)}", Request(id: odd), [404]);

        foreach (var none in new[] { "%00", id + "%00", string.Concat(Enumerable.Repeat("%00", 32)), new string('a', 10_000), string.Concat(Enumerable.Repeat("%41", 20_000)) })
            yield return new($"id: {Short(none)}", Request(id: none), [400, 404, 414], ByServer: true);
    }

    private IEnumerable<Variant> Parameters(Parameter parameter)
    {
        var name = parameter.Name;
        string[] wrong = parameter.Kind switch
        {
            Kind.Number => ["0", "-1", "1000000000000", "abc", "1.5", "1e1", "0x10", "%D9%A1", "NaN", "1%2C000", "99999999999999999999", "--1", "true"],
            Kind.Enum => ["unknown", "ALL", "1", "null", "me%00", "%27"],
            Kind.Cursor =>
            [
                "x", "!!!", "%20%20a", "====", "%ff", new string('A', 5_000), Encoded("null"), Encoded("[]"), Encoded("\"text\""), Encoded("{"), Encoded(Nested(100)),
                Encoded("{\"createdAt\":true,\"submittedAt\":{},\"reachedAt\":[]}"), Encoded("{\"createdAt\":\"yesterday\",\"submittedAt\":\"yesterday\",\"reachedAt\":\"yesterday\"}"),
                Encoded("{\"ties\":1e400,\"totalScore\":1e400,\"shown\":[[]]}"),
            ],
            Kind.Id => [],
            _ => [],
        };
        foreach (var value in (string[])[.. wrong, "a%00b", "a%0bb", new string('x', 6_000)])
            yield return new($"{name}={Short(value)}", Request(query: $"{name}={value}"), parameter.Kind == Kind.Id ? [400, 404] : [400], parameter.Kind == Kind.Id ? null : name);
        yield return Refused($"{name} twice", Request(query: $"{name}=1&{name}=1"), name);
        if (!GoodIsHarmless)
            yield break;

        int[] fine = parameter.Kind == Kind.Id ? [404] : route.Good;
        if (parameter.Kind is Kind.Text or Kind.Id)
            foreach (var value in (string[])["%27%20OR%201%3D1--", "%25", "_", "%ff%fe", "%zz", "%", "%F0%9F%92%A9", "%3Cscript%3E", "%5C", "a%26b"])
                yield return new($"{name}={value}", Request(query: $"{name}={value}"), fine);
        if (parameter.Kind == Kind.Cursor)
            foreach (var value in new[]
            {
                "{}", "{\"createdAt\":\"0001-01-01T00:00:00Z\",\"id\":null,\"ties\":2147483647}", "{\"createdAt\":\"9999-12-31T23:59:59.9999999-14:00\",\"id\":\"\",\"ties\":-2147483648}",
                "{\"submittedAt\":\"9999-12-31T23:59:59.9999999Z\",\"shown\":[null,\"'\"]}", "{\"submittedAt\":\"0001-01-01T00:00:00+14:00\"}",
                "{\"totalScore\":-2147483648,\"reachedAt\":\"9999-12-31T23:59:59.9999999Z\",\"userId\":\"'\",\"rank\":2147483647}",
                "{\"totalScore\":2147483647,\"reachedAt\":\"0001-01-01T00:00:00Z\",\"userId\":\"\",\"rank\":-2147483648}",
            })
                yield return new($"{name}={value}", Request(query: $"{name}={Encoded(value)}"), [400, .. route.Good]);
        yield return new($"{name}=", Request(query: $"{name}="), route.Good);
        yield return new("a parameter nobody knows", Request(query: "unknown=1&unknown=2&%00=%00&=&&"), route.Good);
    }

    private IEnumerable<Variant> OwnQueries() => route.Queries.Select(own => new Variant(own.Query, Request(query: own.Query), [own.Status], own.Blamed));

    private IEnumerable<Variant> Tokens()
    {
        var token = route.As!(stage).Token;
        var parts = token.Split('.');
        string Forged(string header, string payload, string signature) => $"Bearer {Encoded(header)}.{payload}.{signature}";
        foreach (var (what, values) in new (string, string[])[]
        {
            ("none", []), ("empty", [""]), ("Basic", ["Basic dXNlcjpwYXNzd29yZA=="]), ("without a scheme", [token]), ("Bearer alone", ["Bearer"]), ("Bearer and blanks", ["Bearer   "]), ("garbage", ["Bearer garbage"]),
            ("dots", ["Bearer ..", "Bearer ...."]), ("three parts of nothing", ["Bearer a.b.c"]), ("five parts", ["Bearer a.b.c.d.e"]), ("10 kB", ["Bearer " + new string('a', 10_000)]), ("10 kB more", [$"Bearer {token}{new string('A', 10_000)}"]),
            ("a character that is none of base64's", [$"Bearer {token}!"]), ("two tokens in one", [$"Bearer {token}, Bearer {token}"]), ("two headers", [$"Bearer {token}", $"Bearer {token}"]), ("UTF-8", ["Bearer \u00c3\u00a9"]),
            ("no signature", [$"Bearer {parts[0]}.{parts[1]}."]), ("another signature", [$"Bearer {parts[0]}.{parts[1]}.{parts[2][1..]}{parts[2][0]}"]), ("another payload", [$"Bearer {parts[0]}.{Encoded("{\"sub\":\"x\"}")}.{parts[2]}"]),
            ("alg none", [Forged("{\"alg\":\"none\",\"typ\":\"at+jwt\"}", parts[1], "")]), ("HS256", [Forged("{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"x\"}", parts[1], "AAAA")]),
            ("an unknown key", [Forged("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"../../etc/passwd\"}", parts[1], parts[2])]), ("a key of another type", [Forged("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":{}}", parts[1], parts[2])]),
            ("nested deep", [Forged(Nested(500), parts[1], parts[2])]), ("no JSON", [Forged("{", Encoded("["), parts[2])]), ("half a character", [Forged("{\"alg\":\"ES256\",\"kid\":\"\\ud800\"}", Encoded("{\"sub\":\"\\ud800\"}"), parts[2])]),
        })
            yield return new($"token: {what}", Request().With("Authorization", values), [401]);

        foreach (var value in (string[])["Bearer \u00ff", "Bearer a\0b", "Bearer " + new string('a', 40_000)])
            yield return new($"token: {Short(value)}", Request().With("Authorization", value), [400, 401, 431], ByServer: true);
        if (route.Stranger is { } status)
            yield return new("somebody else's token", Request().With("Authorization", $"Bearer {stage.Stranger.Token}"), [status]);
    }

    private IEnumerable<Variant> Keys() =>
        from key in (string[][])[[], [""], ["garbage"], [new string('a', 10_000)], [stage.FunctionKey.ToUpperInvariant()], [stage.FunctionKey, stage.FunctionKey], ["\u00c3\u00a9"]]
        select new Variant($"key: {Short(string.Join(" and ", key))}", Request().With("x-functions-key", key), [401]);

    private IEnumerable<Variant> IdempotencyKeys()
    {
        foreach (var key in (string[][])[[""], [new string('k', 256)], ["a b"], ["\u00c3\u00a9"], ["a\tb"], ["one", "two"]])
            yield return Refused($"idempotency key: {Short(string.Join(" and ", key))}", Request().With("Idempotency-Key", key), "Idempotency-Key");
        yield return new("idempotency key: not UTF-8", Request().With("Idempotency-Key", "\u00ff"), [400], ByServer: true);
        yield return Fine("idempotency key: of 255 characters", Request().With("Idempotency-Key", new string('~', 255)));
    }

    private IEnumerable<Variant> Conditions()
    {
        yield return new("If-Match: none", Request().With("If-Match"), [428]);
        foreach (var garbage in (string[])["7", "\"", "\"a", "W/", "\u00c3\u00a9"])
            yield return Refused($"If-Match: {garbage}", Request().With("If-Match", garbage), "If-Match");
        foreach (var stale in (string[])["\"stale\"", "\"0\"", "\"0\" \"-1\"", "\"0\";\"-1\"", "W/\"1\"", "\"-1\", \"99999999999999999999\"", $"\"{new string('x', 5_000)}\""])
            yield return new($"If-Match: {Short(stale)}", Request().With("If-Match", stale), [412]);
        yield return new("If-Match: empty", Request().With("If-Match", ""), [400, 412, 428]);
    }

    // A method that no route has for this path, and paths beyond it.
    private IEnumerable<Variant> OtherMethods()
    {
        var path = Target();
        foreach (var method in Methods.Where(method => !Routes.All.Any(other => other.App == route.App && other.Method == method && Regex.IsMatch(path, $"^/{other.Path.Replace("{id}", "[^/]+")}$"))))
            yield return new($"method {method}", Request() with { Method = method }, [404]);
        foreach (var beyond in (string[])["/x/y/z", "%2f", "/%2e%2e%2f", ".json", ";a=b"])
            if (!Routes.All.Any(other => other.App == route.App && other.Method == route.Method && Regex.IsMatch(path + beyond, $"^/{other.Path.Replace("{id}", "[^/]+")}$")))
                yield return new($"path with {beyond}", Request() with { Target = path + beyond }, [404]);
    }

    private IEnumerable<Variant> Headers()
    {
        if (route.Method != "GET")
            yield break;
        foreach (var (name, value) in ((string, string)[])[("If-None-Match", "garbage"), ("If-None-Match", "\""), ("If-Match", "\"stale\""), ("If-Modified-Since", "yesterday"), ("Accept", "text/html"), ("Accept", ";;"), ("Accept-Encoding", "nonsense"), ("Range", "bytes=9-1"), ("X-Forwarded-For", "' OR 1=1"), ("traceparent", "00-garbage"), ("User-Agent", new string('x', 8_000)), ("Cookie", "a=b;;=")])
            yield return new($"{name}: {Short(value)}", Request().With(name, value), route.Good);
    }

    private JsonObject Good() => route.Body!(stage);

    private string Target(string? id = null) => "/" + route.Path.Replace("{id}", id ?? route.Id(stage));

    private RawRequest Request(string? id = null, string? query = null)
    {
        var headers = new List<(string, string)> { ("Host", "localhost") };
        if (route.As is not null)
            headers.Add(("Authorization", $"Bearer {route.As(stage).Token}"));
        if (route.Keyed)
            headers.Add(("x-functions-key", stage.FunctionKey));
        if (route.IfMatch)
            headers.Add(("If-Match", "*"));
        if (route.Body is not null)
            headers.Add(("Content-Type", "application/json"));
        return new(route.Method, Target(id) + (query is null ? "" : "?" + query), headers, route.Body is null ? null : Encoding.UTF8.GetBytes(Text(Good())));
    }

    private RawRequest WithBody(byte[] body) => Request() with { Body = body };

    private RawRequest With(string field, string json) => With(field, Encoding.UTF8.GetBytes(json));

    // The new value is put in as bytes: much of what is sent no JSON writer would write.
    private RawRequest With(string field, byte[] json)
    {
        const string Mark = "@put it here@";
        var good = Good();
        Change(good, field, (parent, name) =>
        {
            if (parent is JsonArray list)
                list[int.Parse(name)] = Mark;
            else
                parent[name] = Mark;
        });
        var text = Text(good).Split($"\"{Mark}\"");
        return WithBody([.. Encoding.UTF8.GetBytes(text[0]), .. json, .. Encoding.UTF8.GetBytes(text[1])]);
    }

    private RawRequest Without(string field)
    {
        var good = Good();
        Change(good, field, (parent, name) => parent.AsObject().Remove(name));
        return WithBody(Encoding.UTF8.GetBytes(Text(good)));
    }

    // questions[0].options -> change(the first question, "options")
    private static void Change(JsonNode body, string field, Action<JsonNode, string> change)
    {
        var names = Name().Matches(field).Select(match => match.Value).ToArray();
        change(names[..^1].Aggregate(body, (node, name) => node is JsonArray list ? list[int.Parse(name)]! : node[name]!), names[^1]);
    }

    /// <summary>Every value by its path; of a list only the first.</summary>
    private static IEnumerable<(string Field, JsonNode Value)> Walk(JsonNode node, string path)
    {
        IEnumerable<(string Path, JsonNode Value)> children = node switch
        {
            JsonObject fields => fields.Select(field => (path.Length == 0 ? field.Key : $"{path}.{field.Key}", field.Value!)),
            JsonArray list => list.Take(1).Select(item => ($"{path}[0]", item!)),
            _ => [],
        };
        return children.SelectMany(child => Walk(child.Value, child.Path).Prepend(child));
    }

    private static Variant Refused(string what, RawRequest request, string? blamed = null) => new(what, request, [400], blamed);

    private Variant Fine(string what, RawRequest request) => new(what, request, route.Good, Accepted: true);

    private Variant Perhaps(string what, RawRequest request) => new(what, request, [400, .. route.Good], Accepted: true);

    private static string Text(JsonNode json) => json.ToJsonString();

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..40]}… ({text.Length} characters)";

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex Name();
}
