using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace QuizPlatform.Platform;

/// <summary>A private key for ES256. Its id is its RFC 7638 thumbprint, so that no two keys can share one.</summary>
public sealed class SigningKey
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key, DateTimeOffset createdAt)
    {
        _key = key;
        CreatedAt = createdAt;
        Public = PublicPart(key);
        Credentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = Public.Kid }, SecurityAlgorithms.EcdsaSha256);
    }

    public string Id => Public.Kid;
    public DateTimeOffset CreatedAt { get; }

    /// <summary>What is published. Holds no private parameter.</summary>
    public JsonWebKey Public { get; }

    public SigningCredentials Credentials { get; }

    public static SigningKey Create(DateTimeOffset now) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), now);

    /// <exception cref="CryptographicException">Not a private key on P-256.</exception>
    public static SigningKey FromPem(string pem, DateTimeOffset createdAt)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            var parameters = key.ExportParameters(includePrivateParameters: true); // throws on a public key
            CryptographicOperations.ZeroMemory(parameters.D);
            if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new CryptographicException("the key is not on the curve P-256");
            return new SigningKey(key, createdAt);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw e as CryptographicException ?? new CryptographicException("it holds no private key in PEM", e);
        }
    }

    /// <summary>The private key as PKCS#8 PEM.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    private static JsonWebKey PublicPart(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var jwk = new JsonWebKey
        {
            Kty = "EC",
            Crv = "P-256",
            X = Base64Url.EncodeToString(point.X),
            Y = Base64Url.EncodeToString(point.Y),
            Use = "sig",
            Alg = SecurityAlgorithms.EcdsaSha256,
        };
        jwk.Kid = Base64Url.EncodeToString(jwk.ComputeJwkThumbprint());
        return jwk;
    }
}
