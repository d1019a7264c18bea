using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using Xunit.Abstractions;

namespace QuizPlatform.System.Tests.BadInput;

/// <summary>
/// Requests to every route, changed at random, byte by byte. For a longer run set <c>MUTATED_REQUESTS</c> (4,000) and <c>MUTATED_SEED</c>.
/// </summary>
public sealed class MutatedRequestTests(Stage stage, ITestOutputHelper output) : IClassFixture<Stage>
{
    private const int AtOnce = 48;

    // What parsers trip over: ends of lines and of numbers, quotes, halves of characters, other encodings, sizes that do not fit.
    private static readonly byte[][] Tokens =
    [
        .. ((string[])
        [
            "\0", "\r", "\n", "\r\n", "\r\n\r\n", " ", "\t", "%", "%00", "%2e%2e/", "../", "//", "?", "&", "=", "#", ":", ";", ",",
            "\"", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", "null", "true", "-1", "0", "1e400", "2147483648", "9223372036854775808", "NaN",
            "Transfer-Encoding: chunked\r\n", "Content-Length: 0\r\n", "Content-Length: 18446744073709551616\r\n", "Expect: 100-continue\r\n",
            "Host: \r\n", "FFFFFFFFFFFFFFFFFF\r\n", "-1\r\n", "0\r\n\r\n", "HTTP/9.9", "GET / HTTP/1.1\r\n",
        ]).Select(Encoding.ASCII.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x9F, 0x98, 0x80], [0xE2, 0x80, 0xAE], [0xEF, 0xBB, 0xBF], [0xEF, 0xBC, 0xA1], new byte[5000],
    ];

    [Fact]
    public async Task Requests_changed_at_random_get_no_5xx_and_leave_the_platform_well()
    {
        var (count, seed) = (Setting.Number("MUTATED_REQUESTS", 4_000), Setting.Number("MUTATED_SEED", 20261125));
        var requests = Routes.All.SelectMany(route => new Variants(route, stage).All().Select(variant => (route.App, Bytes: variant.Request.Bytes())))
            .Where(request => request.Bytes.Length < 20_000).ToList();
        var (answers, faults) = (new ConcurrentDictionary<int, int>(), new ConcurrentBag<string>());

        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var random = new Random(unchecked((seed * 1_000_003) + i));
            var (app, bytes) = requests[random.Next(requests.Count)];
            var changed = Change(bytes, requests[random.Next(requests.Count)].Bytes, random);
            var status = await Send(stage.Service(app).Port, changed, faults, i);
            answers.AddOrUpdate(status, 1, (_, known) => known + 1);
            if (status >= 500 && status is not (501 or 505)) // what is turned off here, and the server's own, to a version of HTTP that does not exist
                faults.Add($"request {i}: {status}\n{Encoding.Latin1.GetString(changed.AsSpan(0, Math.Min(changed.Length, 2000)))}");
        });

        output.WriteLine($"seed {seed}; answers: {string.Join(", ", answers.OrderBy(a => a.Key).Select(a => $"{(a.Key == 0 ? "none" : a.Key)} {a.Value}"))}");
        Assert.True(faults.IsEmpty, $"{faults.Count} faults:\n{string.Join("\n\n", faults.Take(20))}");
        Assert.All(stage.Platform.All, service => Assert.True(service.Running));
        foreach (var service in stage.Platform.All)
            Assert.Equal(200, (await RawHttp.Send(service.Port, new RawRequest("GET", "/health", [("Host", "localhost")]))).Status);
        var audit = new Audit(stage.Platform);
        var gone = audit.Gone;
        await Eventually.Holds(() => Task.FromResult(audit.Differences(gone) is []), () => string.Join('\n', audit.Differences(gone)));
    }

    private static async Task<int> Send(int port, byte[] bytes, ConcurrentBag<string> faults, int i)
    {
        try
        {
            return (await RawHttp.Send(port, bytes, more: TimeSpan.FromMilliseconds(200))).Status;
        }
        catch (Exception e) when (e is IOException or SocketException or FormatException or IndexOutOfRangeException)
        {
            return 0; // it hung up on what is no request, or answered as to an HTTP of old
        }
        catch (TimeoutException e)
        {
            faults.Add($"request {i}: {e.Message}");
            return 0;
        }
    }

    private static byte[] Change(byte[] request, byte[] other, Random random)
    {
        var bytes = request.ToList();
        for (var changes = random.Next(1, 6); changes > 0 && bytes.Count > 0; changes--)
        {
            var (at, length) = (random.Next(bytes.Count), Math.Min(random.Next(1, 30), 30));
            length = Math.Min(length, bytes.Count - at);
            switch (random.Next(7))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(at, Tokens[random.Next(Tokens.Length)]); break;
                case 5: bytes.InsertRange(at, other.Skip(random.Next(other.Length)).Take(length)); break;
                default:
                    if (random.Next(4) == 0)
                        bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
