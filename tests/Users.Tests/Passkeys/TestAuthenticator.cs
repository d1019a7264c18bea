using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace QuizPlatform.Users.Tests;

/// <summary>A browser and a device that makes one passkey and shows it (WebAuthn, ES256), or does it wrong where a test wants that.</summary>
internal sealed class TestAuthenticator : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _credentialId = RandomNumberGenerator.GetBytes(16);
    private string? _userHandle;

    public string Origin { get; set; } = "http://localhost:3000";
    public string? TopOrigin { get; set; }
    public string RpId { get; set; } = "localhost";
    public bool VerifiesUser { get; set; } = true;
    public uint Count { get; set; }

    /// <summary>What signs instead of the key that was told when it was made.</summary>
    public ECDsa? OtherKey { get; set; }

    /// <summary>Whom it says it is, instead of whom it was made for.</summary>
    public string? OtherUser { get; set; }

    public JsonNode Make(JsonNode options)
    {
        _userHandle = (string)options["user"]!["id"]!;
        var clientData = ClientData("webauthn.create", options);
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), .. Bytes(Data(made: true))];
        return Credential(new()
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["attestationObject"] = Base64Url.EncodeToString(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    public JsonNode Show(JsonNode options)
    {
        var (clientData, data) = (ClientData("webauthn.get", options), Data(made: false));
        byte[] signed = [.. data, .. SHA256.HashData(clientData)];
        return Credential(new()
        {
            ["clientDataJSON"] = Base64Url.EncodeToString(clientData),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString((OtherKey ?? _key).SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
            ["userHandle"] = OtherUser is null ? _userHandle : Base64Url.EncodeToString(Encoding.ASCII.GetBytes(OtherUser)),
        });
    }

    public void Dispose() => _key.Dispose();

    private JsonObject Credential(JsonObject response) => new()
    {
        ["id"] = Base64Url.EncodeToString(_credentialId),
        ["rawId"] = Base64Url.EncodeToString(_credentialId),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    };

    private byte[] ClientData(string type, JsonNode options)
    {
        var data = new JsonObject
        {
            ["type"] = type,
            ["challenge"] = (string)options["challenge"]!,
            ["origin"] = Origin,
            ["crossOrigin"] = TopOrigin is not null,
        };
        if (TopOrigin is not null)
            data["topOrigin"] = TopOrigin;
        return Encoding.UTF8.GetBytes(data.ToJsonString());
    }

    private byte[] Data(bool made)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        var flags = (byte)(0x01 | (VerifiesUser ? 0x04 : 0) | (made ? 0x40 : 0));
        return [.. SHA256.HashData(Encoding.ASCII.GetBytes(RpId)), flags, .. count, .. made ? Attested() : []];
    }

    private byte[] Attested()
    {
        var q = _key.ExportParameters(false).Q;
        byte[] publicKey = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, .. Bytes(q.X!), 0x22, .. Bytes(q.Y!)]; // COSE: EC2, ES256, P-256
        return [.. new byte[16], 0, (byte)_credentialId.Length, .. _credentialId, .. publicKey];
    }

    // CBOR, for lengths up to 255.
    private static byte[] Text(string text) => [(byte)(0x60 | text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(byte[] bytes) => [0x58, (byte)bytes.Length, .. bytes];
}
