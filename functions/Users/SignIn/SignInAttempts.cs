using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// How often a password was tried in vain for one name, whether there is such an account or not, and from where. Waiting times double,
/// and end: nobody is locked out for good.
/// </summary>
public sealed class SignInAttempts : Document
{
    public const int FreePerAddress = 5;
    public const int FreePerName = 25;
    public static readonly TimeSpan MaxWaitPerAddress = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan MaxWaitPerName = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FailuresKept = TimeSpan.FromDays(1);
    private static readonly TimeSpan SuccessKept = TimeSpan.FromDays(30);
    private const int MaxSources = 20;

    private SignInAttempts()
    {
    }

    public SignInAttempts(string id)
        : base(id, id)
    {
    }

    /// <summary>Failures from everywhere.</summary>
    public int Failures { get; private set; }

    public DateTimeOffset? LastFailedAt { get; private set; }
    public List<AttemptSource> Sources { get; private set; } = [];

    /// <summary>When nothing in it matters any more.</summary>
    public DateTimeOffset ForgetAt { get; private set; }

    /// <param name="name">The reservation's id that was signed in with, or the user document's id where a password was asked again.</param>
    public static string IdOf(string name) => $"attempts-{name}";

    /// <summary>How long the next try from that address has to wait; zero when it may come now.</summary>
    /// <param name="address">Null when nobody can tell: then nothing is forgiven for it, and nothing held against it.</param>
    public TimeSpan WaitFor(string? address, DateTimeOffset now)
    {
        var source = SourceOf(address);
        var wait = source is null ? TimeSpan.Zero : Backoff(source.Failures, FreePerAddress, MaxWaitPerAddress, source.LastFailedAt, now);
        if (source?.SucceededAt is { } succeeded && succeeded + SuccessKept > now)
            return wait; // its owner has signed in from here before: what strangers do elsewhere is no reason to wait

        var shared = Backoff(Failures, FreePerName, MaxWaitPerName, LastFailedAt, now);
        return wait > shared ? wait : shared;
    }

    public void Failed(string? address, DateTimeOffset now)
    {
        if (LastFailedAt + FailuresKept < now)
            Failures = 0;
        Failures++;
        LastFailedAt = now;

        if (address is not null)
            (SourceOf(address) ?? AddSource(address)).Failed(now, FailuresKept);
        ForgetAt = Later(ForgetAt, now + FailuresKept);
    }

    public void Succeeded(string address, DateTimeOffset now)
    {
        var source = SourceOf(address) ?? AddSource(address);
        Failures = Math.Max(0, Failures - source.Failures);
        source.Succeeded(now);
        ForgetAt = Later(ForgetAt, now + SuccessKept);
    }

    /// <summary>Whether a success from there is worth a write.</summary>
    public bool IsNews([NotNullWhen(true)] string? address, DateTimeOffset now) =>
        address is not null && (SourceOf(address) is not { Failures: 0, SucceededAt: { } at } || now - at > TimeSpan.FromDays(1));

    private AttemptSource? SourceOf(string? address)
    {
        if (address is null)
            return null;
        var hash = Hash(address);
        return Sources.Find(s => s.Address == hash);
    }

    private AttemptSource AddSource(string address)
    {
        // Strangers' addresses go first: they must not push out the ones the owner is known by.
        if (Sources.Count >= MaxSources)
            Sources.Remove(Sources.OrderBy(s => s.SucceededAt is not null).ThenBy(s => s.LastSeenAt).First());
        var source = new AttemptSource(Hash(address));
        Sources.Add(source);
        return source;
    }

    // An address is personal; to know one again a hash will do.
    private string Hash(string address) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Id} {address}")).AsSpan(0, 12));

    private static TimeSpan Backoff(int failures, int free, TimeSpan max, DateTimeOffset? lastFailedAt, DateTimeOffset now)
    {
        if (failures < free || lastFailedAt is not { } last || last + FailuresKept < now)
            return TimeSpan.Zero;
        if (last > now)
            return TimeSpan.Zero; // the clock was set back: how long ago it was nobody knows, and nobody waits for the clock to catch up
        var seconds = Math.Min(max.TotalSeconds, Math.Pow(2, Math.Min(failures - free, 30)));
        var left = last + TimeSpan.FromSeconds(seconds) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}

/// <summary>One address that a name was tried from.</summary>
public sealed class AttemptSource
{
    private AttemptSource()
    {
    }

    public AttemptSource(string address) => Address = address;

    public string Address { get; private set; } = null!;
    public int Failures { get; private set; }
    public DateTimeOffset? LastFailedAt { get; private set; }
    public DateTimeOffset? SucceededAt { get; private set; }

    internal DateTimeOffset? LastSeenAt => SucceededAt > LastFailedAt ? SucceededAt : LastFailedAt ?? SucceededAt;

    internal void Failed(DateTimeOffset now, TimeSpan kept)
    {
        if (LastFailedAt + kept < now)
            Failures = 0;
        Failures++;
        LastFailedAt = now;
    }

    internal void Succeeded(DateTimeOffset now)
    {
        Failures = 0;
        SucceededAt = now;
    }
}
