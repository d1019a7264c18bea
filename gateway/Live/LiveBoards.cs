using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Gateway;

/// <param name="Period"><c>all</c>, <c>month</c> or <c>week</c>.</param>
/// <param name="QuizId">Null for all quizzes.</param>
internal sealed record BoardName(string Period, string? QuizId);

/// <summary>
/// The boards that somebody listens to. While there are any, Results is asked at the interval of <see cref="LiveOptions.PollMilliseconds"/>, by one request
/// for all of them, which have changed, and answers with those pages; while there are none, it is asked nothing.
/// </summary>
internal sealed class LiveBoards(AppsHandler apps, IConfiguration settings, IOptions<LiveOptions> options, TimeProvider clock, ILogger<LiveBoards> log)
    : BackgroundService
{
    public const string KeySetting = "Services:ResultsKey";
    private const int MaxBoards = 100; // in one request

    private static readonly Meter Meter = new("QuizPlatform.Live");
    private static readonly UpDownCounter<long> Listeners = Meter.CreateUpDownCounter<long>("quiz.live.listeners", "{listener}", "Open streams of boards.");

    /// <summary>What Results is asked as long as somebody listens.</summary>
    public static readonly Uri Address = new("http://results/api/internal/boards/changed");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // Now and then a board is read whether it has changed or not: a new name, or somebody who has left, is no change that Results can see.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(10);

    // Who comes sees what a page says that is loaded now.
    internal static readonly TimeSpan FreshForNewcomers = TimeSpan.FromSeconds(2);

    // Who comes just after another is asked for together with it.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly HttpMessageInvoker _http = new(apps, disposeHandler: false);
    private readonly Lock _lock = new();
    private readonly Dictionary<BoardName, WatchedBoard> _boards = [];
    private readonly SemaphoreSlim _newcomers = new(0, 1);
    private bool _failing;

    /// <summary>Watches a board until it is disposed.</summary>
    public Watching Watch(BoardName name, int limit)
    {
        lock (_lock)
        {
            if (!_boards.TryGetValue(name, out var board))
                _boards[name] = board = new();
            var isNew = !board.Pages.TryGetValue(limit, out var page);
            page ??= board.Pages[limit] = new();
            if (isNew || clock.GetElapsedTime(board.ReadAt) >= FreshForNewcomers)
            {
                board.Version = null; // the page must come, whether the board has changed or not
                if (_newcomers.CurrentCount == 0)
                    _newcomers.Release();
            }
            else
            {
                board.HasNewcomers = true;
            }

            page.Listeners++;
            Listeners.Add(1);
            return new(this, name, limit, page);
        }
    }

    public override void Dispose()
    {
        _http.Dispose();
        _newcomers.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = TimeSpan.FromMilliseconds(options.Value.PollMilliseconds);
        while (true)
        {
            var since = clock.GetTimestamp();
            if (!await Ask(Watched(onlyNew: false), stoppingToken))
            {
                await _newcomers.WaitAsync(stoppingToken); // nobody listens
                await Task.Delay(Gathering, clock, stoppingToken);
                continue;
            }

            // Who comes meanwhile need not wait for the next round, unless Results is in trouble.
            while (interval - clock.GetElapsedTime(since) is { Ticks: > 0 } left)
            {
                if (_failing)
                {
                    await Task.Delay(left, clock, stoppingToken);
                }
                else if (await _newcomers.WaitAsync(left, stoppingToken))
                {
                    await Task.Delay(Gathering, clock, stoppingToken);
                    await Ask(Watched(onlyNew: true), stoppingToken);
                }
            }
        }
    }

    private List<(BoardName Name, WatchedBoard Board, int[] Limits)> Watched(bool onlyNew)
    {
        lock (_lock)
        {
            return [.. _boards.Where(pair => !onlyNew || pair.Value.Version is null)
                .Select(pair => (pair.Key, pair.Value, pair.Value.Pages.Keys.ToArray()))];
        }
    }

    /// <returns>Whether there was anything to ask.</returns>
    private async Task<bool> Ask(List<(BoardName Name, WatchedBoard Board, int[] Limits)> boards, CancellationToken stopping)
    {
        foreach (var some in boards.Chunk(MaxBoards))
        {
            try
            {
                await AskSome(some, stopping);
                if (_failing)
                    log.LogInformation("Results answers again: who listens to boards sees them move");
                _failing = false;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                if (!_failing)
                    log.LogWarning("Results does not tell which boards have changed ({Reason}); streams stay open and catch up", e.Message);
                _failing = true;
                break;
            }
        }

        return boards.Count > 0;
    }

    private async Task AskSome((BoardName Name, WatchedBoard Board, int[] Limits)[] boards, CancellationToken stopping)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        patience.CancelAfter(Patience);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address);
        request.Headers.Add("x-functions-key", settings[KeySetting] ?? "");
        request.Content = JsonContent.Create(new
        {
            boards = boards.Select(b => new { b.Name.Period, b.Name.QuizId, b.Limits, Version = VersionOf(b.Board) }),
        });

        using var answer = await _http.SendAsync(request, patience.Token);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            throw new HttpRequestException($"the setting {KeySetting} is not its key");
        answer.EnsureSuccessStatusCode();
        using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(patience.Token), default, patience.Token);
        foreach (var (board, now) in boards.Zip(json.RootElement.GetProperty("boards").EnumerateArray()))
            Show(board.Board, now);
    }

    private string? VersionOf(WatchedBoard board) =>
        clock.GetElapsedTime(board.ReadAt) < (board.HasNewcomers ? FreshForNewcomers : Freshness) ? board.Version : null;

    private void Show(WatchedBoard board, JsonElement now)
    {
        lock (_lock)
        {
            if (now.GetProperty("pages") is { ValueKind: JsonValueKind.Object } pages)
            {
                foreach (var page in pages.EnumerateObject())
                {
                    if (board.Pages.TryGetValue(int.Parse(page.Name, CultureInfo.InvariantCulture), out var shown))
                        shown.Show(JsonMarshal.GetRawUtf8Value(page.Value));
                }

                (board.ReadAt, board.HasNewcomers) = (clock.GetTimestamp(), false);
            }

            // One that was added while Results was asked still waits for its page.
            board.Version = board.Pages.Values.All(page => page.Now.Id.Length > 0) ? now.GetProperty("version").GetString() : null;
        }
    }

    private void Leave(BoardName name, int limit, LivePage page)
    {
        Listeners.Add(-1);
        lock (_lock)
        {
            if (--page.Listeners > 0)
                return;
            _boards[name].Pages.Remove(limit);
            if (_boards[name].Pages.Count == 0)
                _boards.Remove(name);
        }
    }

    /// <summary>Somebody's watching.</summary>
    internal sealed class Watching(LiveBoards boards, BoardName name, int limit, LivePage page) : IDisposable
    {
        public LivePage Page => page;

        public void Dispose() => boards.Leave(name, limit, page);
    }

    private sealed class WatchedBoard
    {
        public string? Version { get; set; }
        public long ReadAt { get; set; }

        /// <summary>Whether somebody was shown what was read before they came.</summary>
        public bool HasNewcomers { get; set; }

        public Dictionary<int, LivePage> Pages { get; } = [];
    }
}
