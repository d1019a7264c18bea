using Microsoft.IdentityModel.Tokens;

namespace QuizPlatform.Platform;

/// <summary>The public keys that access tokens may be signed with.</summary>
public interface IKeySet
{
    /// <summary>The key with that id, or null when there is none.</summary>
    /// <exception cref="ProblemException">503: no key could be got yet.</exception>
    ValueTask<SecurityKey?> Find(string keyId, CancellationToken cancellation);
}
