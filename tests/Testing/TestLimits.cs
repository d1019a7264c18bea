using Microsoft.Extensions.Options;
using QuizPlatform.Platform;

namespace QuizPlatform.Testing;

public static class TestLimits
{
    /// <summary>Limits that are switched off, for functions whose limit is not the point of the test.</summary>
    public static RateLimits Off()
    {
        var off = Options.Create(new RateLimitOptions { Enabled = false });
        return new RateLimits(off, limits: null!, new ClientAddress(off));
    }
}
