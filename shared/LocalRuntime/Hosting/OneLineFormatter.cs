using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace QuizPlatform.LocalRuntime.Hosting;

/// <summary>`2026-11-22T12:00:00.123Z warn Category: message`, an exception below it.</summary>
internal sealed class OneLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "one-line";
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // A start that failed is told once, at the end of the process, and not by the host as well.
        if (entry.Category == HostCategory && StartupException.Sentence(entry.Exception) is not null)
            return;

        textWriter.Write(clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write(Level(entry.LogLevel));
        textWriter.Write(entry.Category);
        textWriter.Write(": ");
        textWriter.WriteLine(entry.Formatter(entry.State, entry.Exception));
        if (entry.Exception is not null)
            textWriter.WriteLine(entry.Exception);
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => " trce ",
        LogLevel.Debug => " dbug ",
        LogLevel.Information => " info ",
        LogLevel.Warning => " warn ",
        LogLevel.Error => " fail ",
        _ => " crit ",
    };
}
