using System.Buffers.Text;
using System.Text;
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

    private static readonly Dictionary<Kind, string[]> WrongValues = new()
    {
        [Kind.Number] = ["0", "-1", "1000000000000", "abc", "1.5", "1e1", "0x10", "%D9%A1", "NaN", "1%2C000", "99999999999999999999", "--1", "true"],
        [Kind.Enum] = ["unknown", "ALL", "1", "null", "me%00", "%27"],
        [Kind.Cursor] =
        [
            "x", "!!!", "%20%20a", "====", "%ff", new string('A', 5_000),
            Encoded("null"), Encoded("[]"), Encoded("\"text\""), Encoded("{"), Encoded(Nested(100)),
            Encoded("""{"createdAt":true,"submittedAt":{},"reachedAt":[]}"""),
            Encoded("""{"createdAt":"yesterday","submittedAt":"yesterday","reachedAt":"yesterday"}"""),
            Encoded("""{"ties":1e400,"totalScore":1e400,"shown":[[]]}"""),
        ],
        [Kind.Text] = [],
        [Kind.Id] = [],
    };

    private static readonly string[] StrangeCursors =
    [
        "{}",
        """{"createdAt":"0001-01-01T00:00:00Z","id":null,"ties":2147483647}""",
        """{"createdAt":"9999-12-31T23:59:59.9999999-14:00","id":"","ties":-2147483648}""",
        """{"submittedAt":"9999-12-31T23:59:59.9999999Z","shown":[null,"'"]}""",
        """{"submittedAt":"0001-01-01T00:00:00+14:00"}""",
        """{"totalScore":-2147483648,"reachedAt":"9999-12-31T23:59:59.9999999Z","userId":"'","rank":2147483647}""",
        """{"totalScore":2147483647,"reachedAt":"0001-01-01T00:00:00Z","userId":"","rank":-2147483648}""",
    ];

    private readonly GoodRequest _good = new(route, stage);

    public IEnumerable<Variant> All() =>
    [
        .. route.Body is null ? IgnoredBodies() : Bodies(),
        .. route.Path.Contains("{id}") ? Ids() : [],
        .. route.Query.SelectMany(Parameters), .. OwnQueries(),
        .. route.As is null ? [] : Tokens(), .. route.Keyed ? Keys() : [],
        .. route.IdempotencyKey ? IdempotencyKeys() : [], .. route.IfMatch ? Conditions() : [],
        .. OtherMethods(), .. OtherPaths(), .. Headers(),
    ];

    private IEnumerable<Variant> Ids()
    {
        var id = route.Id(stage);
        foreach (var odd in new[]
        {
            Stage.Unknown, new string('z', 32), id.ToUpperInvariant(), id[1..], id + "0", $"{id[..16]}%2d{id[17..]}",
            id + "%20", "%20" + id, id + "%0d%0aX-Injected:%201",
            "0", "-1", "1e9", "null", "undefined", "%7Bid%7D", "NaN", "true",
            "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwin.ini", "%22%27%60%3B--", "'%20OR%20'1'='1", "%3Cscript%3E",
            "%e2%98%83", Repeated("%e2%98%83", 32), Repeated("%F0%9F%92%A9", 16), "%ff", "%ff%fe%c0%80", Repeated("%ff", 32),
            "%", "%zz", "%u0041", "*", "$count", "~", "a:b", "a%2Fb", "%252e", Repeated("%01", 32), Repeated("%E2%80%AE", 32), new string('a', 7_000),
        }.Where(odd => odd != id))
            yield return new($"id: {Short(odd)}", _good.WithId(odd), [404]);

        foreach (var none in new[] { "%00", id + "%00", Repeated("%00", 32), new string('a', 10_000), Repeated("%41", 20_000) })
            yield return new($"id: {Short(none)}", _good.WithId(none), [400, 404, 414], ByServer: true);
    }

    private IEnumerable<Variant> Parameters(Parameter parameter)
    {
        var (name, kind) = parameter;
        RawRequest Asking(string value) => _good.WithQuery($"{name}={value}");

        foreach (var value in (string[])[.. WrongValues[kind], "a%00b", "a%0bb", new string('x', 6_000)])
            yield return new($"{name}={Short(value)}", Asking(value), kind == Kind.Id ? [400, 404] : [400], kind == Kind.Id ? null : name);
        yield return Refused($"{name} twice", Asking($"1&{name}=1"), name);
        // The good request of a route that changes something and has no body is never sent: it would be the last.
        if (route.Method != "GET" && route.Body is null)
            yield break;

        if (kind is Kind.Text or Kind.Id)
            foreach (var value in (string[])["%27%20OR%201%3D1--", "%25", "_", "%ff%fe", "%zz", "%", "%F0%9F%92%A9", "%3Cscript%3E", "%5C", "a%26b"])
                yield return new($"{name}={value}", Asking(value), kind == Kind.Id ? [404] : route.Good);
        if (kind == Kind.Cursor)
            foreach (var value in StrangeCursors)
                yield return new($"{name}={value}", Asking(Encoded(value)), [400, .. route.Good]);
        yield return new($"{name}=", Asking(""), route.Good);
        yield return new("a parameter nobody knows", _good.WithQuery("unknown=1&unknown=2&%00=%00&=&&"), route.Good);
    }

    private IEnumerable<Variant> OwnQueries() => route.Queries.Select(own => new Variant(own.Query, _good.WithQuery(own.Query), [own.Status], own.Blamed));

    // A method that no route has for this path.
    private IEnumerable<Variant> OtherMethods() =>
        from method in Methods
        where !IsRoute(method, _good.Path())
        select new Variant($"method {method}", _good.Request() with { Method = method }, [404]);

    private IEnumerable<Variant> OtherPaths() =>
        from beyond in (string[])["/x/y/z", "%2f", "/%2e%2e%2f", ".json", ";a=b"]
        let path = _good.Path() + beyond
        where !IsRoute(route.Method, path)
        select new Variant($"path with {beyond}", _good.Request() with { Target = path }, [404]);

    private bool IsRoute(string method, string path) => Routes.All.Any(other =>
        other.App == route.App && other.Method == method && Regex.IsMatch(path, $"^/{other.Path.Replace("{id}", "[^/]+")}$"));

    private static Variant Refused(string what, RawRequest request, string? blamed = null) => new(what, request, [400], blamed);

    private Variant Fine(string what, RawRequest request) => new(what, request, route.Good, Accepted: true);

    private Variant Perhaps(string what, RawRequest request) => new(what, request, [400, .. route.Good], Accepted: true);

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Encoded(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..40]}… ({text.Length} characters)";
}
