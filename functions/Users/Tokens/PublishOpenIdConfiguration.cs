using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>Where a verifier finds the issuer's name and keys; not a whole OpenID provider.</summary>
public sealed record OpenIdConfiguration(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("response_types_supported")] string[] ResponseTypesSupported,
    [property: JsonPropertyName("subject_types_supported")] string[] SubjectTypesSupported,
    [property: JsonPropertyName("id_token_signing_alg_values_supported")] string[] SigningAlgorithms,
    [property: JsonPropertyName("claims_supported")] string[] ClaimsSupported);

/// <summary>The name of the tokens' issuer, and where its keys are.</summary>
public sealed class PublishOpenIdConfiguration(IOptions<TokenOptions> options)
{
    [Function(nameof(PublishOpenIdConfiguration))]
    [Answer<OpenIdConfiguration>, NotModified]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = ".well-known/openid-configuration")] HttpRequest request)
    {
        var issuer = options.Value.Issuer.TrimEnd('/');
        return CachedJson.Of(
            new OpenIdConfiguration(
                options.Value.Issuer,
                $"{issuer}/.well-known/jwks.json",
                [], // no OAuth flow: people sign in at /api/users/login
                ["public"],
                ["ES256"],
                ["iss", "aud", "sub", "sid", "jti", "iat", "exp", "client_id", "roles"]),
            cacheControl: "public, max-age=300");
    }
}
