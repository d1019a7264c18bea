using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway;

/// <summary>
/// What the bodies of all requests hold of the memory at once, and what those of one address do, so that it leaves some to others. Kept are only addresses
/// that hold something.
/// </summary>
internal sealed class BodyMemory(IOptions<ConnectionOptions> options)
{
    private readonly ConcurrentDictionary<string, long> _byAddress = new();
    private readonly long _max = Bytes(options.Value.MaxBodyMegabytes);
    private readonly long _perAddress = options.Value.BodyMegabytesPerAddress == 0 ? long.MaxValue : Bytes(options.Value.BodyMegabytesPerAddress);
    private long _held;

    /// <summary>Nothing yet, for one more request.</summary>
    /// <param name="address">Null when nobody can tell: all of those are one.</param>
    public Share For(IPAddress? address) => new(this, address is null ? "" : ClientAddress.Text(address));

    private static long Bytes(int megabytes) => megabytes * 1024L * 1024;

    /// <summary>What one request holds, until it is answered.</summary>
    internal sealed class Share(BodyMemory all, string address) : IDisposable
    {
        private long _bytes;

        /// <exception cref="ProblemException">429: others of its address hold all that one may; 503: the others hold all there is.</exception>
        public void Hold(long bytes)
        {
            var more = bytes - _bytes;
            _bytes = bytes;
            var (ofAddress, ofAll) = (all._byAddress.AddOrUpdate(address, more, (_, held) => held + more), Interlocked.Add(ref all._held, more));
            if (ofAddress > all._perAddress)
                throw Problem.TooManyRequests(TimeSpan.FromSeconds(1));
            if (ofAll > all._max)
                throw Problem.Unavailable("There is too much to do just now. Try again in a moment.", TimeSpan.FromSeconds(1));
        }

        public void Dispose()
        {
            Interlocked.Add(ref all._held, -_bytes);
            // The entry goes with its last byte, unless another request has come meanwhile.
            if (all._byAddress.AddOrUpdate(address, 0, (_, held) => held - _bytes) == 0)
                all._byAddress.TryRemove(KeyValuePair.Create(address, 0L));
        }
    }
}
