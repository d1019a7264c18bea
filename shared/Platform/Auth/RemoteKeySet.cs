using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace QuizPlatform.Platform;

/// <summary>
/// The Users app's published keys, fetched when first needed, again for an unknown key id, and again in the background when they are old.
/// Those known serve until Users tells others, however long it is down. Users is asked by one at a time, with a pause in between: made-up key ids cost it
/// nothing and keep nobody waiting.
/// </summary>
public class RemoteKeySet(IHttpClientFactory clients, TimeProvider clock, ILogger<RemoteKeySet> log) : IKeySet
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PauseAfterAnswer = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private volatile Known? _known;
    private Task<bool>? _asking;
    private long _askedAt;

    public async ValueTask<SecurityKey?> Find(string keyId, CancellationToken cancellation)
    {
        if (_known is null && await Recall(cancellation) is { } recalled)
            Interlocked.CompareExchange(ref _known, new Known(recalled, null), null);
        if (_known is { } known && known.Keys.TryGetValue(keyId, out var key))
        {
            if (known.FetchedAt is not { } at || clock.GetElapsedTime(at) >= MaxAge)
                _ = Ask(); // in the background: nobody waits for a Users app that is down
            return key;
        }

        var answered = await Answer(cancellation);
        return _known?.Keys.GetValueOrDefault(keyId) is { } found ? found
            : answered ? null
            : throw Problem.Unavailable("Sign-ins cannot be checked just now. Try again in a moment.", PauseAfterFailure);
    }

    private async Task<bool> Answer(CancellationToken cancellation)
    {
        try
        {
            return await Ask().WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Everybody waits for the same answer, and goes on with the last one for a while.</summary>
    private Task<bool> Ask()
    {
        lock (_gate)
        {
            var isRecent = _asking is { } last
                && (!last.IsCompleted || clock.GetElapsedTime(_askedAt) < (last.Result ? PauseAfterAnswer : PauseAfterFailure));
            return isRecent ? _asking! : _asking = Task.Run(Fetch);
        }
    }

    private async Task<bool> Fetch()
    {
        try
        {
            using var client = clients.CreateClient(UsersClient.Name);
            var jwks = await client.GetStringAsync(".well-known/jwks.json");
            _known = new Known(Parse(jwks), clock.GetTimestamp());
            await Remember(jwks);
            return true;
        }
        catch (Exception e)
        {
            log.LogWarning("The Users app's keys could not be fetched: {Reason}", e.Message);
            return false;
        }
        finally
        {
            _askedAt = clock.GetTimestamp();
        }
    }

    /// <summary>The document as an earlier run fetched it; null where nothing is kept.</summary>
    protected virtual Task<string?> RecallJwks(CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>Keeps the document for the next start.</summary>
    protected virtual Task Remember(string jwks) => Task.CompletedTask;

    private async Task<Dictionary<string, SecurityKey>?> Recall(CancellationToken cancellation)
    {
        try
        {
            return await RecallJwks(cancellation) is { } jwks ? Parse(jwks) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The keys of an earlier run could not be read: {Reason}", e.Message);
            return null; // Users may still be there to be asked
        }
    }

    // Only P-256 signature keys: nothing else may ever verify a token, whatever the document holds.
    private static Dictionary<string, SecurityKey> Parse(string jwks)
    {
        var keys = new JsonWebKeySet(jwks).Keys
            .Where(k => k is { Kty: "EC", Crv: "P-256" } && !string.IsNullOrEmpty(k.Kid))
            .ToDictionary(k => k.Kid, SecurityKey (k) => k);
        return keys.Count > 0 ? keys : throw new InvalidDataException("the answer holds no key"); // no Users app says so: those known stay
    }

    /// <param name="FetchedAt">A timestamp; null for the keys of an earlier run.</param>
    private sealed record Known(Dictionary<string, SecurityKey> Keys, long? FetchedAt);
}

/// <summary>Those keys, kept in the app's own store too, for an app that starts while Users is down.</summary>
public sealed class RemoteKeySet<TDb>(IHttpClientFactory clients, IDbContextFactory<TDb> databases, TimeProvider clock, ILogger<RemoteKeySet<TDb>> log)
    : RemoteKeySet(clients, clock, log)
    where TDb : DocumentDb
{
    protected override async Task<string?> RecallJwks(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return (await Remembered(db, cancellation))?.Jwks;
    }

    protected override async Task Remember(string jwks)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            var remembered = await Remembered(db, CancellationToken.None);
            if (remembered?.Jwks == jwks)
                return;
            remembered ??= db.Add(new RememberedKeys()).Entity;
            remembered.Jwks = jwks;
            await db.SaveChangesAsync();
        }
        catch (Exception e)
        {
            log.LogWarning("The Users app's keys could not be kept for the next start: {Reason}", e.Message);
        }
    }

    private static ValueTask<RememberedKeys?> Remembered(TDb db, CancellationToken cancellation) =>
        db.Find<RememberedKeys>(RememberedKeys.Key, RememberedKeys.Key, cancellation);
}

/// <summary>The HTTP client whose base address is the Users app.</summary>
public static class UsersClient
{
    public const string Name = "users";
}
