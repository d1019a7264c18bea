using System.Buffers.Binary;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace QuizPlatform.Users.Tests;

/// <summary>The real hasher; writes down the iterations of every hash it computes.</summary>
internal sealed class CountingHasher(IOptions<PasswordHasherOptions> options) : IPasswordHasher<User>
{
    private readonly PasswordHasher<User> _hasher = new(options);
    private int _running;

    /// <summary>Iterations, one entry per hash computed.</summary>
    public ConcurrentQueue<int> Work { get; } = [];

    /// <summary>How many ran at one time at most.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Whether any ran on a thread that requests need.</summary>
    public bool RanOnThePool { get; private set; }

    /// <summary>Keeps every hash waiting until it is set.</summary>
    public ManualResetEventSlim Open { get; } = new(initialState: true);

    public string HashPassword(User user, string password) => Count(() => _hasher.HashPassword(user, password), options.Value.IterationCount);

    public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword) =>
        Count(() => _hasher.VerifyHashedPassword(user, hashedPassword, providedPassword), IterationsOf(hashedPassword));

    public static int IterationsOf(string hash) => (int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5));

    private T Count<T>(Func<T> hash, int iterations)
    {
        Work.Enqueue(iterations);
        lock (this)
            (MostAtOnce, RanOnThePool) = (Math.Max(MostAtOnce, ++_running), RanOnThePool || Thread.CurrentThread.IsThreadPoolThread);
        try
        {
            Open.Wait();
            return hash();
        }
        finally
        {
            lock (this)
                _running--;
        }
    }
}
