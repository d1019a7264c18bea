using System.Net;
using System.Net.Sockets;

namespace QuizPlatform.Gateway.Tests;

/// <summary>
/// An instance that answers what only reads, and ends while it does what changes something, as a killed process does that had read all of the request: its
/// connection is closed, not reset.
/// </summary>
internal sealed class DyingApp : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _listening;
    private int _changes;

    public DyingApp()
    {
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
            await using var writer = new StreamWriter(client.GetStream()) { AutoFlush = true, NewLine = "\r\n" };
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
                    return;
                }

                await writer.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
            }
        }
    }
}
