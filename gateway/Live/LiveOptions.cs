using System.ComponentModel.DataAnnotations;

namespace QuizPlatform.Gateway;

/// <summary>Section <c>Live</c>: streams of boards.</summary>
public sealed class LiveOptions
{
    public const string Section = "Live";

    /// <summary>How often Results is asked, while somebody listens, which boards have changed.</summary>
    [Range(50, 60_000)]
    public int PollMilliseconds { get; set; } = 1000;

    /// <summary>How many streams there may be at once; 0 offers none.</summary>
    [Range(0, 1_000_000)]
    public int MaxStreams { get; set; } = 5000;

    /// <summary>How many of them one address may have: a school has one address.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreamsPerAddress { get; set; } = 200;

    /// <summary>When a stream is ended, for the client to open another: Azure's ingress would break it off after 240 s.</summary>
    [Range(1, 86_400)]
    public int StreamSeconds { get; set; } = 220;

    /// <summary>How long a stream may be silent before a comment is sent.</summary>
    [Range(1, 600)]
    public int HeartbeatSeconds { get; set; } = 15;
}
