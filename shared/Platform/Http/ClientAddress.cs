using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Platform;

/// <summary>
/// Where a request comes from, as far as it can be believed. Each proxy appends the address it sees to <c>X-Forwarded-For</c>, so only as
/// many entries count, from the end, as there are proxies of ours; what stands before them a client may have invented.
/// </summary>
public sealed class ClientAddress(IOptions<RateLimitOptions> options)
{
    /// <summary>The address as text; an IPv6 one as its /64, which is what one customer has.</summary>
    public string Of(HttpRequest request)
    {
        var address = Forwarded(request) ?? request.HttpContext.Connection.RemoteIpAddress;
        if (address is null)
            return "unknown";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private IPAddress? Forwarded(HttpRequest request)
    {
        if (options.Value.TrustedProxies == 0)
            return null;
        var entries = request.Headers["X-Forwarded-For"].SelectMany(value => value?.Split(',') ?? []).ToArray();
        if (entries.Length == 0)
            return null;

        // Azure's front end adds the port: 203.0.113.7:51234 or [2001:db8::1]:51234.
        var entry = entries[Math.Max(0, entries.Length - options.Value.TrustedProxies)].Trim();
        return IPAddress.TryParse(entry, out var address) ? address
            : IPEndPoint.TryParse(entry, out var endPoint) ? endPoint.Address
            : null;
    }
}
