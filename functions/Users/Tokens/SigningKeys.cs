using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using QuizPlatform.Platform;

namespace QuizPlatform.Users;

/// <summary>
/// The keys in use. A new key is published for a while before it signs, so that verifiers know it by then; an old one stays published
/// until the last token it signed has expired. So nobody is signed out by a rotation.
/// </summary>
public sealed class SigningKeys(ISigningKeyStore store, TimeProvider clock, ILogger<SigningKeys> log) : BackgroundService, IKeySet
{
    /// <summary>Longer than any verifier caches the keys.</summary>
    public static readonly TimeSpan PublishedAhead = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan RotationPeriod = TimeSpan.FromDays(30);
    private static readonly TimeSpan CheckPeriod = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _changing = new(1, 1);
    private volatile SigningKey[] _keys = []; // oldest first

    /// <summary>The key that signs now: the newest that was published long enough, or the very first.</summary>
    public SigningKey Current => Signing(_keys, clock.GetUtcNow());

    /// <summary>The keys to verify with: old, current and next.</summary>
    public IReadOnlyList<SigningKey> Published => _keys;

    public static DateTimeOffset ActiveFrom(SigningKey key) => key.CreatedAt + PublishedAhead;

    public ValueTask<SecurityKey?> Find(string keyId, CancellationToken cancellation) =>
        new(Array.Find(_keys, key => key.Id == keyId)?.Public);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Refresh(cancellationToken); // what is wrong with the keys stops the app here
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Takes up keys that were added to the store, adds one when it is time, and forgets those nothing is verified with.</summary>
    public Task Refresh(CancellationToken cancellation) => Exclusively(async () =>
    {
        var now = clock.GetUtcNow();
        var known = _keys;
        var keys = (await store.Load(cancellation)).Select(key => Array.Find(known, k => k.Id == key.Id) ?? key).OrderBy(key => key.CreatedAt).ToList();
        if (keys[^1].CreatedAt + RotationPeriod <= now)
            await AddTo(keys, now, cancellation);
        await RemoveOutdated(keys, now, cancellation);
        _keys = [.. keys];
        return keys[^1];
    }, cancellation);

    /// <summary>Adds the next key now.</summary>
    /// <returns>The newest key; null where the app may only read the store.</returns>
    public Task<SigningKey?> Rotate(CancellationToken cancellation) => Exclusively(async () =>
    {
        var keys = _keys.ToList();
        if (!await AddTo(keys, clock.GetUtcNow(), cancellation))
            return null;
        _keys = [.. keys];
        return keys[^1];
    }, cancellation);

    public override void Dispose()
    {
        _changing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckPeriod, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RefreshIfPossible(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Else the host reports this as a failure when the start of another service fails and it disposes of this one without a stop.
        }
    }

    private async Task RefreshIfPossible(CancellationToken cancellation)
    {
        try
        {
            await Refresh(cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "The signing keys could not be read again; going on with those known");
        }
    }

    private static SigningKey Signing(SigningKey[] keys, DateTimeOffset now) =>
        Array.FindLast(keys, key => ActiveFrom(key) <= now) ?? keys[0];

    private async Task<bool> AddTo(List<SigningKey> keys, DateTimeOffset now, CancellationToken cancellation)
    {
        var next = SigningKey.Create(now);
        if (!await store.Add(next, cancellation))
            return false;
        keys.Add(next);
        log.LogInformation("Signing key {KeyId} signs from {ActiveFrom:o} on", next.Id, ActiveFrom(next));
        return true;
    }

    private async Task RemoveOutdated(List<SigningKey> keys, DateTimeOffset now, CancellationToken cancellation)
    {
        while (keys.Count > 1 && ActiveFrom(keys[1]) + AccessTokens.MaxAge <= now)
        {
            await store.Remove(keys[0], cancellation);
            log.LogInformation("Signing key {KeyId} is no longer published", keys[0].Id);
            keys.RemoveAt(0);
        }
    }

    private async Task<T> Exclusively<T>(Func<Task<T>> change, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            return await change();
        }
        finally
        {
            _changing.Release();
        }
    }
}
