using System.Net.Sockets;
using System.Text;

namespace QuizPlatform.System.Tests;

/// <summary>The gateway is told to end (SIGTERM) while people are there.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private RunningPlatform _platform = null!;

    public async Task InitializeAsync()
    {
        _platform = await RunningPlatform.Start();
        await _platform.Gateway.Start();
    }

    public Task DisposeAsync() => _platform.DisposeAsync().AsTask();

    [Fact]
    public async Task What_has_begun_is_finished_streams_are_sent_elsewhere_and_nobody_new_is_let_in()
    {
        using var stream = await Open("GET /api/leaderboard/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        using var events = new StreamReader(stream.GetStream(), Encoding.UTF8);
        await ReadUntil(events, line => line.StartsWith("event: ", StringComparison.Ordinal));
        var body = $$"""{"email":"nobody@example.com","password":"{{RunningPlatform.Password}}"}""";
        using var request = await Open($"POST /api/users/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n\r\n{body[..10]}");

        var ended = _platform.Gateway.Terminate();

        await ReadUntil(events, line => line.StartsWith("retry: ", StringComparison.Ordinal));
        await Eventually.Holds(async () => await IsRefused(), () => "somebody new is let in");
        Assert.False(ended.IsCompleted, "the gateway did not wait for the request that had begun");
        await request.GetStream().WriteAsync(Encoding.ASCII.GetBytes(body[10..]));
        using var answer = new StreamReader(request.GetStream(), Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 401", await answer.ReadLineAsync().WaitAsync(Hang), StringComparison.Ordinal); // by Users: there is no such account
        Assert.Contains("auth.credentials", await answer.ReadToEndAsync().WaitAsync(Hang), StringComparison.Ordinal);
        Assert.Equal(0, await ended);
    }

    private async Task<TcpClient> Open(string raw)
    {
        var client = new TcpClient();
        await client.ConnectAsync(_platform.Gateway.Url.Host, _platform.Gateway.Url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw));
        return client;
    }

    private async Task<bool> IsRefused()
    {
        try
        {
            using var client = await Open("");
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task ReadUntil(StreamReader lines, Func<string, bool> isIt)
    {
        while (!isIt(await lines.ReadLineAsync().WaitAsync(Hang) ?? throw new EndOfStreamException()))
        {
        }
    }
}
