using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using QuizPlatform.Platform;

namespace QuizPlatform.Gateway.Tests;

/// <summary>Clients that take their time, or more than their share.</summary>
public sealed class SlowClientsTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("GET /api/quizzes HTTP/1.1\r\nHost: localhost\r\n", "X-A: b\r\n")]
    [InlineData("POST /api/results/submit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n", "{")]
    [InlineData("", "G")]
    public async Task A_crowd_that_dribbles_keeps_nobody_from_being_answered_and_is_sent_away(string start, string drop)
    {
        await using var door = await Door.Open();
        var slow = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 200; i++)
                slow.Add(await Connect(door, start));
            for (var i = 0; i < 20; i++)
            {
                slow.ForEach(client => Drop(client, drop));
                Assert.Equal(200, (await door.Get("/api/quizzes")).Status);
            }

            await Task.WhenAll(slow.Select(client => UntilClosed(client, drop))).WaitAsync(Hang);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }

        Assert.Equal(20, door.Quizzes.Requests.Count);
        Assert.Empty(door.Results.Requests);
    }

    [Fact]
    public async Task Bodies_hold_no_more_memory_than_they_may_and_give_it_back()
    {
        await using var door = await Door.Open("Gateway:Connections:MaxBodyMegabytes=1");
        var held = new TaskCompletionSource();
        door.Quizzes.Answer = _ => held.Task;

        var first = door.Http.PostAsync("/api/quizzes", new ByteArrayContent(new byte[700_000]));
        await Wait.Until(() => !door.Quizzes.Requests.IsEmpty);
        using var refused = await door.Http.PostAsync("/api/quizzes", new ByteArrayContent(new byte[700_000]));
        using var small = door.Http.PostAsync("/api/quizzes", new ByteArrayContent(new byte[1000]));
        held.SetResult();

        Assert.Equal((503, TimeSpan.FromSeconds(1)), ((int)refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        Assert.Equal((200, 200), ((int)(await first).StatusCode, (int)(await small).StatusCode));
        using var after = await door.Http.PostAsync("/api/quizzes", new ByteArrayContent(new byte[700_000]));
        Assert.Equal(200, (int)after.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_not_whole_in_time_is_408_and_reaches_no_app()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var door = await Door.Open(services => services.AddSingleton<TimeProvider>(clock));
        using var client = await Connect(door, "POST /api/results/submit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n{");
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var answer = reader.ReadToEndAsync();

        while (!answer.IsCompleted) // until the gateway has begun to wait
        {
            clock.Advance(RequestBody.Patience);
            await Task.WhenAny(answer, Task.Delay(20));
            Drop(client, new string(' ', 1000)); // fast enough for Kestrel
        }

        Assert.StartsWith("HTTP/1.1 408", await answer, StringComparison.Ordinal);
        Assert.Contains("took too long", await answer, StringComparison.Ordinal);
        Assert.Empty(door.Results.Requests);
    }

    [Theory]
    [InlineData(9 * 1024, 1, 414)]
    [InlineData(10, 101, 431)]
    [InlineData(10, 33, 431)]
    public async Task Targets_and_headers_have_the_apps_limits(int target, int headers, int status)
    {
        await using var door = await Door.Open();
        var each = new string('x', headers == 33 ? 1024 : 1);
        var lines = string.Concat(Enumerable.Range(0, headers).Select(i => $"X-{i}: {each}\r\n"));

        var answer = await door.Send($"GET /api/quizzes?{new string('x', target)} HTTP/1.1\r\nHost: localhost\r\n{lines}Connection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_address_has_its_share_of_connections_and_gets_it_back()
    {
        await using var door = await Door.Open("Gateway:Connections:PerAddress=3");
        var open = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
            open.Add(await Connect(door, "GET"));
        using var fourth = await Connect(door, "");
        await UntilClosed(fourth, "").WaitAsync(Hang);

        open.ForEach(client => client.Dispose());

        while (await Status(door) != 200) // until it has noticed
            await Task.Delay(20);
    }

    private static async Task<int> Status(Door door)
    {
        try
        {
            return (await door.Get("/health/live")).Status;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static async Task<TcpClient> Connect(Door door, string start)
    {
        var client = new TcpClient();
        await client.ConnectAsync(door.Http.BaseAddress!.Host, door.Http.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start));
        return client;
    }

    private static void Drop(TcpClient client, string text)
    {
        try
        {
            client.GetStream().Write(Encoding.ASCII.GetBytes(text));
        }
        catch (IOException)
        {
            // it has been closed already
        }
    }

    private static async Task UntilClosed(TcpClient client, string drop)
    {
        var read = client.GetStream().ReadAsync(new byte[4096]).AsTask();
        while (await Task.WhenAny(read, Task.Delay(1000)) != read)
            Drop(client, drop);
        await read.ContinueWith(_ => { }, TaskScheduler.Default); // an end or a reset
    }
}
