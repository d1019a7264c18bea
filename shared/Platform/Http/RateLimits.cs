using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Platform;

/// <summary>
/// How often one caller, or one address where nobody is signed in, may do a thing: a token bucket for each, kept in this process. Who has no
/// address that can be believed shares a larger one. Tells the client where it stands (draft-ietf-httpapi-ratelimit-headers-10) and refuses with
/// 429 and <c>Retry-After</c>.
/// </summary>
public sealed class RateLimits(IOptions<RateLimitOptions> options, IOptionsMonitor<RateLimit> limits, ClientAddress addresses) : IDisposable
{
    private readonly ConcurrentDictionary<(string Name, bool OfMany), PartitionedRateLimiter<string>> _limiters = new();

    /// <summary>Counts this request against the limit of that name.</summary>
    /// <param name="name">A limit the app declared with <c>AddRateLimit</c>.</param>
    /// <param name="caller">Whose requests are counted; null counts those of the client's address.</param>
    /// <exception cref="ProblemException">429: too many of them.</exception>
    public void Require(string name, HttpRequest request, Caller? caller = null)
    {
        if (!options.Value.Enabled)
            return;

        var one = caller?.UserId ?? addresses.Of(request);
        var limit = one is null ? limits.Get(name).OfMany() : limits.Get(name);
        var standing = Count(name, limit, one);
        Tell(request.HttpContext.Response.Headers, standing);
        standing.ThrowIfRefused();
    }

    /// <summary>Counts this request against a limit that everybody shares, whoever and wherever they are.</summary>
    /// <exception cref="ProblemException">429: too many of all.</exception>
    public void RequireInAll(string name, HttpRequest request)
    {
        if (Count(name, "everybody") is not { RetryAfter: not null } standing)
            return;
        Tell(request.HttpContext.Response.Headers, standing);
        standing.ThrowIfRefused();
    }

    /// <summary>Counts a request of that one against the limit of that name, and leaves it to the caller what follows; null where limits are off.</summary>
    public RateStanding? Count(string name, string who) => options.Value.Enabled ? Count(name, limits.Get(name), who) : null;

    public static void Tell(IHeaderDictionary headers, params IEnumerable<RateStanding> standings)
    {
        headers["RateLimit-Policy"] = string.Join(", ", standings.Select(standing => standing.Policy));
        headers["RateLimit"] = string.Join(", ", standings.Select(standing => standing.Left));
    }

    public void Dispose()
    {
        foreach (var limiter in _limiters.Values)
            limiter.Dispose();
    }

    private RateStanding Count(string name, RateLimit limit, string? one)
    {
        var limiter = _limiters.GetOrAdd((name, one is null), _ => Limiter(limit));
        var who = one ?? "all";
        using var lease = limiter.AttemptAcquire(who);

        var left = limiter.GetStatistics(who)?.CurrentAvailablePermits ?? 0;
        var secondsToFull = Math.Ceiling((limit.Permits - left) * (double)limit.Seconds / limit.Permits);
        return new($"\"{name}\";q={limit.Permits};w={limit.Seconds}", $"\"{name}\";r={left};t={secondsToFull}",
            lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1));
    }

    private static PartitionedRateLimiter<string> Limiter(RateLimit limit)
    {
        // One permit at a time, or as many as fall due in a tenth of a second: waiting for one never takes a whole window.
        var interval = Math.Max(0.1, (double)limit.Seconds / limit.Permits);
        var bucket = new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit.Permits,
            TokensPerPeriod = Math.Max(1, (int)Math.Round(limit.Permits * interval / limit.Seconds)),
            ReplenishmentPeriod = TimeSpan.FromSeconds(interval),
            AutoReplenishment = false, // the partitioned limiter does it, and drops buckets that are full and idle
        };
        return PartitionedRateLimiter.Create<string, string>(who => RateLimitPartition.GetTokenBucketLimiter(who, _ => bucket));
    }
}

/// <summary>Where one stands after a request was counted.</summary>
/// <param name="Policy">An item of the header <c>RateLimit-Policy</c>.</param>
/// <param name="Left">An item of the header <c>RateLimit</c>.</param>
/// <param name="RetryAfter">When to come back; null when this one was not too many.</param>
public sealed record RateStanding(string Policy, string Left, TimeSpan? RetryAfter)
{
    /// <exception cref="ProblemException">429: too many.</exception>
    public void ThrowIfRefused()
    {
        if (RetryAfter is { } wait)
            throw Problem.TooManyRequests(wait);
    }
}
