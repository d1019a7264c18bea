using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Platform;

/// <summary>
/// How the gateway tells an app from where a request comes: the address, the time and an HMAC-SHA256 over both. An app may be reached without the
/// gateway too, so whoever does not have the key can claim nothing.
/// </summary>
public sealed class SignedAddress(IOptions<GatewayKeyOptions> options, TimeProvider clock)
{
    /// <summary>The request header, e.g. <c>203.0.113.7 1764144000 9F86D0…</c>: address, seconds since 1970, HMAC in hexadecimal digits.</summary>
    public const string Header = "X-Gateway-Client";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1); // how far two clocks may differ, and a request be on its way

    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.Value.Key ?? "");

    /// <summary>The header's value; null when there is no key.</summary>
    public string? Sign(IPAddress address)
    {
        if (_key.Length == 0)
            return null;
        var signed = string.Create(CultureInfo.InvariantCulture, $"{address} {clock.GetUtcNow().ToUnixTimeSeconds()}");
        return $"{signed} {Hmac(signed)}";
    }

    /// <summary>The address in the header; null when it is missing, unsigned, wrong or more than a minute old.</summary>
    public IPAddress? Read(string header)
    {
        if (_key.Length == 0 || header.Split(' ') is not [var address, var seconds, var hmac]
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(hmac), Encoding.UTF8.GetBytes(Hmac($"{address} {seconds}"))))
            return null;
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));
        return age.Duration() <= Life ? IPAddress.Parse(address) : null;
    }

    private string Hmac(string text) => Convert.ToHexString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
}

/// <summary>Section <c>Gateway</c>, as the gateway and the apps both have it.</summary>
public sealed class GatewayKeyOptions
{
    public const string Section = "Gateway";

    /// <summary>The secret that <see cref="SignedAddress"/> signs with; without one nothing is signed and nothing believed.</summary>
    [MinLength(32, ErrorMessage = "It must have at least 32 characters, random ones.")]
    [RegularExpression(@"(?!@Microsoft\.KeyVault\()[\s\S]*", ErrorMessage = "The reference to Key Vault was not resolved: anybody could know what it says.")]
    public string? Key { get; set; }
}
