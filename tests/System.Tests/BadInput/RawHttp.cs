using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QuizPlatform.System.Tests.BadInput;

/// <summary>A request byte for byte. The characters of the target and of the headers stand for bytes (Latin-1), so that any byte can be sent.</summary>
internal sealed record RawRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body = null, bool Chunked = false)
{
    /// <summary>The body as it is given, in whatever framing; the headers are to say which.</summary>
    public string? Framed { get; init; }

    /// <summary>With that header as it is given: no value leaves it out, two make two lines.</summary>
    public RawRequest With(string name, params string[] values) =>
        this with { Headers = [.. Headers.Where(h => h.Name != name), .. values.Select(value => (name, value))] };

    public byte[] Bytes()
    {
        var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
        foreach (var (name, value) in Headers)
            head.Append($"{name}: {value}\r\n");
        if (Framed is not null)
            return Encoding.Latin1.GetBytes($"{head}\r\n{Framed}");
        if (Chunked)
            head.Append("Transfer-Encoding: chunked\r\n");
        else if (Body is not null)
            head.Append($"Content-Length: {Body.Length}\r\n");
        head.Append("\r\n");

        byte[] body = Body is null ? [] : !Chunked ? Body : [.. Encoding.ASCII.GetBytes($"{Body.Length:x}\r\n"), .. Body, .. "\r\n0\r\n\r\n"u8];
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
    }
}

internal sealed record RawAnswer(int Status, ILookup<string, string> Headers, string Body);

/// <summary>HttpClient mends, refuses or joins much of what these tests are about; so they speak to the socket.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="IOException">The server hung up without an answer.</exception>
    /// <exception cref="TimeoutException">No answer: the server hangs.</exception>
    public static Task<RawAnswer> Send(int port, RawRequest request) => Send(port, request.Bytes(), Timeout.InfiniteTimeSpan);

    /// <inheritdoc cref="Send(int, RawRequest)"/>
    /// <param name="more">How long the server is left to wait for the rest of what may have been cut short; then our half of the connection ends.</param>
    public static async Task<RawAnswer> Send(int port, byte[] bytes, TimeSpan more)
    {
        using var over = new CancellationTokenSource(Patience);
        try
        {
            using var client = new TcpClient { NoDelay = true, LingerState = new(true, 0) }; // lingering ones would use up the ports
            await client.ConnectAsync(IPAddress.Loopback, port, over.Token);
            var stream = client.GetStream();
            var writing = Write(stream, bytes, over.Token);
            var reading = Read(stream, over.Token);
            if (await Task.WhenAny(reading, Task.Delay(more, over.Token)) != reading)
                client.Client.Shutdown(SocketShutdown.Send);
            var answer = await reading;
            await writing;
            return answer;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no answer within {Patience.TotalSeconds} s");
        }
    }

    private static async Task Write(NetworkStream stream, byte[] bytes, CancellationToken cancellation)
    {
        try
        {
            await stream.WriteAsync(bytes, cancellation);
        }
        catch (IOException)
        {
            // Refused before it was all sent: the answer says so.
        }
    }

    private static async Task<RawAnswer> Read(NetworkStream stream, CancellationToken cancellation)
    {
        using var received = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, cancellation);
            received.Write(buffer, 0, count);
            if (Parse(received.ToArray(), ended: count == 0) is { } answer)
                return answer;
            if (count == 0)
                throw new IOException($"the connection was closed after {received.Length} bytes of the answer");
        }
    }

    private static RawAnswer? Parse(byte[] bytes, bool ended)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1]);
        var headers = lines[1..].Select(line => line.Split(": ", 2)).ToLookup(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = bytes.AsSpan(end + 4);

        if (headers["Transfer-Encoding"].Contains("chunked"))
            return Unchunk(body) is { } text ? new RawAnswer(status, headers, text) : null;
        var length = headers["Content-Length"].FirstOrDefault() is { } given ? int.Parse(given) : status is 204 or 304 || ended ? body.Length : int.MaxValue;
        return body.Length >= length ? new RawAnswer(status, headers, Encoding.UTF8.GetString(body[..length])) : null;
    }

    private static string? Unchunk(ReadOnlySpan<byte> body)
    {
        using var whole = new MemoryStream();
        while (true)
        {
            var line = body.IndexOf("\r\n"u8);
            if (line < 0)
                return null;
            var length = int.Parse(Encoding.ASCII.GetString(body[..line]), NumberStyles.HexNumber);
            if (body.Length < line + 2 + length + 2)
                return null;
            if (length == 0)
                return Encoding.UTF8.GetString(whole.ToArray());
            whole.Write(body.Slice(line + 2, length));
            body = body[(line + 2 + length + 2)..];
        }
    }
}
