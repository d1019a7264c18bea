using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using QuizPlatform.Testing;

namespace QuizPlatform.Gateway.Tests;

[Collection(Alone.Name)]
public sealed class LiveBoardsTests : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _doors = [];
    private volatile string _board = "first";
    private volatile string _name = "Ann"; // which no version tells
    private volatile int _length; // of what else stands on the board

    public async ValueTask DisposeAsync()
    {
        foreach (var door in _doors)
            await door.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_begins_with_the_board_and_goes_on_with_each_change()
    {
        var door = await Open();
        using var stream = await EventReader.Open(door, "?period=week&limit=3");

        Assert.Equal(200, (int)stream.Status);
        Assert.Equal("text/event-stream", stream.ContentHeaders.ContentType!.MediaType);
        Assert.Equal(("no", true, "identity"),
            (stream.Headers.GetValues("X-Accel-Buffering").Single(), stream.Headers.CacheControl!.NoStore, stream.ContentHeaders.ContentEncoding.Single()));
        Assert.StartsWith("retry: ", await stream.Line(), StringComparison.Ordinal);
        var first = await stream.Next();
        Assert.Equal("""{"board":"week","limit":3,"text":"first"}""", first.Data);

        _board = "second";
        var second = await stream.Next();
        Assert.Equal("""{"board":"week","limit":3,"text":"second"}""", second.Data);
        Assert.NotEqual(first.Id, second.Id);
        Assert.All(door.Results.Requests, asked => Assert.Equal(("POST", "/api/internal/boards/changed", "the key"),
            (asked.Method, asked.Target, asked.Headers["x-functions-key"])));
    }

    [Fact]
    public async Task Who_listens_is_counted()
    {
        var door = await Open();
        using var observed = new Observed();
        var boards = door.Services.GetRequiredService<LiveBoards>();

        using (boards.Watch(new("all", null), 10))
        using (boards.Watch(new("all", null), 10))
            Assert.Equal(2, observed.Of("quiz.live.listeners").Sum(change => change.Value));

        Assert.Equal(0, observed.Of("quiz.live.listeners").Sum(change => change.Value));
        Assert.All(observed.Of("quiz.live.listeners"), change => Assert.Equal(("{listener}", 0), (change.Unit, change.Tags.Count)));
    }

    [Fact]
    public async Task Who_has_the_newest_gets_nothing_until_it_changes()
    {
        var door = await Open();
        string id;
        using (var before = await EventReader.Open(door))
            id = (await before.Next()).Id;

        using var stream = await EventReader.Open(door, lastId: id);
        var next = stream.Next();
        await Task.Delay(500);
        Assert.False(next.IsCompleted);

        _board = "second";
        Assert.Contains("second", (await next).Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // and is shown another's page first, which was read just before
    public async Task Who_comes_sees_names_as_they_are_now_though_others_listen_already(bool later)
    {
        var door = await Open("Live:PollMilliseconds=100");
        using var first = await EventReader.Open(door);
        await first.Next();
        _name = "Hidden";
        if (later)
            await Task.Delay(LiveBoards.FreshForNewcomers);

        using var second = await EventReader.Open(door);
        var polls = door.Results.Requests.Count;
        while (!(await second.Next()).Data.Contains("Hidden", StringComparison.Ordinal))
        {
        }

        Assert.Contains("Hidden", (await first.Next()).Data, StringComparison.Ordinal);
        Assert.InRange(door.Results.Requests.Count - polls, 0, 30); // the others would see it after some eighty more
    }

    [Fact]
    public async Task Many_listeners_cost_one_request_at_a_time_and_none_when_nobody_listens()
    {
        var door = await Open("Live:PollMilliseconds=200");
        await Task.Delay(500);
        Assert.Empty(door.Results.Requests);

        var streams = new List<EventReader>();
        for (var i = 0; i < 60; i++)
            streams.Add(await EventReader.Open(door, $"?limit={1 + (i % 3)}&period={(i % 2 == 0 ? "all" : "week")}"));
        await Task.WhenAll(streams.Select(stream => stream.Next()));
        var before = door.Results.Requests.Count;
        var since = Stopwatch.StartNew();
        await Wait.Until(() => door.Results.Requests.Count - before >= 4);
        Assert.InRange(door.Results.Requests.Count - before, 4, 2 + (since.ElapsedMilliseconds / 200));
        Assert.Equal(2, JsonNode.Parse(door.Results.Requests.Last().Body)!["boards"]!.AsArray().Count);

        streams.ForEach(stream => stream.Dispose());
        await Wait.Until(async () =>
        {
            var count = door.Results.Requests.Count;
            await Task.Delay(500);
            return door.Results.Requests.Count == count;
        });
    }

    [Fact]
    public async Task A_silent_stream_sends_a_comment()
    {
        var door = await Open("Live:HeartbeatSeconds=1");
        using var stream = await EventReader.Open(door);
        await stream.Next();

        Assert.Equal(":", await stream.Line());
    }

    [Fact]
    public async Task While_Results_is_down_the_stream_stays_and_catches_up()
    {
        var door = await Open("Live:HeartbeatSeconds=1");
        using var stream = await EventReader.Open(door);
        await stream.Next();

        var port = new Uri(door.Results.Url).Port;
        await door.Results.Kill();
        using var later = await EventReader.Open(door, "?limit=5"); // comes meanwhile
        await later.Line();
        await Task.Delay(1500);
        _board = "second";
        await using var back = await App.Start(port);
        back.Answer = Answer;

        Assert.Contains("second", (await stream.Next()).Data, StringComparison.Ordinal);
        Assert.Contains("second", (await later.Next()).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_ended_before_others_break_it_off_and_told_to_come_back()
    {
        var door = await Open("Live:StreamSeconds=1");
        using var stream = await EventReader.Open(door);
        await stream.Next();

        var rest = await stream.Rest();
        Assert.StartsWith("retry: ", rest.Last(line => line.Length > 0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_gateway_ends_its_streams_are_told_to_come_back()
    {
        var door = await Open();
        using var stream = await EventReader.Open(door);
        await stream.Next();

        door.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var rest = await stream.Rest();
        Assert.StartsWith("retry: ", rest.Last(line => line.Length > 0), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Live:MaxStreams=2")]
    [InlineData("Live:MaxStreamsPerAddress=2")]
    [InlineData("Live:MaxStreams=0")]
    public async Task At_the_limit_it_is_503_with_a_time_to_come_again(string limit)
    {
        var door = await Open(limit);
        using var first = limit.EndsWith('0') ? null : await EventReader.Open(door);
        using (var second = limit.EndsWith('0') ? null : await EventReader.Open(door))
        {
            using var third = await EventReader.Open(door);
            Assert.Equal((503, "application/problem+json", TimeSpan.FromSeconds(30)),
                ((int)third.Status, third.ContentHeaders.ContentType!.MediaType, third.Headers.RetryAfter!.Delta));
        }

        if (first is not null)
        {
            await Wait.Until(async () =>
            {
                using var again = await EventReader.Open(door);
                return (int)again.Status == 200;
            });
        }
    }

    [Theory]
    [InlineData("?limit=0", 400)]
    [InlineData("?limit=101", 400)]
    [InlineData("?limit=1&limit=2", 400)]
    [InlineData("?period=year", 400)]
    [InlineData("?quizId=js", 404)]
    public async Task Bad_input_is_answered_as_on_the_boards_own_route(string query, int status)
    {
        var door = await Open();
        using var stream = await EventReader.Open(door, query);

        Assert.Equal((status, "application/problem+json"), ((int)stream.Status, stream.ContentHeaders.ContentType!.MediaType));
        Assert.Empty(door.Results.Requests);
    }

    [Fact]
    public async Task Who_reads_slowly_skips_what_is_old_and_keeps_nothing_in_memory()
    {
        _length = 100_000;
        var door = await Open("Live:PollMilliseconds=50");
        var slow = new List<TcpClient>();
        for (var i = 0; i < 20; i++)
        {
            var socket = new TcpClient { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(door.Http.BaseAddress!.Host, door.Http.BaseAddress.Port);
            await socket.GetStream().WriteAsync("GET /api/leaderboard/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
            slow.Add(socket);
        }

        using var quick = await EventReader.Open(door);
        await Change(20);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Change(60); // would be 120 MB
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 20_000_000);

        using var reader = new StreamReader(slow[0].GetStream(), Encoding.ASCII);
        var seen = 0;
        for (string? line = ""; !line.Contains("\"number 60\"", StringComparison.Ordinal);)
        {
            line = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) ?? throw new EndOfStreamException();
            seen += line.StartsWith("data: ", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(seen, 1, 60);
        slow.ForEach(socket => socket.Dispose());

        async Task Change(int times)
        {
            for (var i = 1; i <= times; i++)
            {
                _board = $"number {i}";
                while (!(await quick.Next()).Data.Contains($"\"number {i}\"", StringComparison.Ordinal))
                {
                }
            }
        }
    }

    private async Task<Door> Open(params string[] settings)
    {
        var door = await Door.Open(["Services:ResultsKey=the key", "Live:PollMilliseconds=100", .. settings]);
        _doors.Add(door);
        door.Results.Answer = Answer;
        return door;
    }

    // As Results does, with a text for a board; its version is the text, too.
    private async Task Answer(HttpContext context)
    {
        var text = _board;
        var asked = (await JsonNode.ParseAsync(context.Request.Body))!["boards"]!.AsArray();
        await context.Response.WriteAsync(new JsonObject { ["boards"] = new JsonArray([.. asked.Select(Now)]) }.ToJsonString());

        JsonObject Now(JsonNode? board)
        {
            var pages = board!["limits"]!.AsArray().Select(limit => KeyValuePair.Create(limit!.ToString(), (JsonNode?)Page(board, (int)limit!)));
            return new() { ["version"] = text, ["pages"] = (string?)board["version"] == text ? null : new JsonObject(pages) };
        }

        JsonObject Page(JsonNode board, int limit)
        {
            var page = new JsonObject { ["board"] = (string?)board["period"], ["limit"] = limit, ["text"] = text };
            if (_name != "Ann")
                page["name"] = _name;
            if (_length > 0)
                page["rest"] = new string('x', _length);
            return page;
        }
    }
}
