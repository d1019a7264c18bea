using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Gateway;

/// <summary>Section <c>Gateway:Connections</c>: how many may be open at once; one too many is closed at once.</summary>
public sealed class ConnectionOptions
{
    public const string Section = "Gateway:Connections";

    /// <summary>In all.</summary>
    [Range(1, 1_000_000)]
    public int Max { get; set; } = 10_000;

    /// <summary>
    /// From one address, an IPv6 one being its /64: room for a school behind it, and none for one machine to take all. 0 where there is no limit, as
    /// behind a proxy, whose address is everybody's.
    /// </summary>
    [Range(0, 1_000_000)]
    public int PerAddress { get; set; } = 2_000;

    /// <summary>What the bodies of all requests at once may hold of the memory; one too many is 503.</summary>
    [Range(1, 100_000)]
    public int MaxBodyMegabytes { get; set; } = 64;

    /// <summary>
    /// What the bodies of one address's requests may hold of that, one too many being 429. 0 where there is no limit, as behind a proxy that does not tell
    /// whom a request comes from.
    /// </summary>
    [Range(0, 100_000)]
    public int BodyMegabytesPerAddress { get; set; } = 16;
}
