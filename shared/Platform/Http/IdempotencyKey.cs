using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace QuizPlatform.Platform;

/// <summary>
/// The <c>Idempotency-Key</c> of a request (draft-ietf-httpapi-idempotency-key-header): the document that the request makes takes its id
/// from <see cref="Id"/> and keeps <see cref="Fingerprint"/>. So the store itself refuses a second one, on every instance of the app.
/// </summary>
/// <param name="Id">32 hex characters made of the caller and the key: one person's keys never meet another's.</param>
/// <param name="Fingerprint">Tells the same body from another one.</param>
public sealed record IdempotencyKey(string Id, string Fingerprint)
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <summary>The request's key, or null when it has none.</summary>
    /// <param name="about">What the request says beside its body, and a repeat must say too.</param>
    /// <exception cref="ProblemException">400: not 1–255 visible ASCII characters.</exception>
    public static IdempotencyKey? Read(HttpRequest request, string userId, ReadOnlySpan<byte> body, string about = "")
    {
        var values = request.Headers[Header];
        if (values.Count == 0)
            return null;
        if (values is not [{ Length: > 0 and <= MaxLength } key] || key.Any(c => c is < '!' or > '~'))
            throw Problem.Field(Header, $"'{Header}' must be 1 to {MaxLength} visible ASCII characters.");

        // The line feed cannot be in a key: no two pairs are spelled alike.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(about));
        hash.AppendData(body);
        return new(PublicId.Of($"{userId}\n{key}"), Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>For a request that has none: no other has this one, so what the request has saved can be told from what others have.</summary>
    public static IdempotencyKey Unique(DateTimeOffset now) => new(PublicId.New(now), "");

    /// <summary>Refuses the key when what it made before came of another body.</summary>
    /// <exception cref="ProblemException">422.</exception>
    public void RequireSame(string? fingerprint)
    {
        if (fingerprint != Fingerprint)
            throw new ProblemException(422, $"This {Header} was used for another request. Take a new one.", "request.idempotency-key-reused");
    }
}

/// <summary>The keyed requests that this process is working on. Across processes the document's id decides.</summary>
public sealed class IdempotentRequests
{
    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);

    /// <summary>Claims the key until the answer is disposed; a request without a key claims nothing.</summary>
    /// <exception cref="ProblemException">409: the first request with this key is still running.</exception>
    public IDisposable? Begin(IdempotencyKey? key)
    {
        if (key is null)
            return null;
        return _running.TryAdd(key.Id, 0)
            ? new Claim(this, key.Id)
            : throw Problem.Conflict(
                $"The first request with this {IdempotencyKey.Header} is still running. Try again in a moment.", "request.idempotency-key-in-use");
    }

    private sealed class Claim(IdempotentRequests requests, string id) : IDisposable
    {
        public void Dispose() => requests._running.TryRemove(id, out _);
    }
}
