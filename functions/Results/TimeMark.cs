using System.Globalization;

namespace QuizPlatform.Results;

/// <summary>What remembered results begin with, for their order as text to be that of their times: the ticks (UTC), hexadecimal.</summary>
internal static class TimeMark
{
    public const int Length = 16;

    public static string Of(DateTimeOffset time) => time.UtcTicks.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The time that the text begins with.</summary>
    public static DateTimeOffset Read(string text) =>
        new(long.Parse(text.AsSpan(0, Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture), TimeSpan.Zero);
}
