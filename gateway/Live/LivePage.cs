using System.Security.Cryptography;
using System.Text;

namespace QuizPlatform.Gateway;

/// <summary>The first page of a board, cut to one limit, as it is now: one text for everybody who looks at it.</summary>
internal sealed class LivePage
{
    private State _now = new("", default);

    /// <summary>Without an id until it has been read.</summary>
    public State Now => Volatile.Read(ref _now);

    /// <summary>Listeners; guarded by whoever counts them.</summary>
    public int Listeners { get; set; }

    /// <param name="json">The page, on one line.</param>
    public void Show(ReadOnlySpan<byte> json)
    {
        var id = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 12)); // the ETag that its own route gives the same bytes
        if (Now.Id == id)
            return;
        byte[] text = [.. Encoding.ASCII.GetBytes($"event: leaderboard\nid: {id}\ndata: "), .. json, .. "\n\n"u8];
        Interlocked.Exchange(ref _now, new State(id, text)).Replace();
    }

    /// <param name="Id">The event's, too.</param>
    /// <param name="Event">What is sent.</param>
    internal sealed record State(string Id, ReadOnlyMemory<byte> Event)
    {
        private readonly TaskCompletionSource _replaced = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends once there is a newer one.</summary>
        public Task Replaced => _replaced.Task;

        public void Replace() => _replaced.TrySetResult();
    }
}
