using System.Text;
using System.Text.Json;

namespace QuizPlatform.System.Tests.BadInput;

internal sealed partial class Variants
{
    private static readonly (string Json, JsonValueKind[] Kinds)[] WrongTypes =
    [
        ("\"x\"", [JsonValueKind.String]), ("\"1\"", [JsonValueKind.String]), ("\"\\u0074rue\"", [JsonValueKind.String]),
        ("1", [JsonValueKind.Number]), ("1.5", []), ("true", [JsonValueKind.True, JsonValueKind.False]),
        ("[]", [JsonValueKind.Array]), ("[[]]", []), ("{}", [JsonValueKind.Object]), ("{\"a\":1}", [JsonValueKind.Object]),
    ];

    private IEnumerable<Variant> Bodies() =>
        [.. BrokenBodies(), .. BrokenBytes(), .. BrokenFrames(), .. Lengths(), .. ContentTypes(), .. StrangeBodies(), .. Fields(), .. OwnBodies()];

    private IEnumerable<Variant> IgnoredBodies() => route.Method != "GET" ? [] :
        from body in (string[])["{", "null", new string('x', 2 * 1024 * 1024)]
        let request = _good.WithHeader("Content-Type", "application/json") with { Body = Encoding.UTF8.GetBytes(body) }
        select new Variant($"a body that nobody asked for: {Short(body)}", request, route.Good);

    private IEnumerable<Variant> BrokenBodies() =>
        from broken in ((string What, string Body)[])
        [
            ("empty", ""), ("blank", " \r\n\t"), ("half an object", "{"), ("text", "hello"), ("XML", "<a/>"), ("UTF-16", "\0{\0}"),
            ("no value", """{"a":}"""), ("a comma too many", """{"a":1,}"""), ("single quotes", "{'a':1}"), ("no quotes", "{a:1}"),
            ("two objects", "{}{}"), ("something after it", _good.Body() + "x"), ("a comment", "{/* */}"),
            ("NaN", """{"a":NaN}"""), ("a leading zero", """{"a":01}"""),
            ("a line feed in a text", "{\"a\":\"\n\"}"), ("a wrong escape", """{"a":"\x"}"""), ("a NUL", "\0"), ("a NUL after it", _good.Body() + "\0"),
            ("null", "null"), ("a list", "[]"), ("a list of it", $"[{_good.Body()}]"), ("a string", "\"text\""), ("a number", "1"), ("true", "true"),
            ("nested 100 deep", Nested(100)), ("nested 100,000 deep", Nested(100_000)), ("nested and never closed", new string('[', 100_000)),
            ("nested deep in a field nobody knows", _good.BodyAnd("\"deep\":" + Nested(100))), ("a field twice", _good.BodyAnd(_good.Body()[1..^1])),
        ]
        select Refused($"body: {broken.What}", _good.WithBody(broken.Body));

    private IEnumerable<Variant> BrokenBytes()
    {
        yield return Refused("body: none", _good.Request() with { Body = null });
        yield return Refused("body: bytes that are no UTF-8", _good.WithBody([0xFF, 0xFE, 0x00, 0xC0, 0x80]));
        yield return Refused("body: no UTF-8 in a field nobody knows", _good.WithBody([.. Before("\"unknown\":\""), 0xC3, 0x28, .. "\"}"u8]));
        yield return Refused("body: no UTF-8 in a name nobody knows", _good.WithBody([.. Before("\""), 0xED, 0xA0, 0x80, .. "\":1}"u8]));

        var huge = _good.Body() + new string(' ', 2 * 1024 * 1024);
        yield return new("body: 2 MiB", _good.WithBody(huge), [413]);
        yield return new("body: 2 MiB in chunks", _good.WithBody(huge) with { Chunked = true }, [413]);

        byte[] Before(string more) => Encoding.UTF8.GetBytes($"{_good.Body()[..^1]},{more}");
    }

    // A server that reads a length otherwise than a proxy before it lets one person's request pass for another's.
    private IEnumerable<Variant> BrokenFrames()
    {
        var good = _good.Body();
        var size = Encoding.UTF8.GetByteCount(good).ToString("x");
        foreach (var (what, chunks) in ((string, string)[])
        [
            ("a size beyond 64 bits", Chunk("FFFFFFFFFFFFFFFFFF", good)), ("a size of 64 bits", Chunk("FFFFFFFFFFFFFFFF", good)),
            ("a size beyond 31 bits", Chunk("FFFFFFFF", good)), ("a negative size", Chunk("-1", good)), ("no number", Chunk("size", good)),
            ("0x", Chunk($"0x{size}", good)), ("no size", Chunk("", good)),
            ("a size too small", Chunk("1", good)), ("a size too large", Chunk($"{size}0", good) + new string('x', 100_000)),
            ("nothing after the data", $"{size}\r\n{good}0\r\n\r\n"), ("line feeds alone", $"{size}\n{good}\n0\n\n"),
            ("a trailer without a name", $"{size}\r\n{good}\r\n0\r\n: x\r\n\r\n"),
        ])
            yield return Refused($"chunks: {what}", Chunked(chunks));
        yield return new("chunks: a trailer of 100 kB", Chunked($"{size}\r\n{good}\r\n0\r\na: {new string('x', 100_000)}\r\n\r\n"), [431]);
        yield return Perhaps("chunks: an extension", Chunked(Whole(_good.Body(), ";a=b")));
        yield return Perhaps("chunks: and a length", Chunked(Whole(_good.Body()), ("Content-Length", "3")));

        static string Chunk(string size, string body) => $"{size}\r\n{body}\r\n0\r\n\r\n";
        static string Whole(string body, string extension = "") => Chunk($"{Encoding.UTF8.GetByteCount(body):x}{extension}", body);
        RawRequest Chunked(string body, params (string, string)[] more) => _good.Framed(body, [("Transfer-Encoding", "chunked"), .. more]);
    }

    private IEnumerable<Variant> Lengths()
    {
        var good = _good.Body();
        yield return Refused("length: shorter than the body", _good.Framed(good, ("Content-Length", "1")));
        yield return new("length: 2^63-1", _good.Framed(good, ("Content-Length", "9223372036854775807")), [413]);
        foreach (var length in (string[])["-1", "x", "", "1.5", "0x10", "99999999999999999999"])
            yield return new($"length: '{length}'", _good.Framed(good, ("Content-Length", length)), [400], ByServer: true);
        yield return new("length: two", _good.Framed(good, ("Content-Length", "1"), ("Content-Length", "2")), [400], ByServer: true);
        foreach (var coding in (string[])["gzip", "chunked, gzip", "identity"])
            yield return new($"coding: {coding}", _good.Framed(good, ("Transfer-Encoding", coding)), [400], ByServer: true);
    }

    private IEnumerable<Variant> ContentTypes() =>
        from type in (string[])
        [
            "", "text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/problem+json",
            "application/json; charset=utf-16", "application/json; charset=nonsense", ";;;", "application/json, text/plain", "*/*",
        ]
        select new Variant($"content type: '{type}'", _good.WithHeader("Content-Type", type.Length == 0 ? [] : [type]), [415]);

    private IEnumerable<Variant> StrangeBodies()
    {
        yield return Fine("as it is", _good.Request());
        yield return Fine("content type: in capitals, with a charset", _good.WithHeader("Content-Type", "Application/JSON; Charset=\"UTF-8\""));
        yield return Fine("body: in chunks", _good.Request() with { Chunked = true });
        yield return Fine("body: blanks around it", _good.WithBody($" \r\n\t{_good.Body()}\n "));
        foreach (var more in (string[])
        [
            "\"unknown\":1", "\"unknown\":1,\"unknown\":2", "\"unknown\":{\"a\":[null,1e400,\"\\ud800\"]}", "\"\":\"\"", "\"\\u0000\":0",
            "\"__proto__\":{}", "\"$type\":\"System.Object\"", "\"id\":\"mine\"", "\"isAdmin\":true", "\"createdAt\":\"x\"", "\"score\":100",
            "\"correctAnswers\":[]", $"\"{new string('x', 10_000)}\":1",
        ])
            yield return Fine($"one more field: {Short(more)}", _good.WithBody(_good.BodyAnd(more)));

        yield return Perhaps("body: a byte order mark", _good.WithBody("\uFEFF" + _good.Body()));
        yield return Perhaps("body: half a character names a field nobody knows", _good.WithBody(_good.BodyAnd("\"\\udc00\":1")));
    }

    private IEnumerable<Variant> Fields()
    {
        foreach (var (field, value) in _good.Fields())
        {
            var element = field.EndsWith(']');
            var required = route.Required.Contains(field);
            if (!element)
                yield return required ? Refused($"{field}: missing", _good.Without(field), field) : Fine($"{field}: missing", _good.Without(field));
            if (field != "answers[0]") // no answer is an answer
                yield return required || element ? Wrong("null") : Fine($"{field}: null", _good.With(field, "null"));

            var kind = value.GetValueKind();
            foreach (var (json, _) in WrongTypes.Where(wrong => !wrong.Kinds.Contains(kind)))
                yield return Wrong(json);
            if (kind == JsonValueKind.Number)
                foreach (var number in (string[])["-1", "-2147483649", "2147483648", "99999999999999999999", "1e400", "-1e400"])
                    yield return Wrong(number);
            if (kind == JsonValueKind.Number && !value.ToJsonString().Contains('.', StringComparison.Ordinal))
                foreach (var number in (string[])["1e-400", "0.1"])
                    yield return Wrong(number);
            if (kind != JsonValueKind.String)
                continue;

            foreach (var json in (string[])["\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\""])
                yield return Wrong(json);
            yield return Refused($"{field}: no UTF-8", _good.With(field, [(byte)'"', (byte)'a', 0xFF, (byte)'"']));
            foreach (var json in (string[])[$"\"{new string('x', 100_000)}\"", "\"a\\u0000b\"", "\"a\\u0007\\u001bb\""])
                yield return route.Odd.TryGetValue(field, out var odd) ? Wrong(json) with { Statuses = odd, Blamed = null } : Wrong(json);

            Variant Wrong(string json) => Refused($"{field}: {Short(json)}", _good.With(field, json), field);
        }
    }

    private IEnumerable<Variant> OwnBodies() =>
        route.Bodies(stage).Select(own => new Variant(own.What, _good.With(own.Field, own.Json), [own.Status], own.Blamed));
}
