using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using QuizPlatform.Hosting;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

internal static class ConnectionLimitsExtensions
{
    private const int Unread = 64 * 1024; // bytes of a body that a client may send before anybody reads or counts it

    /// <summary>
    /// What a client may take of the gateway before anybody has looked at its request: the apps' own limits, 100 headers and 32 KiB of them, but for the room
    /// that the gateway's own headers need there; and less time.
    /// </summary>
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ConnectionOptions>().FromSettings(ConnectionOptions.Section);
        services.AddSingleton<AddressConnections>();
        services.AddSingleton<BodyMemory>();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ConnectionOptions>, AddressConnections>((kestrel, options, addresses) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(addresses.Limit));

            var limits = kestrel.Limits;
            limits.MaxConcurrentConnections = options.Value.Max;
            limits.MaxRequestLineSize = 8 * 1024;
            limits.MaxRequestHeadersTotalSize = 30 * 1024;
            limits.MaxRequestHeaderCount = 90;
            limits.MaxRequestBodySize = RequestBody.MaxBytes;
            limits.MaxRequestBufferSize = Unread;
            limits.Http2.InitialConnectionWindowSize = 2 * Unread;
            limits.Http2.InitialStreamWindowSize = Unread;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
            limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
            limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(20);
        });
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = Unread);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }
}
