using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace QuizPlatform.LocalRuntime.Hosting;

/// <summary>Says at start what runs where, as `func` does.</summary>
internal sealed class FunctionList(FunctionApp app, Func<Uri> address, ILogger log) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var root = address().ToString().TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var lines = app.Http
            .Select(f => $"{f.Function.Name}: [{(f.Methods.Count == 0 ? "ALL" : string.Join(',', f.Methods))}] {root}/{f.Route}")
            .Concat(app.Listeners.Select(listener => listener.Description));
        foreach (var line in lines)
            log.LogInformation("{Function}", line);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
