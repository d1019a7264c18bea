using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Platform;

/// <summary>
/// Where a request comes from, as far as it can be believed: from what the gateway has signed, else from the header that whoever stands before the app
/// writes over whatever a client claims (<see cref="RateLimitOptions.AddressHeader"/>), else from the connection.
/// </summary>
public sealed class ClientAddress(IOptions<RateLimitOptions> options, SignedAddress gateway)
{
    /// <summary>The address as text, an IPv6 one as its /64, which is what one customer has; null when nobody can tell.</summary>
    public string? Of(HttpRequest request)
    {
        var address = gateway.Read(request.Headers[SignedAddress.Header].ToString()) is { } told ? told
            : options.Value.AddressHeader is { Length: > 0 } header
            ? Last(request.Headers[header].ToString())
            : request.HttpContext.Connection.RemoteIpAddress;
        return address is null ? null : Text(address);
    }

    /// <summary>What one customer is told apart by: an IPv6 address as its /64.</summary>
    public static string Text(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    // Of a list, as X-Forwarded-For is, whoever stands before the app has written the last entry; those before it a client may have invented.
    private static IPAddress? Last(string entries)
    {
        var entry = entries[(entries.LastIndexOf(',') + 1)..].Trim();
        return IPAddress.TryParse(entry, out var address) ? address
            : IPEndPoint.TryParse(entry, out var withPort) ? withPort.Address // 203.0.113.7:51234 or [2001:db8::1]:51234
            : null;
    }
}
