using System.Globalization;
using NCrontab;

namespace QuizPlatform.LocalRuntime.Timers;

/// <summary>When a timer runs: NCrontab of six fields (seconds first) or five, in UTC, or a period.</summary>
internal sealed class Schedule
{
    private readonly CrontabSchedule? _crontab;
    private readonly TimeSpan _period;

    private Schedule(CrontabSchedule? crontab, TimeSpan period) => (_crontab, _period) = (crontab, period);

    public static Schedule Parse(string function, string text)
    {
        if (!text.Contains(' ') && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var period) && period > TimeSpan.Zero)
            return new(null, period);

        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        return CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields == 6 }) is { } crontab
            ? new(crontab, default)
            : throw new StartupException($"Function {function}: the schedule \"{text}\" is neither NCrontab (\"0 */5 * * * *\") nor a period (\"00:05:00\").");
    }

    public DateTimeOffset After(DateTimeOffset time)
        => _crontab is null ? time + _period : new(DateTime.SpecifyKind(_crontab.GetNextOccurrence(time.UtcDateTime), DateTimeKind.Utc));

    /// <summary>As the Functions host: what runs more often than once a minute is not worth a record of its last run.</summary>
    public bool IsWorthRecording(DateTimeOffset now) => After(After(now)) - After(now) >= TimeSpan.FromMinutes(1);
}
