using Microsoft.Extensions.Logging;

namespace QuizPlatform.LocalRuntime;

/// <summary>
/// Put around whatever may take long because of somebody else (a lock, a disk that hangs): if it does, a line says what is waited for, after two
/// seconds and now and then again. A start that stands still always says why.
/// </summary>
public sealed class LongWait : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Again = TimeSpan.FromSeconds(20);

    private readonly string _what;
    private readonly ILogger? _log;
    private readonly long _since = Environment.TickCount64;
    private readonly Timer _timer;

    private LongWait(string what, ILogger? log)
    {
        (_what, _log) = (what, log);
        _timer = new Timer(_ => Say(), null, Patience, Again);
    }

    /// <param name="what">Ends the sentence "Waiting for …"; names the file.</param>
    /// <param name="log">Null where there is no log yet: stderr takes the line.</param>
    public static LongWait For(string what, ILogger? log = null) => new(what, log);

    public void Dispose() => _timer.Dispose();

    private void Say()
    {
        var seconds = (Environment.TickCount64 - _since) / 1000;
        if (_log is null)
            Console.Error.WriteLine($"Waiting for {_what}, {seconds} s so far.");
        else
            _log.LogWarning("Waiting for {What}, {Seconds} s so far", _what, seconds);
    }
}
