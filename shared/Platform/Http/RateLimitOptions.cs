using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Platform;

/// <summary>Section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    public bool Enabled { get; set; } = true;

    /// <summary>How many proxies stand before the app. In Azure the platform's own front end; in Local nobody, until a gateway does.</summary>
    [Range(0, 10)]
    public int TrustedProxies { get; set; } =
#if LOCAL
        0;
#else
        1;
#endif
}

/// <summary>Section <c>RateLimits:{name}</c>: so many requests at once, and so many again per window.</summary>
public sealed class RateLimit
{
    [Range(1, 1_000_000)]
    public int Permits { get; set; }

    [Range(1, 86_400)]
    public int Seconds { get; set; }
}
