namespace QuizPlatform.System.Tests.BadInput;

internal sealed partial class Variants
{
    private IEnumerable<Variant> Tokens()
    {
        foreach (var (what, values) in BadTokens(route.As!(stage).Token))
            yield return new($"token: {what}", _good.WithHeader("Authorization", values), [401]);
        foreach (var value in (string[])["Bearer \u00ff", "Bearer a\0b", "Bearer " + new string('a', 40_000)])
            yield return new($"token: {Short(value)}", _good.WithHeader("Authorization", value), [400, 401, 431], ByServer: true);
        if (route.Stranger is { } status)
            yield return new("somebody else's token", _good.WithHeader("Authorization", $"Bearer {stage.Stranger.Token}"), [status]);
    }

    private static (string What, string[] Values)[] BadTokens(string token)
    {
        var parts = token.Split('.');
        var (header, payload, signature) = (parts[0], parts[1], parts[2]);
        return
        [
            ("none", []), ("empty", [""]), ("Basic", ["Basic dXNlcjpwYXNzd29yZA=="]), ("without a scheme", [token]),
            ("Bearer alone", ["Bearer"]), ("Bearer and blanks", ["Bearer   "]), ("garbage", ["Bearer garbage"]),
            ("dots", ["Bearer ..", "Bearer ...."]), ("three parts of nothing", ["Bearer a.b.c"]), ("five parts", ["Bearer a.b.c.d.e"]),
            ("10 kB", ["Bearer " + new string('a', 10_000)]), ("10 kB more", [$"Bearer {token}{new string('A', 10_000)}"]),
            ("a character that is none of base64's", [$"Bearer {token}!"]), ("UTF-8", ["Bearer \u00c3\u00a9"]),
            ("two tokens in one", [$"Bearer {token}, Bearer {token}"]), ("two headers", [$"Bearer {token}", $"Bearer {token}"]),
            ("no signature", [$"Bearer {header}.{payload}."]),
            ("another signature", [$"Bearer {header}.{payload}.{signature[1..]}{signature[0]}"]),
            ("another payload", [$"Bearer {header}.{Encoded("""{"sub":"x"}""")}.{signature}"]),
            ("alg none", [Forged("""{"alg":"none","typ":"at+jwt"}""", payload, "")]),
            ("HS256", [Forged("""{"alg":"HS256","typ":"at+jwt","kid":"x"}""", payload, "AAAA")]),
            ("an unknown key", [Forged("""{"alg":"ES256","typ":"at+jwt","kid":"../../etc/passwd"}""", payload, signature)]),
            ("a key of another type", [Forged("""{"alg":"ES256","typ":"at+jwt","kid":{}}""", payload, signature)]),
            ("nested deep", [Forged(Nested(500), payload, signature)]), ("no JSON", [Forged("{", Encoded("["), signature)]),
            ("half a character", [Forged("""{"alg":"ES256","kid":"\ud800"}""", Encoded("""{"sub":"\ud800"}"""), signature)]),
        ];

        static string Forged(string header, string payload, string signature) => $"Bearer {Encoded(header)}.{payload}.{signature}";
    }

    private IEnumerable<Variant> Keys()
    {
        var key = Stage.FunctionKey;
        return from keys in (string[][])[[], [""], ["garbage"], [new string('a', 10_000)], [key.ToUpperInvariant()], [key, key], ["\u00c3\u00a9"]]
               select new Variant($"key: {Short(string.Join(" and ", keys))}", _good.WithHeader("x-functions-key", keys), [401]);
    }

    private IEnumerable<Variant> IdempotencyKeys()
    {
        foreach (var key in (string[][])[[""], [new string('k', 256)], ["a b"], ["\u00c3\u00a9"], ["a\tb"], ["one", "two"]])
            yield return Refused($"idempotency key: {Short(string.Join(" and ", key))}", _good.WithHeader("Idempotency-Key", key), "Idempotency-Key");
        yield return new("idempotency key: not UTF-8", _good.WithHeader("Idempotency-Key", "\u00ff"), [400], ByServer: true);
        yield return Fine("idempotency key: of 255 characters", _good.WithHeader("Idempotency-Key", new string('~', 255)));
    }

    private IEnumerable<Variant> Conditions()
    {
        yield return new("If-Match: none", _good.WithHeader("If-Match"), [428]);
        foreach (var garbage in (string[])["7", "\"", "\"a", "W/", "\u00c3\u00a9"])
            yield return Refused($"If-Match: {garbage}", _good.WithHeader("If-Match", garbage), "If-Match");
        foreach (var stale in (string[])
            ["\"stale\"", "\"0\"", "\"0\" \"-1\"", "\"0\";\"-1\"", "W/\"1\"", "\"-1\", \"99999999999999999999\"", $"\"{new string('x', 5_000)}\""])
            yield return new($"If-Match: {Short(stale)}", _good.WithHeader("If-Match", stale), [412]);
        yield return new("If-Match: empty", _good.WithHeader("If-Match", ""), [400, 412, 428]);
    }

    // What no route asks for, and no reading cares about.
    private IEnumerable<Variant> Headers() => route.Method != "GET" ? [] :
        from header in ((string Name, string Value)[])
        [
            ("If-None-Match", "garbage"), ("If-None-Match", "\""), ("If-Match", "\"stale\""), ("If-Modified-Since", "yesterday"),
            ("Accept", "text/html"), ("Accept", ";;"), ("Accept-Encoding", "nonsense"), ("Range", "bytes=9-1"),
            ("X-Forwarded-For", "' OR 1=1"), ("traceparent", "00-garbage"), ("User-Agent", new string('x', 8_000)), ("Cookie", "a=b;;="),
        ]
        select new Variant($"{header.Name}: {Short(header.Value)}", _good.WithHeader(header.Name, header.Value), route.Good);
}
