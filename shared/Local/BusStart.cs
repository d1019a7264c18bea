using Microsoft.Extensions.Logging;
using QuizPlatform.LocalBus;
using QuizPlatform.LocalRuntime;
using QuizPlatform.Platform;

namespace QuizPlatform.Local;

/// <summary>Opens the bus before anything else runs, so that a damaged file is told at start and not at the first message.</summary>
internal sealed class BusStart(EmbeddedBus bus, Topology topology, ILogger<BusStart> log) : BeforeStart
{
    public override Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var topic in topology.Topics)
            Open(topic.Name);
        return Task.CompletedTask;
    }

    private void Open(string topic)
    {
        var file = bus.FileOf(topic);
        using var wait = LongWait.For($"the message file {file}, which another process has locked (another start, a backup, a shell)", log);
        try
        {
            Rights.CloseDatabase(file);
            bus.EnsureOpen(topic);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The message file {file} cannot be closed to others ({e.Message.TrimEnd('.')}): check that it is yours.", e);
        }
    }
}
