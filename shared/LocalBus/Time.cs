namespace QuizPlatform.LocalBus;

/// <summary>Times in the files are Unix milliseconds.</summary>
internal static class Time
{
    public static long After(long time, TimeSpan duration) => time + (long)duration.TotalMilliseconds;
}
