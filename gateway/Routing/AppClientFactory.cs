using Yarp.ReverseProxy.Forwarder;

namespace QuizPlatform.Gateway;

/// <summary>Makes the clients that ask the apps, both for requests that pass through and for what the gateway asks itself.</summary>
internal sealed class AppClientFactory(ILogger<ForwarderHttpClientFactory> log) : ForwarderHttpClientFactory(log)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = TimeSpan.FromSeconds(1);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5); // a name may have got another address
    }

    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new SendsOnce(base.WrapHandler(context, handler));

    // By itself .NET sends a request again when its connection ends before an answer has begun, unless it has begun to send a content. An instance may have
    // done by then what it was asked. An empty content counts as begun.
    private sealed class SendsOnce(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!SafeRepeats.OnlyReads(request.Method.Method))
                request.Content ??= new ByteArrayContent([]);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
