using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QuizPlatform.Results;

/// <summary>That somebody's standing was written, and when.</summary>
public sealed record BoardChange(string UserId, DateTimeOffset At);

/// <summary>
/// What somebody has seen of a board, as text: the board, since when, and a fingerprint of all that had changed on it since then. The fingerprint tells too
/// of a change that came late, with a time from before it was last looked: instances' clocks differ, and a save takes a while.
/// </summary>
public sealed record BoardVersion(string Board, DateTimeOffset Since, string Fingerprint)
{
    // How late a change may come; beyond that it is found when the board is asked for without a version.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1); // changes of a longer time are more to read than the board

    public static DateTimeOffset Horizon(DateTimeOffset now) => now - Late;

    public static BoardVersion Of(string board, IEnumerable<BoardChange> changes, DateTimeOffset now) =>
        new(board, Horizon(now), Print(changes, Horizon(now)));

    /// <summary>Null where there is none, it is of another board (last week's, say), too old, or not one of ours.</summary>
    public static BoardVersion? Read(string? text, string board, DateTimeOffset now) =>
        text?.Split(' ') is [var of, var ticks, var fingerprint] && of == board
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var since)
        && since <= now.UtcTicks && since >= (now - Life).UtcTicks
            ? new(board, new DateTimeOffset(since, TimeSpan.Zero), fingerprint)
            : null;

    public bool IsOld(IEnumerable<BoardChange> changes) => Print(changes, Since) != Fingerprint;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Board} {Since.UtcTicks} {Fingerprint}");

    private static string Print(IEnumerable<BoardChange> changes, DateTimeOffset since)
    {
        var lines = changes.Where(change => change.At >= since).Select(change => $"{change.UserId} {change.At.UtcTicks}").Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))).AsSpan(0, 12));
    }
}
