using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.LocalRuntime.Hosting;

/// <summary>
/// Runs the triggers that no request brings. They begin when everything else has started (migrations above all), stop taking work with the first
/// sign of a shutdown, and are waited for while the HTTP server drains as well.
/// </summary>
internal sealed class ListenerHost(FunctionApp app, ILogger<ListenerHost> log) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _ended = new();
    private Task _listening = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in app.Listeners)
            listener.Prepare();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _listening = Task.WhenAll(app.Listeners.Select(listener => Task.Run(() => listener.Listen(_stopping.Token, _ended.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _listening.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!_listening.IsCompleted)
        {
            log.LogWarning("Some functions were still running when the time for stopping was up; they are cancelled");
            await _ended.CancelAsync();
            await Task.WhenAny(_listening, Task.Delay(LastWords, CancellationToken.None));
        }
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _ended.Dispose();
    }
}
