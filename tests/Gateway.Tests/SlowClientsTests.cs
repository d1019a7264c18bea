using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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

        var first = door.Http.PostAsync("/api/quizzes", new ByteArrayContent(new byte[500_000]));
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
    public async Task Bodies_of_one_address_leave_memory_to_others_and_give_theirs_back()
    {
        await using var door = await Door.Open("ForwardedHeaders_Enabled=true", "Gateway:Connections:MaxBodyMegabytes=4",
            "Gateway:Connections:BodyMegabytesPerAddress=1");
        var held = new TaskCompletionSource();
        door.Quizzes.Answer = _ => held.Task;

        var first = From("2001:db8:1::1", "/api/quizzes");
        await Wait.Until(() => !door.Quizzes.Requests.IsEmpty);
        using var refused = await From("2001:db8:1::2", "/api/quizzes"); // in the same /64, which is one customer's
        using var page = await From("2001:db8:1::2", "/register");
        var others = From("2001:db8:2::1", "/api/quizzes");
        await Wait.Until(() => door.Quizzes.Requests.Count == 2);
        held.SetResult();

        Assert.Equal((429, TimeSpan.FromSeconds(1)), ((int)refused.StatusCode, refused.Headers.RetryAfter!.Delta));
        Assert.Equal((429, "text/html"), ((int)page.StatusCode, page.Content.Headers.ContentType!.MediaType));
        Assert.Equal((200, 200), ((int)(await first).StatusCode, (int)(await others).StatusCode));
        using var after = await From("2001:db8:1::2", "/api/quizzes");
        Assert.Equal(200, (int)after.StatusCode);

        Task<HttpResponseMessage> From(string address, string path) => door.Http.SendAsync(new(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(new byte[700_000]),
            Headers = { { "X-Forwarded-For", address } },
        });
    }

    [Theory]
    [InlineData("/sign-in", "application/x-www-form-urlencoded", 150_000)] // a form's texts count too
    [InlineData("/preferences", "application/x-www-form-urlencoded", 150_000)]
    [InlineData("/register", "text/plain", 700_000)]
    public async Task Also_what_is_sent_to_a_page_counts(string path, string type, int size)
    {
        await using var door = await Door.Open("Gateway:Connections:MaxBodyMegabytes=1");
        var held = new TaskCompletionSource();
        door.Quizzes.Answer = _ => held.Task;
        using var content = new StringContent("a=" + new string('b', size), mediaType: new(type));

        var first = door.Http.PostAsync("/api/quizzes", new ByteArrayContent(new byte[500_000]));
        await Wait.Until(() => !door.Quizzes.Requests.IsEmpty);
        using var refused = await door.Http.PostAsync(path, content);
        held.SetResult();
        Assert.Equal(200, (int)(await first).StatusCode);
        using var after = await door.Http.PostAsync(path, content);

        Assert.Equal((503, "text/html"), ((int)refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.Equal(400, (int)after.StatusCode); // no page of ours has made it
    }

    [Theory]
    [InlineData("Http1", false)]
    [InlineData("Http1", true)]
    [InlineData("Http2", false)]
    [InlineData("Http2", true)]
    public async Task A_body_that_is_too_large_is_refused_by_a_page_where_pages_answer(string protocol, bool unannounced)
    {
        await using var door = await Door.Open($"Kestrel:EndpointDefaults:Protocols={protocol}");

        foreach (var (path, type) in ((string, string)[])[("/register", "text/html"), ("/api/quizzes", "application/problem+json")])
        {
            using var request = Post(path, protocol, new StreamContent(new MemoryStream(new byte[RequestBody.MaxBytes + 1])));
            request.Headers.TransferEncodingChunked = unannounced;
            using var answer = await door.Http.SendAsync(request);
            Assert.Equal((413, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        }

        Assert.Empty(door.Quizzes.Requests);
    }

    [Theory]
    [InlineData("/api/quizzes", "application/problem+json")]
    [InlineData("/sign-in", "text/html")]
    public async Task A_stream_of_HTTP_2_has_no_more_time(string path, string type)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var door = await Door.Open(services => services.AddSingleton<TimeProvider>(clock), "Kestrel:EndpointDefaults:Protocols=Http2");
        var never = new Pipe();
        await never.Writer.WriteAsync("{"u8.ToArray());
        using var request = Post(path, "Http2", new StreamContent(never.Reader.AsStream()));

        var answer = door.Http.SendAsync(request);
        while (!answer.IsCompleted)
        {
            clock.Advance(RequestBody.Patience);
            await Task.WhenAny(answer, Task.Delay(20));
            await never.Writer.WriteAsync(new byte[100]);
        }

        Assert.Equal((408, type), ((int)(await answer).StatusCode, (await answer).Content.Headers.ContentType!.MediaType));
        Assert.Empty(door.Quizzes.Requests);
    }

    [Theory]
    [InlineData("/api/results/submit", "Content-Length: 100000\r\n\r\n{", "took too long")]
    [InlineData("/api/results/submit", "Transfer-Encoding: chunked\r\n\r\nFFFFF\r\n{", "took too long")]
    [InlineData("/sign-in", "Content-Length: 100000\r\n\r\n{", "<h1>")]
    [InlineData("/preferences", "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nFFFFF\r\n{", "<h1>")]
    public async Task A_body_that_is_not_whole_in_time_is_408_and_reaches_no_app(string path, string start, string says)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var door = await Door.Open(services => services.AddSingleton<TimeProvider>(clock));
        using var client = await Connect(door, $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{start}");
        var answer = ReadToEnd(client);

        while (!answer.IsCompleted) // until the gateway has begun to wait
        {
            clock.Advance(RequestBody.Patience);
            await Task.WhenAny(answer, Task.Delay(20));
            Drop(client, new string(' ', 1000)); // fast enough for Kestrel
        }

        Assert.StartsWith("HTTP/1.1 408", await answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", await answer, StringComparison.Ordinal);
        Assert.Contains(says, await answer, StringComparison.Ordinal);
        await door.DisposeAsync(); // until it has done with it
        Assert.Empty(door.Log.Of(LogLevel.Error));
        Assert.Empty(door.Results.Requests);
    }

    [Theory]
    [InlineData(9 * 1024, 1, 414)]
    [InlineData(10, 88, 200)] // and the two below
    [InlineData(10, 89, 431)]
    [InlineData(10, 29, 200)]
    [InlineData(10, 31, 431)]
    public async Task Targets_and_headers_have_limits_within_the_apps(int target, int headers, int status)
    {
        await using var door = await Door.Open($"Gateway:Key={new string('k', 40)}");
        var each = new string('x', headers < 80 ? 1024 : 1);
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
        {
            open.Add(await Connect(door, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            Assert.NotEqual(0, await open[i].GetStream().ReadAsync(new byte[4096])); // so it has been counted
        }

        Assert.True(await IsTurnedAway(door));

        open.ForEach(client => client.Dispose());

        while (await Status(door) != 200) // until it has noticed
            await Task.Delay(20);
    }

    private static HttpRequestMessage Post(string path, string protocol, HttpContent content) => new(HttpMethod.Post, path)
    {
        Content = content,
        Version = protocol == "Http2" ? HttpVersion.Version20 : HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

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

    private static async Task<bool> IsTurnedAway(Door door)
    {
        try
        {
            using var client = await Connect(door, "");
            return await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Hang) == 0;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return true; // before it was really there
        }
    }

    private static async Task<TcpClient> Connect(Door door, string start)
    {
        var client = new TcpClient();
        await client.ConnectAsync(door.Http.BaseAddress!.Host, door.Http.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(start));
        return client;
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

    private static void Drop(TcpClient client, string text)
    {
        try
        {
            client.GetStream().Write(Encoding.ASCII.GetBytes(text));
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
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
