using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

public sealed record PublishedKey(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg);

public sealed record PublishedKeys(IReadOnlyList<PublishedKey> Keys);

/// <summary>The public keys that access tokens are verified with (RFC 7517).</summary>
public sealed class PublishKeys(SigningKeys keys)
{
    [Function(nameof(PublishKeys))]
    [Answer<PublishedKeys>, NotModified]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/jwks.json")] HttpRequest request) =>
        CachedJson.Of(
            new PublishedKeys([.. keys.Published.Select(key => key.Public).Select(k => new PublishedKey(k.Kty, k.Crv, k.X, k.Y, k.Kid, k.Use, k.Alg))]),
            cacheControl: "public, max-age=300");
}
