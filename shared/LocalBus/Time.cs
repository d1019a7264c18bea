namespace QuizPlatform.LocalBus;

/// <summary>Times in the files are Unix milliseconds.</summary>
internal static class Time
{
    /// <summary>An unlimited duration (TimeSpan.MaxValue) ends at a time that never comes.</summary>
    public static long After(long time, TimeSpan duration) => time + (long)duration.TotalMilliseconds;
}
