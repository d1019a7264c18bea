using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace QuizPlatform.System.Tests;

/// <summary>What one service says of a session, all three live by.</summary>
public sealed class AccessTokenTests
{
    [Fact]
    public async Task Ended_sessions_and_deleted_people_are_refused_by_all_three_services()
    {
        await using var platform = await RunningPlatform.Start();
        var (ann, bob) = (await platform.Register(), await platform.Register());
        foreach (var person in (Person[])[ann, bob])
            Assert.All(await Answers(platform, person.Token), status => Assert.NotEqual(HttpStatusCode.Unauthorized, status));

        Assert.Equal(HttpStatusCode.NoContent, (await platform.Send(HttpMethod.Post, platform.Users, "api/users/logout", null, ann.Token)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await platform.Delete(bob)).Status);

        foreach (var person in (Person[])[ann, bob])
        {
            await Eventually.Holds(
                async () => (await Answers(platform, person.Token)).All(status => status == HttpStatusCode.Unauthorized),
                () => $"{person.Name}'s token still works");
        }

        // It outlives a restart, and a Users app that is down.
        await platform.Users.Kill();
        await platform.Results.Kill();
        await platform.Results.Start();
        Assert.Equal(HttpStatusCode.Unauthorized, (await platform.Get(platform.Results, $"api/results/user/{ann.Id}", ann.Token)).Status);
    }

    [Fact]
    public async Task Forged_tokens_are_refused_by_all_three_services()
    {
        await using var platform = await RunningPlatform.Start();
        var ann = await platform.Register();
        var jwks = (await platform.Get(platform.Users, ".well-known/jwks.json")).Text;
        var (header, payload, signature) = (ann.Token.Split('.')[0], ann.Token.Split('.')[1], ann.Token.Split('.')[2]);

        var forged = new Dictionary<string, string>
        {
            ["no signature"] = $"{header}.{payload}.",
            ["alg none"] = $"{Changed(header, h => h["alg"] = "none")}.{payload}.",
            ["another type"] = $"{Changed(header, h => h["typ"] = "JWT")}.{payload}.{signature}",
            ["unknown key"] = $"{Changed(header, h => h["kid"] = "nobody")}.{payload}.{signature}",
            ["another subject"] = $"{header}.{Changed(payload, p => p["sub"] = new string('0', 32))}.{signature}",
            ["a role more"] = $"{header}.{Changed(payload, p => p["roles"] = new JsonArray("admin"))}.{signature}",
            ["the public key as an HMAC secret"] = Hmac(Changed(header, h => h["alg"] = "HS256"), payload, jwks),
            ["a key of the attacker's"] = Ecdsa(header, payload),
            ["a key brought along"] = Ecdsa(Changed(header, h => h["jwk"] = JsonNode.Parse(jwks)!["keys"]![0]!.DeepClone()), payload),
        };
        foreach (var (what, token) in forged)
            Assert.All(await Answers(platform, token), status => Assert.True(status == HttpStatusCode.Unauthorized, $"{what}: {status}"));
        Assert.All(await Answers(platform, ann.Token), status => Assert.NotEqual(HttpStatusCode.Unauthorized, status));
    }

    // One route per service that needs a token; with a good one the second answers 400, for its body is empty.
    private static async Task<HttpStatusCode[]> Answers(RunningPlatform platform, string token) =>
    [
        (await platform.Get(platform.Users, "api/users/profile", token)).Status,
        (await platform.Send(HttpMethod.Post, platform.Quizzes, "api/quizzes", new { }, token)).Status,
        (await platform.Get(platform.Results, $"api/results/user/{new string('0', 32)}", token)).Status,
    ];

    private static string Changed(string part, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(Decode(part))!;
        change(json);
        return Encode(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private static string Hmac(string header, string payload, string secret) =>
        $"{header}.{payload}.{Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes($"{header}.{payload}")))}";

    private static string Ecdsa(string header, string payload)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return $"{header}.{payload}.{Encode(key.SignData(Encoding.ASCII.GetBytes($"{header}.{payload}"), HashAlgorithmName.SHA256))}";
    }

    private static byte[] Decode(string part) => global::System.Buffers.Text.Base64Url.DecodeFromChars(part);

    private static string Encode(byte[] bytes) => global::System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
