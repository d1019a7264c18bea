using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace QuizPlatform.Platform;

/// <summary>
/// The Users app's published keys, fetched when first needed and again, at most once per cool-down, for an unknown key id or when
/// they are old. They are kept in the app's own store too: an app that starts while Users is down still knows its signed-in people.
/// </summary>
public sealed class RemoteKeySet<TDb>(IHttpClientFactory clients, IDbContextFactory<TDb> databases, TimeProvider clock, ILogger<RemoteKeySet<TDb>> log)
    : IKeySet, IDisposable
    where TDb : DocumentDb
{
    private static readonly TimeSpan CoolDown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private volatile Fetched? _fetched;
    private DateTimeOffset _lastTry = DateTimeOffset.MinValue;

    public async ValueTask<SecurityKey?> Find(string keyId, CancellationToken cancellation)
    {
        if (_fetched is { } current && current.Keys.TryGetValue(keyId, out var key))
        {
            if (clock.GetUtcNow() - current.At >= MaxAge)
                _ = FetchOnce(CancellationToken.None); // in the background: nobody waits for a Users app that is down
            return key;
        }

        await FetchOnce(cancellation);
        return _fetched is { } fetched
            ? fetched.Keys.GetValueOrDefault(keyId)
            : throw Problem.Unavailable("Sign-ins cannot be checked just now. Try again in a moment.", CoolDown);
    }

    private async Task FetchOnce(CancellationToken cancellation)
    {
        await _fetching.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            if (now - _lastTry < CoolDown)
                return;
            _lastTry = now;
            await Fetch(now, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("The Users app's keys could not be fetched: {Reason}", e.Message);
        }
        finally
        {
            _fetching.Release();
        }
    }

    private async Task Fetch(DateTimeOffset now, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var remembered = await db.Find<RememberedKeys>(RememberedKeys.Key, RememberedKeys.Key, cancellation);
        if (_fetched is null && remembered is not null)
            _fetched = new Fetched(DateTimeOffset.MinValue, Parse(remembered.Jwks));

        using var client = clients.CreateClient(UsersClient.Name);
        var jwks = await client.GetStringAsync(".well-known/jwks.json", cancellation);
        _fetched = new Fetched(now, Parse(jwks));

        if (remembered?.Jwks == jwks)
            return;
        remembered ??= db.Add(new RememberedKeys()).Entity;
        remembered.Jwks = jwks;
        await db.SaveChangesAsync(cancellation);
    }

    // Only P-256 signature keys: nothing else may ever verify a token, whatever the document holds.
    private static Dictionary<string, SecurityKey> Parse(string jwks) => new JsonWebKeySet(jwks).Keys
        .Where(k => k is { Kty: "EC", Crv: "P-256" } && !string.IsNullOrEmpty(k.Kid))
        .ToDictionary(k => k.Kid, SecurityKey (k) => k);

    public void Dispose() => _fetching.Dispose();

    private sealed record Fetched(DateTimeOffset At, Dictionary<string, SecurityKey> Keys);
}

/// <summary>The HTTP client whose base address is the Users app.</summary>
public static class UsersClient
{
    public const string Name = "users";
}

/// <summary>The Users app's public keys as they were last fetched.</summary>
public sealed class RememberedKeys : Document
{
    public const string Key = "remembered-keys";

    public RememberedKeys()
        : base(Key, Key)
    {
    }

    public string Jwks { get; set; } = "";
}
