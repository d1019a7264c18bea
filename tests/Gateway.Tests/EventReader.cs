using System.Net;
using System.Net.Http.Headers;

namespace QuizPlatform.Gateway.Tests;

/// <summary>Listens to a stream, line by line.</summary>
internal sealed class EventReader : IDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventReader(HttpClient http, HttpResponseMessage answer, StreamReader lines) => (_http, _answer, _lines) = (http, answer, lines);

    public HttpStatusCode Status => _answer.StatusCode;
    public HttpResponseHeaders Headers => _answer.Headers;
    public HttpContentHeaders ContentHeaders => _answer.Content.Headers;

    public static async Task<EventReader> Open(Door door, string query = "", string? lastId = null)
    {
        var http = new HttpClient { BaseAddress = door.Http.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/leaderboard/stream" + query);
        request.Headers.Add("Accept-Encoding", "gzip, br");
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(30));
        return new EventReader(http, answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event's id and data.</summary>
    public async Task<(string Id, string Data)> Next()
    {
        var (id, data) = ("", "");
        while (await Line() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
            else if (line.Length == 0 && data.Length > 0)
                return (id, data);
        }

        throw new EndOfStreamException();
    }

    /// <summary>Null at the end.</summary>
    public Task<string?> Line() => _lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));

    public async Task<List<string>> Rest()
    {
        var lines = new List<string>();
        while (await Line() is { } line)
            lines.Add(line);
        return lines;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
        _http.Dispose();
    }
}
