using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QuizPlatform.System.Tests;

public enum Says
{
    Ok,
    OkToHealthOnly,
    Unavailable,
    Nothing,
    Refuse,
}

/// <summary>A port that answers every request in the same way, until told otherwise.</summary>
internal sealed class FakePort : IDisposable
{
    private readonly SemaphoreSlim _asked = new(0);
    private readonly List<TcpClient> _unanswered = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Says _says = Says.Ok;

    public FakePort() => Listen();

    public int Number { get; private set; }

    public Says Says
    {
        get => _says;
        set
        {
            if (_says == Says.Refuse && value != Says.Refuse)
                Listen();
            if (value == Says.Refuse)
                _listener.Dispose();
            _says = value;
            while (_asked.Wait(0)) { } // those before the change do not count
        }
    }

    /// <summary>Until so many more requests have come.</summary>
    public async Task Asked(int times)
    {
        for (var i = 0; i < times; i++)
            Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(60)), "nobody asks");
    }

    public void Dispose()
    {
        _listener.Dispose();
        _unanswered.ForEach(client => client.Dispose());
        _asked.Dispose();
    }

    private void Listen()
    {
        _listener = new TcpListener(IPAddress.Loopback, Number);
        _listener.Start();
        Number = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Answer(_listener);
    }

    private async Task Answer(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var request = new byte[4096];
                var isHealth = (await client.GetStream().ReadAsync(request)) > 0 && request.AsSpan().StartsWith("GET /health "u8);
                if (Says == Says.Nothing || (Says == Says.OkToHealthOnly && !isHealth))
                {
                    _unanswered.Add(client);
                }
                else
                {
                    using (client)
                    {
                        var (status, body) = Says == Says.Unavailable ? ("503 Service Unavailable", """{"failing":"the store"}""") : ("200 OK", "{}");
                        var answer = $"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}";
                        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
                    }
                }

                _asked.Release();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // Told to refuse, or over.
        }
    }
}
