using System.Diagnostics;
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

    [Theory]
    [InlineData("/api/quizzes", "Content-Length: 1000000\r\n\r\n{")]
    [InlineData("/sign-in", "Transfer-Encoding: chunked\r\n\r\nFFFFF\r\n{")]
    public async Task Who_goes_on_sending_is_told_that_it_took_too_long_and_is_not_waited_for(string path, string start)
    {
        using var client = await Open($"POST {path} HTTP/1.1\r\nHost: localhost\r\n{start}");
        var answer = ReadToEnd(client);
        var watch = Stopwatch.StartNew();

        var ended = _platform.Gateway.Terminate();
        while (await Task.WhenAny(ended, Task.Delay(500)) != ended)
            await Send(client, new string(' ', 500)); // fast enough for Kestrel

        Assert.Equal(0, await ended);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 25); // the host would give up after 30
        Assert.StartsWith("HTTP/1.1 408", await answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n0\r\n\r\n", await answer, StringComparison.Ordinal); // all of it
    }

    private async Task<TcpClient> Open(string raw)
    {
        var client = new TcpClient();
        await client.ConnectAsync(_platform.Gateway.Url.Host, _platform.Gateway.Url.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(raw));
        return client;
    }

    private static async Task Send(TcpClient client, string text)
    {
        try
        {
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // it has been closed
        }
    }

    private static async Task<string> ReadToEnd(TcpClient client)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await client.GetStream().ReadAsync(buffer)) > 0;)
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // a reset, for something was still being sent
        }

        return text.ToString();
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
