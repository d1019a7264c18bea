using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace QuizPlatform.Web.Organisation;

/// <summary>
/// Makes the nonce of a request for an ID token of a secret, by which Users believes whoever brings the token: who has only read the token, or the request,
/// has nothing.
/// </summary>
internal sealed class SecretNonces : OpenIdConnectProtocolValidator
{
    private static readonly object Key = new();
    private readonly IHttpContextAccessor _contexts;

    public SecretNonces(IHttpContextAccessor contexts)
    {
        _contexts = contexts;
        (RequireStateValidation, RequireTimeStampInNonce) = (false, false); // the handler looks at the state itself, and its cookies end
        NonceLifetime = OrganisationExtensions.Patience;
    }

    /// <summary>That of the request which is being made.</summary>
    public static string Of(HttpContext context) => (string)context.Items[Key]!;

    public override string GenerateNonce()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _contexts.HttpContext!.Items[Key] = secret;
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
    }
}
