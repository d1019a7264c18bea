using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using QuizPlatform.LocalRuntime.Hosting;
using QuizPlatform.Testing;

namespace QuizPlatform.Local.Tests.Runtime;

public sealed class OneLineFormatterTests
{
    [Fact]
    public void A_line_begins_with_the_day_and_the_time_in_UTC_to_the_millisecond()
    {
        var clock = new TestClock(new(2026, 11, 22, 10, 0, 0, 7, TimeSpan.Zero));
        using var line = new StringWriter();

        new OneLineFormatter(clock).Write(new LogEntry<string>(LogLevel.Warning, "Disk", default, "almost full", null, (text, _) => text), null, line);

        Assert.Equal("2026-11-22T10:00:00.007Z warn Disk: almost full" + Environment.NewLine, line.ToString());
    }
}
