using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using QuizPlatform.Platform;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace QuizPlatform.Gateway;

/// <summary>
/// Sends what the gateway itself asks of an app to one of its instances. The host of the address names the app: <c>http://results/api/leaderboard</c>. As
/// with requests that pass through, the instance that has least to do is asked, one that fails is left out for a moment, only what is safe is asked of the
/// next, and the app learns the address of the client whose request this is a part of.
/// </summary>
/// <remarks>
/// One for the whole gateway, for any number of clients: <c>AddHttpClient(…).ConfigurePrimaryHttpMessageHandler(services =>
/// services.GetRequiredService&lt;AppsHandler>())</c>. A content must be one that can be sent again. An app that keeps silent for as long as it may ends in
/// a <see cref="TaskCanceledException"/> with a <see cref="TimeoutException"/> inside, everything else in an <see cref="HttpRequestException"/>.
/// </remarks>
internal sealed class AppsHandler(IProxyStateLookup clusters, IDestinationHealthUpdater health, SignedAddress addresses, IHttpContextAccessor contexts)
    : HttpMessageHandler
{
    // YARP counts the requests that pass through; these are counted here.
    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> _asked = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (!clusters.TryGetCluster(address.Host, out var cluster))
            throw new HttpRequestException($"There is no app '{address.Host}'.");
        if (request.Headers.NonValidated.FirstOrDefault(header => header.Value.Any(value => !Ascii.IsValid(value))).Key is { } header)
            throw new HttpRequestException($"The header {header} is not ASCII."); // of which no instance would be to blame
        Prepare(request);

        var all = cluster.DestinationsState.AllDestinations;
        var tried = new List<DestinationState>();
        try
        {
            while (true)
            {
                var instance = SafeRepeats.Untried(all, tried).MinBy(Busy)
                    ?? throw new HttpRequestException(HttpRequestError.ConnectionError, $"No instance of {address.Host} is there.");
                tried.Add(instance);
                try
                {
                    return await Ask(cluster, instance, request, address.PathAndQuery, cancellationToken);
                }
                catch (HttpRequestException e) when (tried.Count < all.Count && SafeRepeats.MayRepeat(e, request.Method.Method))
                {
                }
            }
        }
        finally
        {
            request.RequestUri = address;
        }
    }

    private void Prepare(HttpRequestMessage request)
    {
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower); // as YARP asks
        if (contexts.HttpContext is { } asking && RequestId.Of(asking.Request) is { } id)
            request.Headers.TryAddWithoutValidation(RequestId.Header, id);
        request.Headers.Remove(SignedAddress.Header);
        if (contexts.HttpContext?.Connection.RemoteIpAddress is { } client && addresses.Sign(client) is { } signed)
            request.Headers.TryAddWithoutValidation(SignedAddress.Header, signed);
    }

    private async Task<HttpResponseMessage> Ask(
        ClusterState cluster, DestinationState instance, HttpRequestMessage request, string pathAndQuery, CancellationToken cancellation)
    {
        var busy = _asked.GetOrCreateValue(instance);
        Interlocked.Increment(ref busy.Value);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(cluster.Model.Config.HttpRequest?.ActivityTimeout ?? Timeout.InfiniteTimeSpan);
        try
        {
            request.RequestUri = new Uri(instance.Model.Config.Address.TrimEnd('/') + pathAndQuery);
            request.Headers.Host = instance.Model.Config.Host;
            var answer = await cluster.Model.HttpClient.SendAsync(request, patience.Token);
            health.Heard(cluster, instance, failed: false);
            return answer;
        }
        catch (HttpRequestException) when (!cancellation.IsCancellationRequested)
        {
            health.Heard(cluster, instance, failed: true);
            throw;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            health.Heard(cluster, instance, failed: true);
            throw new TaskCanceledException("The app took too long to answer.", new TimeoutException(e.Message, e));
        }
        finally
        {
            Interlocked.Decrement(ref busy.Value);
        }
    }

    private int Busy(DestinationState instance) => instance.ConcurrentRequestCount + (_asked.TryGetValue(instance, out var asked) ? asked.Value : 0);
}
