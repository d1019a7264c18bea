using System.Net;
using System.Net.Sockets;

namespace QuizPlatform.Gateway.Tests;

/// <summary>An instance that answers what only reads, and ends while it does what changes something, as a killed process does.</summary>
internal sealed class DyingApp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _listening;
    private readonly bool _resets;
    private int _changes;

    /// <param name="resets">Whether its connection is reset then, as where something was left to read, or closed.</param>
    public DyingApp(bool resets = false)
    {
        _resets = resets;
        _listener.Start();
        _listening = Listen();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>How many changes it was asked for.</summary>
    public int Changes => _changes;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _listening;
    }

    private async Task Listen()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true };
            while (await reader.ReadLineAsync() is { } request)
            {
                var length = 0;
                while (await reader.ReadLineAsync() is { Length: > 0 } header)
                {
                    if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                        length = int.Parse(header["Content-Length:".Length..]);
                }

                if (length > 0)
                    await reader.ReadBlockAsync(new char[length]);
                if (!request.StartsWith("GET ", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref _changes);
                    client.LingerState = new(_resets, 0);
                    return;
                }

                await writer.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            }
        }
    }
}
