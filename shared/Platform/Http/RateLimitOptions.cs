using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Platform;

/// <summary>Section <c>RateLimits</c>.</summary>
public sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The request header in which whoever stands before the app writes the address it sees, over what a client claims. None when nobody does, as in
    /// Local and compose; in Azure <c>Client-IP</c>: the Functions host puts its own into <c>X-Forwarded-For</c> (azure-functions-host issue 11254),
    /// and the one that came is left only among the binding data, where a client that sends a parameter named <c>headers</c> puts what it likes.
    /// </summary>
    public string? AddressHeader { get; set; }
}

/// <summary>Section <c>RateLimits:{name}</c>: so many requests at once, and so many again per window; each app's are in its <c>…Extensions.cs</c>.</summary>
public sealed class RateLimit
{
    [Range(1, 1_000_000)]
    public int Permits { get; set; }

    [Range(1, 86_400)]
    public int Seconds { get; set; }

    /// <summary>For everybody together whose address nobody can tell: so large that a few cannot use it up for all.</summary>
    internal RateLimit OfMany() => new() { Permits = 10 * Permits, Seconds = Seconds };
}
