using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>How many streams there may be, in all and for one address.</summary>
internal sealed class StreamPlaces(IOptions<LiveOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string>? _places = options.Value.MaxStreams == 0 ? null : PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(_ => RateLimitPartition.GetConcurrencyLimiter("", _ => Limit(options.Value.MaxStreams))),
        PartitionedRateLimiter.Create<string, string>(
            address => RateLimitPartition.GetConcurrencyLimiter(address, _ => Limit(options.Value.MaxStreamsPerAddress))));

    /// <summary>A place for one more, until it is disposed.</summary>
    /// <exception cref="ProblemException">503: all are taken.</exception>
    public IDisposable Take(IPAddress? address)
    {
        var lease = _places?.AttemptAcquire(address is null ? "" : ClientAddress.Text(address));
        if (lease is { IsAcquired: true })
            return lease;
        lease?.Dispose();
        throw Problem.Unavailable("There are as many streams as there may be. Ask for the board itself now and then.", TimeSpan.FromSeconds(30));
    }

    public void Dispose() => _places?.Dispose();

    private static ConcurrencyLimiterOptions Limit(int streams) => new() { PermitLimit = streams, QueueLimit = 0 };
}
